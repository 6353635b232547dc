package dev.trefoil.core.forest;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/// Extremely randomised trees: the mean of what 50 of them say, each grown on up to 10,000 rows drawn with
/// repetition.
public final class Forest {
    /// Parts of the rows, each of which is scored by a forest grown on the others.
    public static final int FOLDS = 5;

    private static final int TREES = 50;
    private static final int ROWS_A_TREE = 10_000;

    private final List<RandomTree> trees;

    private Forest(List<RandomTree> trees) {
        this.trees = trees;
    }

    /// @param target of each row
    /// @param rows positions to learn from
    public static Forest grow(FeatureTable features, double[] target, int[] rows, SplittableRandom random) {
        boolean shares = IntStream.of(rows).allMatch(i -> target[i] == 0 || target[i] == 1);
        List<RandomTree> trees = new ArrayList<>();
        for (int t = 0; t < TREES; t++) {
            int[] sample = new int[Math.min(ROWS_A_TREE, rows.length)];
            for (int i = 0; i < sample.length; i++) {
                sample[i] = rows[random.nextInt(rows.length)];
            }
            trees.add(RandomTree.grow(features.values(), target, sample, shares, random));
        }
        return new Forest(trees);
    }

    public double score(FeatureTable features, int row) {
        double sum = 0;
        for (RandomTree tree : trees) {
            sum += tree.score(features.values(), row);
        }
        return sum / trees.size();
    }

    /// The score of each row by a forest that has not seen it.
    ///
    /// @param fold the part of each row, from 0 to [#FOLDS] − 1
    public static double[] outOfFold(FeatureTable features, double[] target, int[] fold, SplittableRandom random) {
        double[] scores = new double[fold.length];
        for (int f = 0; f < FOLDS; f++) {
            int held = f;
            int[] rows =
                    IntStream.range(0, fold.length).filter(i -> fold[i] != held).toArray();
            Forest forest = grow(features, target, rows, random);
            for (int i = 0; i < fold.length; i++) {
                if (fold[i] == held) {
                    scores[i] = forest.score(features, i);
                }
            }
        }
        return scores;
    }

    /// The parts of rows `from` to `to`, of nearly the same size, at random.
    public static void folds(int[] fold, int from, int to, SplittableRandom random) {
        for (int i = from; i < to; i++) {
            fold[i] = (i - from) % FOLDS;
        }
        for (int i = to - 1; i > from; i--) {
            int j = from + random.nextInt(i - from + 1);
            int kept = fold[i];
            fold[i] = fold[j];
            fold[j] = kept;
        }
    }
}
