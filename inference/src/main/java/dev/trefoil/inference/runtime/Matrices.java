package dev.trefoil.inference.runtime;

import dev.trefoil.core.column.Column;
import dev.trefoil.core.column.ColumnBatch;
import dev.trefoil.core.column.ColumnType;
import dev.trefoil.core.column.NumberColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Columns as rows of numbers.
public final class Matrices {
    private static final Pattern BLANKS = Pattern.compile("\\s");

    private Matrices() {}

    /// Rows of the model's features, taken by name, or by position when the model has no names or none of them is a
    /// column. Values of a feature with categories become their codes, those never seen are missing (NaN); other
    /// texts must be numbers or blank.
    static double[] of(ColumnBatch batch, MatrixModel model) {
        int features = model.features();
        boolean named = !byPosition(batch, model.featureNames());
        List<Column> columns = columns(batch, model.featureNames(), features);
        double[] matrix = new double[Math.multiplyExact(batch.rows(), features)];
        for (int feature = 0; feature < features; feature++) {
            Column column = columns.get(feature);
            Map<String, Double> codes = model.categories().of(feature);
            if (!codes.isEmpty() && (column.type() == ColumnType.STRING || named && numeric(codes))) {
                encode(column, codes, matrix, feature, features);
            } else {
                fill(column, matrix, feature, features);
            }
        }
        return matrix;
    }

    /// Whether a category is written like a number: then a column of numbers holds categories, not their codes.
    private static boolean numeric(Map<String, Double> codes) {
        return codes.keySet().stream()
                .anyMatch(text -> !text.isEmpty() && Character.isDigit(text.charAt(text.length() - 1)));
    }

    private static void encode(Column column, Map<String, Double> codes, double[] matrix, int offset, int stride) {
        for (int row = 0; row < column.size(); row++) {
            String text = column.text(row);
            matrix[row * stride + offset] = text == null ? Double.NaN : codes.getOrDefault(text, Double.NaN);
        }
    }

    /// Whether [#of] takes this batch by position.
    public static boolean byPosition(ColumnBatch batch, List<String> names) {
        return names.isEmpty()
                || (batch.schema().size() > 0
                        && names.stream().noneMatch(name -> named(batch, name).isPresent()));
    }

    /// The column of a feature. LightGBM writes `_` for the blanks in a name: without a column of the very name, the
    /// one column is taken that has blanks there.
    private static Optional<Column> named(ColumnBatch batch, String feature) {
        Optional<Column> exact = batch.find(feature);
        if (exact.isPresent() || feature.indexOf('_') < 0) {
            return exact;
        }
        List<String> blank = batch.schema().names().stream()
                .filter(name -> BLANKS.matcher(name).replaceAll("_").equals(feature))
                .toList();
        return blank.size() == 1 ? batch.find(blank.getFirst()) : Optional.empty();
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
            named(batch, name).ifPresentOrElse(columns::add, () -> absent.add(name));
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
                double number = column.number(row);
                String text = Double.isNaN(number) ? column.text(row) : null;
                if (text != null && !text.isBlank() && !text.strip().equalsIgnoreCase("nan")) {
                    throw new IllegalArgumentException(
                            "row " + row + " has the text '" + text + "' where the model takes a number");
                }
                matrix[row * stride + offset] = number;
            }
        }
    }
}
