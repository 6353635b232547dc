package dev.trefoil.training.slice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SliceLineTest {
    @Test
    void theScoreIsThatOfThePaper() {
        // The best slice that SliceLine finds on COMPAS: 769 of 6,172 rows with error .42652796, mean .33927414.
        int n = 6172;
        double[] errors = new double[n];
        int wrong = (int) Math.round(n * 0.33927414);
        int inside = (int) Math.round(769 * 0.42652796);
        BitSet slice = new BitSet();
        slice.set(0, 769);
        for (int i = 0; i < inside; i++) {
            errors[i] = 1;
        }
        for (int i = 0; i < wrong - inside; i++) {
            errors[769 + i] = 1;
        }
        List<SliceLine.Finding> found =
                new SliceLine(List.of(slice), new int[] {0}, errors, new SliceLine.Settings(0.99, 62, 3, 1)).find();
        assertThat(found.getFirst().score()).isCloseTo(0.18434606, within(1e-6));
    }

    @Test
    void pruningLosesNoSliceThatTryingAllWouldFind() {
        for (int seed = 0; seed < 20; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            int n = 600;
            int[][] codes = new int[5][n];
            double[] errors = new double[n];
            for (int row = 0; row < n; row++) {
                for (int c = 0; c < 5; c++) {
                    codes[c][row] = random.nextInt(3);
                }
                errors[row] = random.nextDouble() * (codes[0][row] == 1 && codes[2][row] == 2 ? 2 : 1);
            }
            List<BitSet> predicates = new ArrayList<>();
            List<Integer> columns = new ArrayList<>();
            for (int c = 0; c < 5; c++) {
                for (int value = 0; value < 3; value++) {
                    BitSet rows = new BitSet();
                    for (int row = 0; row < n; row++) {
                        rows.set(row, codes[c][row] == value);
                    }
                    predicates.add(rows);
                    columns.add(c);
                }
            }
            int[] columnOf = columns.stream().mapToInt(c -> c).toArray();
            SliceLine.Settings settings = new SliceLine.Settings(0.95, 12, 6, 3);
            List<Double> pruned = new SliceLine(predicates, columnOf, errors, settings)
                    .find().stream().map(SliceLine.Finding::score).toList();
            List<Double> tried = all(predicates, columnOf, errors, settings);
            assertThat(pruned).hasSameSizeAs(tried);
            for (int i = 0; i < tried.size(); i++) {
                assertThat(pruned.get(i)).isCloseTo(tried.get(i), within(1e-9));
            }
        }
    }

    private static List<Double> all(
            List<BitSet> predicates, int[] columnOf, double[] errors, SliceLine.Settings settings) {
        List<Double> scores = new ArrayList<>();
        int n = predicates.size();
        for (int a = 0; a < n; a++) {
            for (int b = a; b < n; b++) {
                for (int c = b; c < n; c++) {
                    boolean one = a == b && b == c;
                    boolean two = a == b && c > b && columnOf[b] != columnOf[c];
                    boolean three = a < b && b < c && columnOf[a] != columnOf[b] && columnOf[b] != columnOf[c];
                    if (one || two || three) {
                        BitSet rows = (BitSet) predicates.get(a).clone();
                        rows.and(predicates.get(b));
                        rows.and(predicates.get(c));
                        add(rows, errors, settings, scores);
                    }
                }
            }
        }
        scores.sort(Comparator.reverseOrder());
        return scores.subList(0, Math.min(settings.top(), scores.size()));
    }

    private static void add(BitSet rows, double[] errors, SliceLine.Settings settings, List<Double> scores) {
        double mean = 0;
        for (double error : errors) {
            mean += error / errors.length;
        }
        double sum = rows.stream().mapToDouble(row -> errors[row]).sum();
        double size = rows.cardinality();
        double score = settings.alpha() * (sum / size / mean - 1) - (1 - settings.alpha()) * (errors.length / size - 1);
        if (size >= settings.minRows() && score > 0) {
            scores.add(score);
        }
    }
}
