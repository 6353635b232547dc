package dev.trefoil.core.slice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SliceLineTest {
    @Test
    void theScoreIsThatOfThePaper() {
        // The three best slices that SliceLine finds on COMPAS, by their rows and errors: 6,172 rows, mean error
        // .33927414; the second lies in the first.
        int n = 6172;
        double[] errors = new double[n];
        int[] first = slice(n, 0, 769);
        int[] second = slice(n, 0, 485);
        int[] third = slice(n, 769, 769 + 617);
        Arrays.fill(errors, 0, 211, 1);
        Arrays.fill(errors, 485, 485 + 328 - 211, 1);
        Arrays.fill(errors, 769, 769 + 262, 1);
        Arrays.fill(errors, 1_386, 1_386 + 2_094 - 328 - 262, 1);
        CodedRows rows = CodedRows.of(n, List.of(first, second, third));
        List<SliceLine.Finding> found = new SliceLine(rows, errors, new SliceLine.Settings(0.99, 62, 3, 1)).find();
        assertThat(found.stream().map(SliceLine.Finding::rows)).containsExactly(769, 485, 617);
        double[] means = {0.42652796, 0.43505155, 0.42463533};
        double[] scores = {0.18434606, 0.16222019, 0.15905105};
        for (int i = 0; i < 3; i++) {
            assertThat(found.get(i).meanError()).isCloseTo(means[i], within(5e-9));
            assertThat(found.get(i).score()).isCloseTo(scores[i], within(5e-9));
        }
        assertThat(new SliceLine(rows, errors, new SliceLine.Settings(0.95, 62, 3, 1)).find())
                .as("at 0.95 none makes up for its size")
                .isEmpty();
    }

    private static int[] slice(int rows, int from, int to) {
        int[] codes = new int[rows];
        Arrays.fill(codes, -1);
        Arrays.fill(codes, from, to, 0);
        return codes;
    }

    @Test
    void pruningLosesNoSliceThatTryingAllWouldFind() {
        for (int seed = 0; seed < 24; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            int n = 300 + random.nextInt(300);
            int columns = 4 + random.nextInt(3);
            List<int[]> codes = new ArrayList<>();
            for (int c = 0; c < columns; c++) {
                int values = 2 + random.nextInt(3);
                codes.add(random.ints(n, -1, values).toArray());
            }
            double[] errors = new double[n];
            for (int row = 0; row < n; row++) {
                boolean bad = codes.get(0)[row] == 1 && codes.get(2)[row] == 0 && codes.get(3)[row] == 1;
                errors[row] = seed % 3 == 0
                        ? random.nextInt(4) == 0 || bad ? 1 : 0
                        : random.nextDouble() * (bad ? 3 : 1) - (seed % 3 == 1 ? 0 : 0.2);
                errors[row] = Math.max(0, errors[row]);
            }
            CodedRows rows = CodedRows.of(n, codes);
            double alpha = List.of(0.9, 0.95, 0.99, 1.0).get(seed % 4);
            SliceLine.Settings settings = new SliceLine.Settings(alpha, 4 + seed % 9, 1 + seed % 12, 1 + seed % 5);
            List<SliceLine.Finding> pruned = new SliceLine(rows, errors, settings).find();
            List<SliceLine.Finding> tried = all(rows, errors, settings);
            assertThat(pruned.stream().map(SliceLine.Finding::score).toList())
                    .as("seed " + seed)
                    .usingElementComparator((a, b) -> Math.abs(a - b) < 1e-9 ? 0 : Double.compare(a, b))
                    .isEqualTo(tried.stream().map(SliceLine.Finding::score).toList());
            for (SliceLine.Finding finding : pruned) {
                assertThat(rows.matching(finding.traits()).cardinality()).isEqualTo(finding.rows());
            }
        }
    }

    @Test
    void theSlicesAreThoseOfTheReference() {
        // sliceline 0.3 on the same rows, alpha 0.95, 30 rows at least, 3 terms at most: size, error sum, score.
        int n = 3_000;
        List<int[]> codes = new ArrayList<>();
        for (int c = 0; c < 6; c++) {
            int[] code = new int[n];
            for (int row = 0; row < n; row++) {
                code[row] = (int) ((row * (7_919L + 2 * c) + c * 131L) % 10_007 % (c + 3));
            }
            codes.add(code);
        }
        double[] errors = new double[n];
        for (int row = 0; row < n; row++) {
            errors[row] = row * 10_459L % 9_973 / 9_973.0;
            if (codes.get(0)[row] == 1 && codes.get(3)[row] == 2) {
                errors[row] += 2;
            }
            if (codes.get(2)[row] == 4) {
                errors[row] += 0.5;
            }
        }
        List<SliceLine.Finding> found =
                new SliceLine(CodedRows.of(n, codes), errors, new SliceLine.Settings(0.95, 30, 5, 3)).find();
        double[][] expected = {
            {273, 711.2447608543068, 1.7169077832385167},
            {499, 843.1044319663087, 0.8528503231518931},
            {103, 269.30692870751034, 0.821396907567665},
            {101, 261.55279253985765, 0.7621766631359785},
            {145, 294.07099167752926, 0.5303520155521062}
        };
        assertThat(found).hasSize(expected.length);
        for (int i = 0; i < expected.length; i++) {
            assertThat(found.get(i).rows()).isEqualTo((int) expected[i][0]);
            assertThat(found.get(i).errorSum()).isCloseTo(expected[i][1], within(1e-9 * expected[i][1]));
            assertThat(found.get(i).score()).isCloseTo(expected[i][2], within(1e-9));
        }
    }

    @Test
    void anErrorBelowZeroOrUnknownIsRefused() {
        CodedRows rows = CodedRows.of(2, List.of(new int[] {0, 1}));
        SliceLine.Settings settings = new SliceLine.Settings(0.95, 1, 1, 1);
        assertThatThrownBy(() -> new SliceLine(rows, new double[] {1, -1}, settings))
                .hasMessage("row 1: an error is at least 0, not -1.0");
        assertThatThrownBy(() -> new SliceLine(rows, new double[] {Double.NaN, 1}, settings))
                .hasMessage("row 0: an error is at least 0, not NaN");
    }

    /// Every conjunction that there is.
    private static List<SliceLine.Finding> all(CodedRows rows, double[] errors, SliceLine.Settings settings) {
        List<SliceLine.Finding> found = new ArrayList<>();
        extend(rows, errors, settings, List.of(), found);
        found.sort(Comparator.comparingDouble(SliceLine.Finding::score).reversed());
        return found.subList(0, Math.min(settings.top(), found.size()));
    }

    private static void extend(
            CodedRows rows,
            double[] errors,
            SliceLine.Settings settings,
            List<Integer> traits,
            List<SliceLine.Finding> found) {
        for (int next = traits.isEmpty() ? 0 : traits.getLast() + 1; next < rows.traits(); next++) {
            int column = rows.columnOf(next);
            if (traits.stream().anyMatch(trait -> rows.columnOf(trait) == column)) {
                continue;
            }
            List<Integer> longer = new ArrayList<>(traits);
            longer.add(next);
            double size = 0;
            double sum = 0;
            for (int row = 0; row < rows.rows(); row++) {
                int at = row;
                if (longer.stream().allMatch(trait -> rows.trait(at, rows.columnOf(trait)) == trait)) {
                    size++;
                    sum += errors[row];
                }
            }
            double mean = Arrays.stream(errors).average().orElseThrow();
            double score =
                    settings.alpha() * (sum / size / mean - 1) - (1 - settings.alpha()) * (errors.length / size - 1);
            if (size >= settings.minRows() && score > 0) {
                found.add(new SliceLine.Finding(longer, (int) size, sum, 0, score));
            }
            if (longer.size() < settings.maxTerms() && size > 0) {
                extend(rows, errors, settings, longer, found);
            }
        }
    }
}
