package dev.trefoil.core.drift;

import dev.trefoil.core.column.Column;
import dev.trefoil.core.column.ColumnBatch;
import dev.trefoil.core.column.ColumnSpec;
import dev.trefoil.core.hypothesis.MeanTest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// Drift of all columns together: principal components of the reference, and how badly they redraw other rows. Sees
/// relations between columns break while each column stays as it was.
///
/// Numbers take the reference mean where missing; other columns become the share of their value in the reference,
/// missing ones that of the most frequent. Every column is scaled by its reference deviation; components are kept
/// until they hold 65 % of the variance; the error of a row is the length of what they miss. Times are left out.
public final class ReconstructionDrift {
    private static final double KEPT_VARIANCE = 0.65;
    private static final int REFERENCE_CHUNKS = 10;

    private final List<ColumnSpec> specs;
    private final List<Map<String, Double>> shares;
    private final double[] fill;
    private final double[] mean;
    private final double[] deviation;
    private final double[][] components;
    private final double[] referenceErrors;

    private ReconstructionDrift(ColumnBatch reference) {
        specs = reference.schema().columns().stream()
                .filter(spec -> !spec.type().temporal())
                .toList();
        if (specs.isEmpty() || reference.rows() < 2) {
            throw new IllegalArgumentException("reconstruction needs two rows and a column that is not a time");
        }
        int width = specs.size();
        shares = new ArrayList<>();
        fill = new double[width];
        for (int k = 0; k < width; k++) {
            Column column = reference.column(specs.get(k).name());
            shares.add(numeric(k) ? Map.of() : shares(column));
            fill[k] = numeric(k) ? meanOf(column) : mostFrequent(shares.get(k));
        }
        double[][] rows = encode(reference);
        mean = new double[width];
        deviation = new double[width];
        for (int k = 0; k < width; k++) {
            int at = k;
            mean[k] = Arrays.stream(rows).mapToDouble(row -> row[at]).sum() / rows.length;
            double variance = Arrays.stream(rows)
                            .mapToDouble(row -> (row[at] - mean[at]) * (row[at] - mean[at]))
                            .sum()
                    / rows.length;
            deviation[k] = variance <= 1e-14 * (1 + mean[k] * mean[k]) ? 1 : Math.sqrt(variance);
        }
        scale(rows);
        components = components(rows);
        referenceErrors = errors(rows);
    }

    /// Learns the components of the reference.
    public static ReconstructionDrift of(ColumnBatch reference) {
        return new ReconstructionDrift(reference);
    }

    /// The mean error of these rows.
    public double error(ColumnBatch rows) {
        return Shares.sum(errorsOf(rows)) / rows.rows();
    }

    /// Compares with the reference: p is Welch's for the mean error, and rows drifted when it is below alpha and
    /// the mean lies outside three deviations of those of ten chunks of the reference.
    public DriftFinding judge(ColumnBatch rows, double alpha) {
        String method = "pca-reconstruction-0.65/mean-length";
        if (rows.rows() < 2) {
            return new DriftFinding("*", method + "/no-rows", Double.NaN, Double.NaN, Double.NaN, Double.NaN, false);
        }
        double[] errors = errorsOf(rows);
        double value = Shares.sum(errors) / errors.length;
        double whole = Shares.sum(referenceErrors) / referenceErrors.length;
        double p = MeanTest.welch(errors, referenceErrors).p();
        double[] means = chunkMeans();
        double centre = Shares.sum(means) / means.length;
        double spread = Math.sqrt(
                Arrays.stream(means).map(m -> (m - centre) * (m - centre)).sum() / means.length);
        boolean outside = Math.abs(value - centre) > 3 * spread;
        return new DriftFinding("*", method, value, value - whole, p, p, p < alpha && outside);
    }

