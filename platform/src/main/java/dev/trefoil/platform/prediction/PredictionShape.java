package dev.trefoil.platform.prediction;

import dev.trefoil.core.column.Schema;
import java.util.List;

/// What many captured rows have in common.
///
/// @param schema columns of the request as they were accepted
/// @param arms versions and rules that scored the row, in the order of its scores
record PredictionShape(Schema schema, List<String> arms) {
    PredictionShape {
        arms = List.copyOf(arms);
    }
}
