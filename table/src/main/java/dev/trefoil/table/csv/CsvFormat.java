package dev.trefoil.table.csv;

import dev.trefoil.core.column.ColumnSpec;
import dev.trefoil.core.column.ColumnType;
import dev.trefoil.core.column.Schema;
import dev.trefoil.table.source.FileKind;
import dev.trefoil.table.source.ReadOptions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
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

    /// The options that say all of this, so that the same and other files are read the same way.
    public ReadOptions options() {
        Map<String, String> dates = new TreeMap<>();
        Map<String, ColumnType> types = new TreeMap<>();
        for (Column column : columns) {
            if (column.pattern() != null) {
                dates.put(column.name(), column.pattern());
            } else if (column.type() == ColumnType.STRING) {
                types.put(column.name(), ColumnType.STRING);
            }
        }
        return new ReadOptions(
                FileKind.CSV,
                dialect.delimiter(),
                dialect.quote(),
                encoding,
                decimal,
                null,
                header,
                header ? List.of() : columns.stream().map(Column::name).toList(),
                missingFound.isEmpty()
                        ? null
                        : missingFound.keySet().stream().sorted().toList(),
                dates,
                types);
    }

    public Schema schema() {
        return new Schema(
                columns.stream().map(c -> new ColumnSpec(c.name(), c.type())).toList());
    }
}
