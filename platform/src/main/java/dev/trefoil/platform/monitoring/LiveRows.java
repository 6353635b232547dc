package dev.trefoil.platform.monitoring;

import dev.trefoil.core.column.BooleanColumn;
import dev.trefoil.core.column.Column;
import dev.trefoil.core.column.ColumnBatch;
import dev.trefoil.core.column.ColumnSpec;
import dev.trefoil.core.column.ColumnType;
import dev.trefoil.core.column.Schema;
import dev.trefoil.core.column.StringColumn;
import dev.trefoil.core.column.TimeColumn;
import dev.trefoil.platform.prediction.ServedRows;
import dev.trefoil.platform.project.Charter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Served rows with what turned out to be the case, shaped like rows of the prepared table.
final class LiveRows {
    private static final long DAY_MICROS = 86_400_000_000L;

    private LiveRows() {}

    /// All rows, with the label as a column of text and the cluster filled in by the day where the caller sent none.
    static ColumnBatch of(ServedRows served, Charter charter) {
        @Nullable String[] labels = new @Nullable String[served.size()];
        for (int r = 0; r < labels.length; r++) {
            labels[r] = served.truth(r);
        }
        ColumnBatch rows = replace(served.rows(), charter.data().label().name(), new StringColumn(labels));
        String cluster = charter.data().cluster();
        if (cluster != null && unknown(rows, cluster)) {
            long[] days = new long[served.size()];
            for (int r = 0; r < days.length; r++) {
                days[r] = Math.floorDiv(served.eventMicros()[r], DAY_MICROS) * DAY_MICROS;
            }
            rows = replace(rows, cluster, new TimeColumn(ColumnType.DATE, days));
        }
        String time = charter.data().time();
        if (time != null && unknown(rows, time)) {
            rows = replace(rows, time, new TimeColumn(ColumnType.TIMESTAMP, served.eventMicros()));
        }
        return rows;
    }

    private static boolean unknown(ColumnBatch rows, String name) {
        return rows.find(name)
                .map(column -> IntStream.range(0, column.size()).allMatch(column::missing))
                .orElse(true);
    }

    private static ColumnBatch replace(ColumnBatch rows, String name, Column column) {
        List<ColumnSpec> specs = new ArrayList<>();
        List<Column> columns = new ArrayList<>();
        for (int c = 0; c < rows.schema().size(); c++) {
            if (!rows.schema().columns().get(c).name().equals(name)) {
                specs.add(rows.schema().columns().get(c));
                columns.add(rows.column(c));
            }
        }
        specs.add(new ColumnSpec(name, column.type()));
        columns.add(column);
        return new ColumnBatch(new Schema(specs), columns, rows.rows());
    }

    /// Texts of a label as the classes spell them: `1` and `true` are the same thing to a boolean label.
    static String spelled(String value, List<String> classes) {
        if (classes.contains(value)) {
            return value;
        }
        boolean flags = classes.contains("true") && classes.contains("false");
        if (flags) {
            return switch (value.toLowerCase(java.util.Locale.ROOT)) {
                case "1", "1.0", "yes", "t" -> "true";
                case "0", "0.0", "no", "f" -> "false";
                default -> value.toLowerCase(java.util.Locale.ROOT);
            };
        }
        boolean whole = value.endsWith(".0") && classes.contains(value.substring(0, value.length() - 2));
        return whole ? value.substring(0, value.length() - 2) : value;
    }

    /// A boolean label read from the words of truth.
    static BooleanColumn flags(ColumnBatch rows, String label) {
        Column texts = rows.column(label);
        byte[] flags = new byte[texts.size()];
        for (int r = 0; r < flags.length; r++) {
            String text = texts.text(r);
            flags[r] = text == null ? BooleanColumn.MISSING : (byte) (text.equals("true") ? 1 : 0);
        }
        return new BooleanColumn(flags);
    }
}