    private double[] chunkMeans() {
        int n = referenceErrors.length;
        int chunks = Math.min(REFERENCE_CHUNKS, n);
        return IntStream.range(0, chunks)
                .mapToDouble(c -> Arrays.stream(
                                referenceErrors, (int) ((long) c * n / chunks), (int) ((c + 1L) * n / chunks))
                        .average()
                        .orElse(0))
                .toArray();
    }

    private double[] errorsOf(ColumnBatch rows) {
        double[][] encoded = encode(rows);
        scale(encoded);
        return errors(encoded);
    }

    private boolean numeric(int k) {
        return specs.get(k).type().numeric();
    }

    private double[][] encode(ColumnBatch batch) {
        double[][] rows = new double[batch.rows()][specs.size()];
        for (int k = 0; k < specs.size(); k++) {
            Column column = batch.column(specs.get(k).name());
            for (int i = 0; i < rows.length; i++) {
                if (numeric(k)) {
                    double value = column.number(i);
                    rows[i][k] = Double.isFinite(value) ? value : fill[k];
                } else {
                    String text = column.text(i);
                    rows[i][k] = text == null ? fill[k] : shares.get(k).getOrDefault(text, 0.0);
                }
            }
        }
        return rows;
    }

    private void scale(double[][] rows) {
        for (double[] row : rows) {
            for (int k = 0; k < row.length; k++) {
                row[k] = (row[k] - mean[k]) / deviation[k];
            }
        }
    }

    private double[] errors(double[][] rows) {
        double[] errors = new double[rows.length];
        for (int i = 0; i < rows.length; i++) {
            double left = 0;
            for (double x : rows[i]) {
                left += x * x;
            }
            for (double[] component : components) {
                double projection = 0;
                for (int k = 0; k < component.length; k++) {
                    projection += component[k] * rows[i][k];
                }
                left -= projection * projection;
            }
            errors[i] = Math.sqrt(Math.max(0, left));
        }
        return errors;
    }

    private static double[][] components(double[][] rows) {
        int width = rows[0].length;
        double[][] covariance = new double[width][width];
        for (double[] row : rows) {
            for (int a = 0; a < width; a++) {
                for (int b = 0; b <= a; b++) {
                    covariance[a][b] += row[a] * row[b] / rows.length;
                }
            }
        }
        for (int a = 0; a < width; a++) {
            for (int b = 0; b < a; b++) {
                covariance[b][a] = covariance[a][b];
            }
        }
        SymmetricEigen eigen = SymmetricEigen.of(covariance);
        double total = Shares.sum(eigen.values());
        double held = 0;
        int kept = 0;
        while (kept < width && (kept == 0 || held <= KEPT_VARIANCE * total)) {
            held += eigen.values()[kept++];
        }
        return Arrays.copyOf(eigen.vectors(), kept);
    }

    private static Map<String, Double> shares(Column column) {
        Map<String, Double> counts = new HashMap<>();
        for (int i = 0; i < column.size(); i++) {
            String text = column.text(i);
            if (text != null) {
                counts.merge(text, 1.0, Double::sum);
            }
        }
        double missing = column.size()
                - Shares.sum(counts.values().stream()
                        .mapToDouble(Double::doubleValue)
                        .toArray());
        String most = counts.entrySet().stream()
                .max(Map.Entry.<String, Double>comparingByValue()
                        .thenComparing(
                                Map.Entry.<String, Double>comparingByKey().reversed()))
                .map(Map.Entry::getKey)
                .orElse("");
        counts.merge(most, missing, Double::sum);
        counts.replaceAll((_, count) -> count / column.size());
        return counts;
    }

    private static double mostFrequent(Map<String, Double> shares) {
        return shares.values().stream().mapToDouble(Double::doubleValue).max().orElse(0);
    }

    private static double meanOf(Column column) {
        return IntStream.range(0, column.size())
                .mapToDouble(column::number)
                .filter(Double::isFinite)
                .average()
                .orElse(0);
    }
}
