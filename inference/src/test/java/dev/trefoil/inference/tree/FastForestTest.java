package dev.trefoil.inference.tree;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Every layout ends in the leaf in which the plain walk ends, on randomly grown trees and awkward numbers.
class FastForestTest {
    private static final int FEATURES = 7;
    private static final double[] AWKWARD = {
        0.0,
        -0.0,
        1,
        -1,
        0.5,
        -0.5,
        3.25,
        1e-35f,
        -1e-35f,
        Math.nextUp((double) 1e-35f),
        Double.MIN_VALUE,
        -Double.MIN_VALUE,
        Float.MIN_VALUE,
        -Float.MIN_VALUE,
        1e-40f,
        Float.MAX_VALUE,
        -Float.MAX_VALUE,
        1e300,
        -1e300,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        0.1,
        0.1f,
        Math.nextUp(0.1f),
        Math.nextDown(0.1f),
        -0.1f
    };

    private final SplittableRandom random = new SplittableRandom(17);

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 8, 31, 32, 33, 64, 65, 100, 200, 1_500})
    void singlePrecisionModelEndsInTheLeavesOfThePlainWalk(int leaves) {
        for (int round = 0; round < 6; round++) {
            Forest forest = forest(12, leaves, SplitTest.BELOW);
            assertAllAgree(forest, FastForest.singles(forest), (double x) -> (float) x);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 8, 31, 32, 33, 64, 65, 100, 200, 1_500})
    void doublePrecisionModelEndsInTheLeavesOfThePlainWalk(int leaves) {
        for (int round = 0; round < 6; round++) {
            Forest forest = forest(12, leaves, SplitTest.AT_MOST, SplitTest.AT_MOST_ZERO_MISSING);
            assertAllAgree(forest, FastForest.doubles(forest, true), x -> Math.abs(x) <= 1e-35f ? 0 : x);
        }
    }

    @Test
    void ensembleOfBothComparisonsEndsInTheLeavesOfThePlainWalk() {
        Forest forest = forest(40, 31, SplitTest.BELOW, SplitTest.AT_MOST);
        assertAllAgree(forest, FastForest.singles(forest), (double x) -> (float) x);
    }

    @Test
    void chainsOfBothDirectionsEndInTheLeavesOfThePlainWalk() {
        ForestBuilder builder = new ForestBuilder();
        for (boolean toTheLeft : new boolean[] {true, false}) {
            for (int split = 0; split < 150; split++) {
                int next = 2 * split + 2;
                builder.split(
                        split % FEATURES,
                        SplitTest.AT_MOST.coded(split % 3 == 0),
                        toTheLeft ? 75 - split : split - 75,
                        toTheLeft ? next : next - 1,
                        toTheLeft ? next - 1 : next,
                        1);
                builder.leaf(split, 1);
            }
            builder.leaf(-1, 1);
            builder.endTree(0);
        }
        Forest forest = builder.build(FEATURES, 1);
        assertAllAgree(forest, FastForest.doubles(forest, true), x -> Math.abs(x) <= 1e-35f ? 0 : x);
    }

    @Test
    void smallForestHasTablesAndLargeOneDoesNot() {
        assertThat(FastForest.singles(forest(100, 31, SplitTest.BELOW)).tables())
                .isPresent();
        assertThat(FastForest.singles(forest(300, 500, SplitTest.BELOW)).tables())
                .isEmpty();
    }

    @Test
    void bushyTreeIsAskedByColumnsAndLargeOneIsWalked() {
        Forest small = forest(1, 31, SplitTest.BELOW);
        assertThat(FastForest.singles(small).singles().lanes().value().has(0)).isTrue();
        Forest large = forest(1, 5_000, SplitTest.BELOW);
        assertThat(FastForest.singles(large).singles().lanes().value().has(0)).isFalse();
    }

    @FunctionalInterface
    private interface Seen {
        double by(double x);
    }

    /// @param seen how the library sees a number before its trees do
    private void assertAllAgree(Forest forest, FastForest fast, Seen seen) {
        int trees = forest.trees();
        for (boolean wide : new boolean[] {false, true}) {
            int rows = 77;
            double[] matrix = matrix(forest, rows, wide);
            double[][] expected = new double[trees][rows];
            for (int r = 0; r < rows; r++) {
                double[] row = Arrays.stream(matrix, r * FEATURES, (r + 1) * FEATURES)
                        .map(seen::by)
                        .toArray();
                for (int tree = 0; tree < trees; tree++) {
                    expected[tree][r] = forest.value(forest.leaf(tree, row, 0));
                }
            }
            for (int size : new int[] {1, 7, 31, 32, 40, 77}) {
                assertThat(byBlocks(fast, matrix, rows, size))
                        .as("blocks of %d", size)
                        .isDeepEqualTo(expected);
            }
            assertThat(rowByRow(fast, matrix, rows, !wide)).as("row by row").isDeepEqualTo(expected);
            assertThat(walked(fast, matrix, rows)).as("walked").isDeepEqualTo(expected);
        }
    }

    private static double[][] byBlocks(FastForest fast, double[] matrix, int rows, int size) {
        RowBlock block = fast.block(size);
        double[][] values = new double[fast.trees()][rows];
        double[] perRow = new double[size];
        for (int first = 0; first < rows; first += size) {
            int count = Math.min(size, rows - first);
            block.take(matrix, first, count);
            for (int tree = 0; tree < fast.trees(); tree++) {
                block.tree(tree, perRow);
                System.arraycopy(perRow, 0, values[tree], first, count);
            }
        }
        return values;
    }

    /// In double precision, and in single precision too where the rows are.
    private static double[][] rowByRow(FastForest fast, double[] matrix, int rows, boolean singles) {
        OneRow one = fast.row();
        double[][] values = new double[fast.trees()][rows];
        double[] perTree = new double[fast.trees()];
        double[] again = new double[fast.trees()];
        for (int r = 0; r < rows; r++) {
            double[] row = Arrays.copyOfRange(matrix, r * FEATURES, (r + 1) * FEATURES);
            one.score(row, perTree);
            if (singles) {
                float[] narrow = new float[FEATURES];
                for (int f = 0; f < FEATURES; f++) {
                    narrow[f] = (float) row[f];
                }
                one.score(narrow, again);
                assertThat(again).isEqualTo(perTree);
            }
            for (int tree = 0; tree < values.length; tree++) {
                values[tree][r] = perTree[tree];
            }
        }
        return values;
    }

    /// One row at a time without the tables.
    private static double[][] walked(FastForest fast, double[] matrix, int rows) {
        FastForest.Keyed keyed = fast.doubles();
        int[] keys = new int[keyed.scheme().keys()];
        double[][] values = new double[fast.trees()][rows];
        double[] perTree = new double[fast.trees()];
        for (int r = 0; r < rows; r++) {
            assertThat(keyed.scheme().encode(matrix, r * FEATURES, keys, 0)).isTrue();
            keyed.walk().value().row(keys, perTree);
            for (int tree = 0; tree < values.length; tree++) {
                values[tree][r] = perTree[tree];
            }
        }
        return values;
    }

    /// Rows of awkward numbers, missing values and numbers at and beside the thresholds.
    private double[] matrix(Forest forest, int rows, boolean wide) {
        double[] matrix = new double[rows * FEATURES];
        for (int i = 0; i < matrix.length; i++) {
            double at = forest.threshold[random.nextInt(forest.nodes())];
            double x = switch (random.nextInt(8)) {
                case 0 -> Double.NaN;
                case 1, 2 -> AWKWARD[random.nextInt(AWKWARD.length)];
                case 3 -> at;
                case 4 -> wide ? Math.nextUp(at) : Math.nextUp((float) at);
                case 5 -> wide ? Math.nextDown(at) : Math.nextDown((float) at);
                default -> random.nextDouble(-3, 3);
            };
            matrix[i] = wide ? x : (float) x;
        }
        return matrix;
    }

    private Forest forest(int trees, int leaves, SplitTest... tests) {
        ForestBuilder builder = new ForestBuilder();
        for (int tree = 0; tree < trees; tree++) {
            grow(builder, leaves, tests);
            builder.endTree(0);
        }
        return builder.build(FEATURES, 1);
    }

    /// Splits leaves at random until there are enough.
    private void grow(ForestBuilder builder, int leaves, SplitTest... tests) {
        int nodes = 2 * leaves - 1;
        int[] left = new int[nodes];
        int[] open = new int[leaves];
        int opened = 1;
        int made = 1;
        while (opened < leaves) {
            int pick = random.nextInt(opened);
            left[open[pick]] = made;
            open[pick] = made;
            open[opened++] = made + 1;
            made += 2;
        }
        boolean singles = tests[0] == SplitTest.BELOW;
        for (int node = 0; node < nodes; node++) {
            if (left[node] == 0) {
                builder.leaf(node + random.nextDouble(), 1);
            } else {
                SplitTest test = tests[random.nextInt(tests.length)];
                double at = random.nextInt(3) == 0
                        ? AWKWARD[random.nextInt(AWKWARD.length)]
                        : random.nextInt(-40, 40) / 16.0 + (random.nextBoolean() ? 0 : random.nextDouble());
                builder.split(
                        random.nextInt(FEATURES),
                        test.coded(random.nextBoolean()),
                        singles ? (float) at : at,
                        left[node],
                        left[node] + 1,
                        1);
            }
        }
    }
}
