package dev.trefoil.core.calibration;

/// One number that flattens (above 1) or sharpens (below 1) probabilities without changing their order.
///
/// @param value divides the logit
public record Temperature(double value) implements Calibrator {
    private static final double FLOOR = 1e-12;

    public Temperature {
        if (!(value > 0)) {
            throw new IllegalArgumentException("a temperature is above 0, not " + value);
        }
    }

    /// The temperature of least log-loss for probabilities of the positive class.
    public static Temperature fit(double[] probability, double[] truth) {
        Calibrator.check(probability, truth);
        double[] rows = new double[2 * probability.length];
        int[] classes = new int[probability.length];
        for (int i = 0; i < probability.length; i++) {
            rows[2 * i] = 1 - probability[i];
            rows[2 * i + 1] = probability[i];
            classes[i] = (int) truth[i];
        }
        return fit(rows, 2, classes);
    }

    /// The temperature of least log-loss for rows of class probabilities, between 1/50 and 50.
    public static Temperature fit(double[] probabilities, int classes, int[] truth) {
        if (probabilities.length != (long) truth.length * classes || truth.length == 0) {
            throw new IllegalArgumentException("rows × classes probabilities are needed for as many truths");
        }
        double[] logs = new double[probabilities.length];
        for (int i = 0; i < logs.length; i++) {
            if (!(probabilities[i] >= 0 && probabilities[i] <= 1)) {
                throw new IllegalArgumentException(
                        "row " + i / classes + ": a probability lies in [0, 1], not " + probabilities[i]);
            }
            logs[i] = Math.log(Math.max(FLOOR, probabilities[i]));
        }
        double low = 1.0 / 50;
        double high = 50;
        for (int i = 0; i < 200 && high - low > 1e-13 * high; i++) {
            double middle = 0.5 * (low + high);
            if (slope(logs, classes, truth, middle) > 0) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return new Temperature(1 / (0.5 * (low + high)));
    }

    @Override
    public double apply(double probability) {
        double p = Math.min(1 - FLOOR, Math.max(FLOOR, probability));
        return 1 / (1 + Math.exp(-Math.log(p / (1 - p)) / value));
    }

    @Override
    public String id() {
        return "temperature";
    }

    /// How the log-likelihood grows with the inverse temperature; it is concave, so the root is the maximum.
    private static double slope(double[] logs, int classes, int[] truth, double inverse) {
        double slope = 0;
        for (int row = 0; row < truth.length; row++) {
            double most = Double.NEGATIVE_INFINITY;
            for (int k = 0; k < classes; k++) {
                most = Math.max(most, logs[row * classes + k]);
            }
            double sum = 0;
            double weighted = 0;
            for (int k = 0; k < classes; k++) {
                double log = logs[row * classes + k];
                double weight = Math.exp(inverse * (log - most));
                sum += weight;
                weighted += weight * log;
            }
            slope += logs[row * classes + truth[row]] - weighted / sum;
        }
        return slope;
    }
}
