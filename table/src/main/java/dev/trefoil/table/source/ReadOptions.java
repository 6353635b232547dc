package dev.trefoil.table.source;

import dev.trefoil.core.column.ColumnType;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How a source is to be read, as far as somebody said so; null means: find out.
///
/// @param quote character that encloses fields
/// @param encoding name of the character set
/// @param decimal '.' or ','
/// @param thousands character between groups of three digits
/// @param header whether the first row has the names
/// @param columns the names where there is no header
/// @param missing spellings of a missing value; the empty field is always missing
/// @param dates column → pattern such as `dd.MM.yyyy HH:mm`, or `epoch_s`, `epoch_ms`, `epoch_us`
/// @param types column → type, where the guess is not wanted
public record ReadOptions(
        @Nullable FileKind kind,
        @Nullable Character delimiter,
        @Nullable Character quote,
        @Nullable String encoding,
        @Nullable Character decimal,
        @Nullable Character thousands,
        @Nullable Boolean header,
        List<String> columns,
        @Nullable List<String> missing,
        Map<String, String> dates,
        Map<String, ColumnType> types) {
    public static final ReadOptions NONE =
            new ReadOptions(null, null, null, null, null, null, null, List.of(), null, Map.of(), Map.of());

    public ReadOptions {
        columns = List.copyOf(columns);
        missing = missing == null ? null : List.copyOf(missing);
        dates = Map.copyOf(dates);
        types = Map.copyOf(types);
    }
}
