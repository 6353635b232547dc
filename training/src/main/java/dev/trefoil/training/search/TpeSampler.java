package dev.trefoil.training.search;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.random.RandomGenerator;

/// The tree-structured Parzen estimator (Bergstra 2011) as Optuna defines it: the best tenth of the history
/// against the
/// rest; of some draws from the good, the one with the highest ratio of densities.
///
/// @param startup trials drawn at random before the history is used
/// @param candidates draws per suggestion
/// @param joint whether all parameters are estimated together (Optuna's `multivariate`) or each by itself
public record TpeSampler(int startup, int candidates, boolean joint) implements Sampler {
    /// Optuna 4's defaults.
    public TpeSampler() {
        this(10, 24, false);
    }

    @Override
    public Hyperparameters suggest(
            SearchSpace space, List<FinishedTrial> history, Direction direction, RandomGenerator random) {
        List<FinishedTrial> usable = new ArrayList<>(history.size());
        for (FinishedTrial trial : history) {
            if (space.contains(trial.parameters())) {
                usable.add(trial);
            }
        }
        if (usable.size() < startup) {
            return new RandomSampler().suggest(space, history, direction, random);
        }
        Split split = split(usable, direction);
        if (joint) {
            return best(space.parameters(), split, random);
        }
        Map<String, Setting> chosen = new LinkedHashMap<>();
        for (Parameter parameter : space.parameters()) {
            chosen.putAll(best(List.of(parameter), split, random).settings());
        }
        return new Hyperparameters(chosen);
    }

    /// How many of `n` trials count as good.
    static int good(int n) {
        return Math.min((int) Math.ceil(0.1 * n), 25);
    }

    private record Split(List<Hyperparameters> below, List<Hyperparameters> above) {}

    /// Both parts stay oldest first. Completed trials rank by value, pruned ones after them by how far they came.
    private static Split split(List<FinishedTrial> trials, Direction direction) {
        int n = trials.size();
        long[] group = new long[n];
        double[] loss = new double[n];
        for (int i = 0; i < n; i++) {
            FinishedTrial trial = trials.get(i);
            group[i] = trial.complete() ? Long.MIN_VALUE : -trial.lastStep();
            loss[i] = Double.isNaN(trial.value()) ? Double.POSITIVE_INFINITY : direction.loss(trial.value());
        }
        Comparator<Integer> ranking = (a, b) -> group[a] != group[b]
                ? Long.compare(group[a], group[b])
                : loss[a] != loss[b] ? Double.compare(loss[a], loss[b]) : Integer.compare(a, b);
        int good = good(n);
        PriorityQueue<Integer> best = new PriorityQueue<>(ranking.reversed());
        for (int i = 0; i < n; i++) {
            if (best.size() < good) {
                best.add(i);
            } else if (ranking.compare(i, best.element()) < 0) {
                best.remove();
                best.add(i);
            }
        }
        BitSet chosen = new BitSet(n);
        best.forEach(chosen::set);
        List<Hyperparameters> below = new ArrayList<>(good);
        List<Hyperparameters> above = new ArrayList<>(n);
        for (int i = 0; i < n; i++) {
            (chosen.get(i) ? below : above).add(trials.get(i).parameters());
        }
        return new Split(below, above);
    }

    private Hyperparameters best(List<Parameter> parameters, Split split, RandomGenerator random) {
        ParzenEstimator below = new ParzenEstimator(parameters, split.below(), joint);
        ParzenEstimator above = new ParzenEstimator(parameters, split.above(), joint);
        Hyperparameters best = below.draw(random);
        double highest = below.logDensity(best) - above.logDensity(best);
        for (int i = 1; i < candidates; i++) {
            Hyperparameters next = below.draw(random);
            double ratio = below.logDensity(next) - above.logDensity(next);
            if (ratio > highest) {
                best = next;
                highest = ratio;
            }
        }
        return best;
    }
}
