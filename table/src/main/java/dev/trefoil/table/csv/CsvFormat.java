package dev.trefoil.table.csv;

import dev.trefoil.core.column.ColumnSpec;
import dev.trefoil.core.column.ColumnType;
import dev.trefoil.core.column.Schema;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// All that is needed to read delimited text the same way again.
///
/// @param encoding of the first file
/// @param header whether the first row has the names
/// @param decimal '.' or ','
/// @param thousands whether there are groups of three digits
/// @param missingFound spelling of a missing value → how often it was found
/// @param notes what was found and decided, a sentence each
public record CsvFormat(
        CsvDialect dialect,
        String encoding,
        boolean header,
        char decimal,
        boolean thousands,
        List<Column> columns,
        Map<String, Long> missingFound,
        List<String> notes) {
    public CsvFormat {
        columns = List.copyOf(columns);
        missingFound = Map.copyOf(missingFound);
        notes = List.copyOf(notes);
    }

    /// One column.
    ///
    /// @param pattern how its times are written; null for other types
    /// @param missing spellings that mean missing here, in lower case
    public record Column(
            String name, ColumnType type, @Nullable String pattern, Set<String> missing) {
        public Column {
            missing = Set.copyOf(missing);
        }
    }

    public Schema schema() {
        return new Schema(
                columns.stream().map(c -> new ColumnSpec(c.name(), c.type())).toList());
    }
}
