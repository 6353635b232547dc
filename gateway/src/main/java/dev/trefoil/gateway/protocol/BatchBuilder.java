package dev.trefoil.gateway.protocol;

import dev.trefoil.core.column.Column;
import dev.trefoil.core.column.ColumnBatch;
import dev.trefoil.core.column.ColumnSpec;
import dev.trefoil.core.column.Schema;
import dev.trefoil.core.signature.Feature;
import dev.trefoil.core.signature.Signature;
import dev.trefoil.gateway.GatewayException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Columns as a request brings them, fitted to the schema an endpoint accepts.
final class BatchBuilder {
    private BatchBuilder() {}

    /// The accepted schema filled with what came; a column that did not come and is not required is all missing.
    ///
    /// @param given columns in the order of `accepted`, null where none came
    /// @throws GatewayException INVALID when a required feature did not come
    static ColumnBatch complete(Schema accepted, Signature signature, List<@Nullable Column> given, int rows) {
        List<Column> columns = new ArrayList<>(accepted.size());
        List<String> absent = new ArrayList<>();
        for (int i = 0; i < accepted.size(); i++) {
            ColumnSpec spec = accepted.columns().get(i);
            Column column = given.get(i);
            if (column == null) {
                if (required(signature, spec.name())) {
                    absent.add(spec.name());
                }
                column = Column.missing(spec.type(), rows);
            }
            columns.add(column);
        }
        if (!absent.isEmpty()) {
            throw GatewayException.invalid("missing input" + (absent.size() == 1 ? " '" : "s '")
                    + String.join("', '", absent) + "'; send null where a value is not known");
        }
        return new ColumnBatch(accepted, columns, rows);
    }

    /// No rows of the accepted schema.
    static ColumnBatch none(Schema accepted) {
        return new ColumnBatch(
                accepted,
                accepted.columns().stream()
                        .map(spec -> Column.missing(spec.type(), 0))
                        .toList(),
                0);
    }

    /// As many empty places as there are columns.
    static List<@Nullable Column> slots(int size) {
        List<@Nullable Column> slots = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            slots.add(null);
        }
        return slots;
    }

    private static boolean required(Signature signature, String name) {
        for (Feature feature : signature.inputs()) {
            if (feature.name().equals(name)) {
                return feature.required();
            }
        }
        return false;
    }
}
