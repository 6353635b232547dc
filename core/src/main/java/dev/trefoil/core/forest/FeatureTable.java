package dev.trefoil.core.forest;

import dev.trefoil.core.column.Column;
import dev.trefoil.core.column.ColumnBatch;
import dev.trefoil.core.column.ColumnSpec;
import java.util.List;
import java.util.TreeMap;

/// Columns of two batches as numbers, the rows of the second after those of the first: numbers as they are, other
/// values by their order, missing below everything. Times are left out.
public final class FeatureTable {
    private final double[][] values;
    private final int rows;

    private FeatureTable(double[][] values, int rows) {
        this.values = values;
        this.rows = rows;
    }

    /// The columns of the first that are no times; the second must have them too.
    public static FeatureTable of(ColumnBatch first, ColumnBatch second) {
        List<String> names = first.schema().columns().stream()
                .filter(spec -> !spec.type().temporal())
                .map(ColumnSpec::name)
                .toList();
        double[][] values = new double[names.size()][];
        for (int k = 0; k < values.length; k++) {
            values[k] = codes(first.column(names.get(k)), second.column(names.get(k)));
        }
        return new FeatureTable(values, first.rows() + second.rows());
    }

    public int columns() {
        return values.length;
    }

    public int rows() {
        return rows;
    }

    double[][] values() {
        return values;
    }

    private static double[] codes(Column reference, Column current) {
        int n = reference.size();
        double[] codes = new double[n + current.size()];
        boolean numeric = reference.type().numeric() && current.type().numeric();
        TreeMap<String, Double> order = new TreeMap<>();
        for (int i = 0; i < codes.length && !numeric; i++) {
            String text = i < n ? reference.text(i) : current.text(i - n);
            if (text != null) {
                order.put(text, 0.0);
            }
        }
        double next = 0;
        for (var entry : order.entrySet()) {
            entry.setValue(next++);
        }
        for (int i = 0; i < codes.length; i++) {
            Column column = i < n ? reference : current;
            int row = i < n ? i : i - n;
            String text = numeric ? null : column.text(row);
            double value = numeric ? column.number(row) : text == null ? Double.NaN : order.getOrDefault(text, 0.0);
            codes[i] = Double.isNaN(value) ? -Double.MAX_VALUE : Math.clamp(value, -1e300, 1e300);
        }
        return codes;
    }
}
