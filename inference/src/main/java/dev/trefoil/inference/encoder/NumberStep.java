package dev.trefoil.inference.encoder;

import dev.trefoil.core.column.Column;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A number as it is. Infinite values and those beyond single precision become its largest value of that sign.
/// Without a scale, missing stays missing (NaN); with one, the number is standardised, missing becomes the mean,
/// and
/// a second number says whether it was missing where training saw missing values.
///
/// @param flagged whether the second number is there
public record NumberStep(String column, @Nullable Scale scale, boolean flagged) implements Step {
    private static final double LARGEST = Float.MAX_VALUE;

    @Override
    public List<String> names() {
        return flagged ? List.of(column, column + " missing") : List.of(column);
    }

    static double clamped(double x) {
        return x > LARGEST ? LARGEST : x < -LARGEST ? -LARGEST : x;
    }

    @Override
    public void encode(@Nullable Column values, int rows, double[] out, int offset, int stride) {
        for (int row = 0; row < rows; row++) {
            double x = values == null ? Double.NaN : clamped(values.number(row));
            int at = offset + row * stride;
            out[at] = scale == null ? x : scale.apply(x);
            if (flagged) {
                out[at + 1] = Double.isNaN(x) ? 1 : 0;
            }
        }
    }
}
