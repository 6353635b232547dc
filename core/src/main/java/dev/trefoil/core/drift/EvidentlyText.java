package dev.trefoil.core.drift;

import dev.trefoil.core.random.MersenneTwister;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Evidently 0.7's drift of texts: the AUC with which a classifier tells half of the texts of both sides apart after
/// learning from the other half (scikit-learn's `SGDClassifier` with modified Huber loss and L1 penalty over TF-IDF of
/// words, every draw from seed 42). Drift is an AUC above 0.55 when the reference has more than 1,000 texts; else one
/// above 95 % of those of random scores.
///
/// @param auc of the classifier on the texts it did not learn from
/// @param limit above which it is drift
record EvidentlyText(String method, double auc, double limit) {
    private static final int LARGE = 1_000;
    private static final double LIMIT = 0.55;
    private static final double PERCENTILE = 95;
    private static final int SEED = 42;
    private static final int RANDOM_SCORES = 1_000;
    private static final int SEEDS_BELOW = 10_000;

    /// Empty where Evidently fails: no word is left to learn from, or one side is missing from a half.
    static Optional<EvidentlyText> of(List<String> reference, List<String> current) {
        int n = reference.size() + current.size();
        int[] order = permutation(n);
        int tested = (n + 1) / 2;
        List<String> tests = new ArrayList<>();
        boolean[] testIsCurrent = new boolean[tested];
        List<String> learns = new ArrayList<>();
        boolean[] learnIsCurrent = new boolean[n - tested];
        for (int i = 0; i < n; i++) {
            boolean now = order[i] >= reference.size();
            String text = now ? current.get(order[i] - reference.size()) : reference.get(order[i]);
            if (i < tested) {
                testIsCurrent[i] = now;
                tests.add(text);
            } else {
                learnIsCurrent[i - tested] = now;
                learns.add(text);
            }
        }
        if (!both(testIsCurrent) || !both(learnIsCurrent)) {
            return Optional.empty();
        }
        WordWeights words = WordWeights.of(learns).orElse(null);
        if (words == null) {
            return Optional.empty();
        }
        SparseClassifier classifier = SparseClassifier.fit(words.learnt(), learnIsCurrent, words.size());
        double[] scores = new double[tested];
        for (int i = 0; i < tested; i++) {
            scores[i] = (Math.clamp(classifier.score(words.of(tests.get(i))), -1, 1) + 1) / 2;
        }
        double auc = auc(scores, testIsCurrent);
        return Optional.of(
                reference.size() > LARGE
                        ? new EvidentlyText("evidently-0.7/abs-text-content-drift", auc, LIMIT)
                        : new EvidentlyText("evidently-0.7/perc-text-content-drift", auc, byChance(testIsCurrent)));
    }

    boolean drifted() {
        return auc > limit;
    }

    private static boolean both(boolean[] sides) {
        for (boolean side : sides) {
            if (side != sides[0]) {
                return true;
            }
        }
        return false;
    }

    /// numpy's `RandomState(42).permutation(n)`.
    private static int[] permutation(int n) {
        MersenneTwister random = MersenneTwister.ofNumpy(SEED);
        int[] order = new int[n];
        Arrays.setAll(order, i -> i);
        for (int i = n - 1; i > 0; i--) {
            int j = masked(random, i);
            int kept = order[i];
            order[i] = order[j];
            order[j] = kept;
        }
        return order;
    }

    /// Uniform in [0, most] as numpy's older generators draw it: low bits until they are small enough.
    private static int masked(MersenneTwister random, int most) {
        int mask = (Integer.highestOneBit(most) << 1) - 1;
        int drawn = random.nextInt() & mask;
        while (drawn > most) {
            drawn = random.nextInt() & mask;
        }
        return drawn;
    }

    private static double byChance(boolean[] positive) {
        MersenneTwister random = MersenneTwister.ofNumpy(SEED);
        double[] values = new double[RANDOM_SCORES];
        double[] scores = new double[positive.length];
        int[] seeds = new int[RANDOM_SCORES];
        Arrays.setAll(seeds, i -> masked(random, SEEDS_BELOW - 1));
        for (int i = 0; i < seeds.length; i++) {
            MersenneTwister own = MersenneTwister.ofNumpy(seeds[i]);
            Arrays.setAll(scores, j -> own.nextDouble());
            values[i] = auc(scores, positive);
        }
        Arrays.sort(values);
        double place = PERCENTILE / 100 * (values.length - 1);
        int below = (int) place;
        return values[below] + (place - below) * (values[below + 1] - values[below]);
    }

    /// Share of pairs in which the positive one scores higher; equal scores count half.
    private static double auc(double[] scores, boolean[] positive) {
        int count = 0;
        for (boolean one : positive) {
            count += one ? 1 : 0;
        }
        double[] up = new double[count];
        double[] down = new double[scores.length - count];
        int ups = 0;
        for (int i = 0; i < scores.length; i++) {
            if (positive[i]) {
                up[ups++] = scores[i];
            } else {
                down[i - ups] = scores[i];
            }
        }
        Arrays.sort(up);
        Arrays.sort(down);
        double wins = 0;
        int below = 0;
        int upTo = 0;
        for (double score : up) {
            while (below < down.length && down[below] < score) {
                below++;
            }
            upTo = Math.max(upTo, below);
            while (upTo < down.length && down[upTo] == score) {
                upTo++;
            }
            wins += below + 0.5 * (upTo - below);
        }
        return wins / ((double) up.length * down.length);
    }
}
