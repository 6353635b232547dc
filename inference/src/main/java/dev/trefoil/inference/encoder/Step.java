package dev.trefoil.inference.encoder;

import dev.trefoil.core.column.Column;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How one raw column becomes one or more numbers. Immutable and fitted; what it does with missing and unseen
/// values
/// is part of it. A column that is absent from a batch is treated as missing in every row.
public sealed interface Step permits NumberStep, BooleanStep, OrdinalStep, OneHotStep, TimeStep, TextStep {
    /// Name of the raw column.
    String column();

    /// Names of the numbers, in order.
    List<String> names();

    /// Writes `names().size()` numbers for each row.
    ///
    /// @param values the raw column; null when the batch lacks it
    /// @param out row-major; the numbers of row r start at `offset + r * stride`
    void encode(@Nullable Column values, int rows, double[] out, int offset, int stride);
}
