package dev.trefoil.core.hypothesis;

import dev.trefoil.core.distribution.ChiSquare;

/// Pearson's χ² tests of counts.
public final class ChiSquareTest {
    private ChiSquareTest() {}

    /// Observed counts against expected ones of the same total. A slot where nothing was expected but something
    /// seen makes p 0; one empty on both sides does not count.
    public static TestResult goodness(double[] observed, double[] expected) {
        if (observed.length != expected.length) {
            throw new IllegalArgumentException(observed.length + " counts for " + expected.length + " expected ones");
        }
        double seen = 0;
        double hoped = 0;
        double chi = 0;
        int used = 0;
        for (int i = 0; i < observed.length; i++) {
            count(observed[i]);
            count(expected[i]);
            seen += observed[i];
            hoped += expected[i];
            if (observed[i] > 0 || expected[i] > 0) {
                chi += (observed[i] - expected[i]) * (observed[i] - expected[i]) / expected[i];
                used++;
            }
        }
        if (used < 2 || Math.abs(seen - hoped) > 1e-8 * Math.max(seen, hoped)) {
            throw new IllegalArgumentException(
                    "a χ² test needs two slots and equal totals, not " + used + " and " + seen + " against " + hoped);
        }
        return new TestResult(chi, ChiSquare.upper(chi, used - 1), "chi2-goodness");
    }

    /// Independence of rows and columns of a table; Yates' correction makes 2 × 2 tables more careful. Empty rows
    /// and columns do not count.
    public static TestResult independence(long[][] table, boolean yates) {
        int rows = table.length;
        int columns = rows == 0 ? 0 : table[0].length;
        double[] down = new double[columns];
        double[] across = new double[rows];
        double total = 0;
        for (int i = 0; i < rows; i++) {
            if (table[i].length != columns) {
                throw new IllegalArgumentException("row " + i + " has " + table[i].length + " cells, not " + columns);
            }
            for (int j = 0; j < columns; j++) {
                count((double) table[i][j]);
                across[i] += table[i][j];
                down[j] += table[i][j];
                total += table[i][j];
            }
        }
        int usedRows = positive(across);
        int usedColumns = positive(down);
        if (usedRows < 2 || usedColumns < 2) {
            throw new IllegalArgumentException("a χ² test needs at least two rows and two columns that are not empty");
        }
        boolean corrected = yates && usedRows == 2 && usedColumns == 2;
        double chi = 0;
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                double expected = across[i] * down[j] / total;
                if (expected > 0) {
                    double gap = Math.abs(table[i][j] - expected);
                    gap -= corrected ? Math.min(0.5, gap) : 0;
                    chi += gap * gap / expected;
                }
            }
        }
        double degrees = (usedRows - 1.0) * (usedColumns - 1);
        return new TestResult(
                chi, ChiSquare.upper(chi, degrees), corrected ? "chi2-independence/yates" : "chi2-independence");
    }

    private static int positive(double[] sums) {
        int positive = 0;
        for (double sum : sums) {
            positive += sum > 0 ? 1 : 0;
        }
        return positive;
    }

    private static void count(double value) {
        if (!(value >= 0) || Double.isInfinite(value)) {
            throw new IllegalArgumentException("a count is at least 0, not " + value);
        }
    }
}
