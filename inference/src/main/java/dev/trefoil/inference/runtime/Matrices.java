package dev.trefoil.inference.runtime;

import dev.trefoil.core.column.Column;
import dev.trefoil.core.column.ColumnBatch;
import dev.trefoil.core.column.NumberColumn;
import java.util.ArrayList;
import java.util.List;

/// Columns as rows of numbers.
public final class Matrices {
    private Matrices() {}

    /// Rows of `features` numbers, taken by name, or by position when the model has no names or none of them is a
    /// column. Text that is not a number is missing (NaN).
    public static double[] of(ColumnBatch batch, List<String> names, int features) {
        List<Column> columns = columns(batch, names, features);
        double[] matrix = new double[Math.multiplyExact(batch.rows(), features)];
        for (int feature = 0; feature < features; feature++) {
            fill(columns.get(feature), matrix, feature, features);
        }
        return matrix;
    }

    /// Whether [#of] takes this batch by position.
    public static boolean byPosition(ColumnBatch batch, List<String> names) {
        return names.isEmpty()
                || (batch.schema().size() > 0
                        && names.stream().noneMatch(name -> batch.schema().contains(name)));
    }

    private static List<Column> columns(ColumnBatch batch, List<String> names, int features) {
        if (byPosition(batch, names)) {
            if (batch.columns().size() != features) {
                throw new IllegalArgumentException(
                        "the model takes " + features + " features by position, the rows have "
                                + batch.columns().size() + " columns");
            }
            return batch.columns();
        }
        List<Column> columns = new ArrayList<>(features);
        List<String> absent = new ArrayList<>();
        for (String name : names) {
            batch.find(name).ifPresentOrElse(columns::add, () -> absent.add(name));
        }
        if (!absent.isEmpty()) {
            throw new IllegalArgumentException("the rows lack the model's features " + absent + "; they have "
                    + batch.schema().names());
        }
        return columns;
    }

    private static void fill(Column column, double[] matrix, int offset, int stride) {
        if (column instanceof NumberColumn numbers) {
            double[] values = numbers.values();
            for (int row = 0; row < values.length; row++) {
                matrix[row * stride + offset] = values[row];
            }
        } else {
            for (int row = 0; row < column.size(); row++) {
                matrix[row * stride + offset] = column.number(row);
            }
        }
    }
}
