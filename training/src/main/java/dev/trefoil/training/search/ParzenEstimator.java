package dev.trefoil.training.search;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.random.RandomGenerator;

/// The density of good (or of bad) settings, as a mixture of one kernel per observation and a prior, as defined by
/// Optuna's tree-structured Parzen estimator. Observations come oldest first; of more than 25 the oldest weigh
/// less.
final class ParzenEstimator {
    private static final int RECENT = 25;

    private final List<Parameter> parameters;
    private final Kernels[] kernels;
    private final double[] weights;
    private final double[] shapeWeights;
    private final double[][] densities;

    /// @param joint whether the parameters are estimated together (kernels of one width) or there is just one
    ParzenEstimator(List<Parameter> parameters, List<Hyperparameters> observations, boolean joint) {
        this.parameters = parameters;
        int n = observations.size();
        double spread = joint ? 0.2 * Math.pow(Math.max(n, 1), -1.0 / (parameters.size() + 4)) : Double.NaN;
        this.kernels = new Kernels[parameters.size()];
        this.densities = new double[parameters.size()][];
        for (int p = 0; p < kernels.length; p++) {
            Setting[] seen = new Setting[n];
            for (int i = 0; i < n; i++) {
                seen[i] = Objects.requireNonNull(
                        observations.get(i).find(parameters.get(p).name()));
            }
            kernels[p] = Kernels.of(parameters.get(p), seen, spread);
            densities[p] = new double[kernels[p].shapes()];
        }
        this.weights = weights(n);
        this.shapeWeights = new double[densities[0].length];
        for (int k = 0; k < weights.length; k++) {
            shapeWeights[kernels[0].shape(k)] += weights[k];
        }
    }

    /// Weights of the kernels, the prior's last; they add up to 1.
    static double[] weights(int observations) {
        double[] weights = new double[observations + 1];
        int ramp = Math.max(0, observations - RECENT);
        double sum = 1;
        for (int i = 0; i < observations; i++) {
            weights[i] = i >= ramp || observations < RECENT
                    ? 1
                    : ramp == 1 ? 1.0 / observations : rising(i, ramp, observations);
            sum += weights[i];
        }
        weights[observations] = 1;
        for (int i = 0; i <= observations; i++) {
            weights[i] /= sum;
        }
        return weights;
    }

    private static double rising(int i, int ramp, int observations) {
        double first = 1.0 / observations;
        return first + (1 - first) * i / (ramp - 1);
    }

    double logDensity(Hyperparameters at) {
        for (int p = 0; p < kernels.length; p++) {
            kernels[p].densities(
                    Objects.requireNonNull(at.find(parameters.get(p).name())), densities[p]);
        }
        return Math.log(kernels.length == 1 ? alone(densities[0]) : together());
    }

    private double alone(double[] density) {
        double sum = 0;
        for (int s = 0; s < density.length; s++) {
            sum += shapeWeights[s] * density[s];
        }
        return sum;
    }

    private double together() {
        double sum = 0;
        for (int k = 0; k < weights.length; k++) {
            double product = weights[k];
            for (int p = 0; p < kernels.length && product > 0; p++) {
                product *= densities[p][kernels[p].shape(k)];
            }
            sum += product;
        }
        return sum;
    }

    Hyperparameters draw(RandomGenerator random) {
        double u = random.nextDouble();
        int kernel = 0;
        while (kernel < weights.length - 1 && u >= weights[kernel]) {
            u -= weights[kernel++];
        }
        Map<String, Setting> drawn = new LinkedHashMap<>();
        for (int p = 0; p < kernels.length; p++) {
            drawn.put(parameters.get(p).name(), kernels[p].draw(kernel, random));
        }
        return new Hyperparameters(drawn);
    }

    Kernels kernels(int parameter) {
        return kernels[parameter];
    }
}
