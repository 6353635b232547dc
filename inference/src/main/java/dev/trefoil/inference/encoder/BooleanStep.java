package dev.trefoil.inference.encoder;

import dev.trefoil.core.column.Column;
import dev.trefoil.core.column.ColumnType;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Yes as 1, no as 0; texts `true`, `yes`, `t`, `y`, `1` and their opposites are understood, other values are
/// missing.
/// Missing is NaN for trees, and one half for linear models.
public record BooleanStep(String column, boolean linear) implements Step {
    @Override
    public List<String> names() {
        return List.of(column);
    }

    static double truth(Column values, int row) {
        if (values.missing(row)) {
            return Double.NaN;
        }
        if (values.type() != ColumnType.STRING) {
            double number = values.number(row);
            return Double.isNaN(number) ? number : number != 0 ? 1 : 0;
        }
        String text = values.text(row);
        return switch (text == null ? "" : text.strip().toLowerCase(Locale.ROOT)) {
            case "true", "yes", "t", "y", "1", "1.0" -> 1;
            case "false", "no", "f", "n", "0", "0.0" -> 0;
            default -> Double.NaN;
        };
    }

    @Override
    public void encode(@Nullable Column values, int rows, double[] out, int offset, int stride) {
        for (int row = 0; row < rows; row++) {
            double x = values == null ? Double.NaN : truth(values, row);
            out[offset + row * stride] = linear && Double.isNaN(x) ? 0.5 : x;
        }
    }
}
