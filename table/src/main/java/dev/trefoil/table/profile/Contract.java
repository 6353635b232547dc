package dev.trefoil.table.profile;

import dev.trefoil.core.column.ColumnType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a prepared table must look like. Written to a file that people review and edit, see [ContractFile].
///
/// @param rowsAtLeast fewest rows; 0 for no bound
/// @param rowsAtMost most rows; [Long#MAX_VALUE] for no bound
/// @param extraColumns whether columns that the contract does not name may be there
public record Contract(long rowsAtLeast, long rowsAtMost, boolean extraColumns, List<ColumnContract> columns) {
    public Contract {
        columns = List.copyOf(columns);
    }

    /// What one column must look like. Null means: no such rule.
    ///
    /// @param missingAtMost largest share of rows without a value, in [0, 1]
    /// @param atLeast smallest number allowed (inclusive)
    /// @param atMost largest number allowed (inclusive)
    /// @param values the allowed values as text
    /// @param unseenAtMost largest share of values that are not among `values`
    /// @param unique whether no value may come twice
    /// @param note what the rules were inferred from, for people
    public record ColumnContract(
            String name,
            ColumnType type,
            double missingAtMost,
            @Nullable Double atLeast,
            @Nullable Double atMost,
            @Nullable List<String> values,
            double unseenAtMost,
            boolean unique,
            String note) {
        public ColumnContract {
            values = values == null ? null : List.copyOf(values);
        }

        /// The same rules with another note.
        public ColumnContract withNote(String other) {
            return new ColumnContract(name, type, missingAtMost, atLeast, atMost, values, unseenAtMost, unique, other);
        }
    }
}
