package dev.trefoil.table.csv;

import dev.trefoil.core.column.BooleanColumn;
import dev.trefoil.core.column.Column;
import dev.trefoil.core.column.ColumnType;
import dev.trefoil.core.column.IntegerColumn;
import dev.trefoil.core.column.NumberColumn;
import dev.trefoil.core.column.StringColumn;
import dev.trefoil.core.column.TimeColumn;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Turns the fields of one column into values, block by block. A field is [#set] at a row of the block; a row that
/// is refused is simply set again.
final class CellBuilder {
    private static final Set<String> TRUE =
            Set.of("true", "t", "yes", "y", "1", "ja", "j", "oui", "o", "si", "wahr", "on");
    private static final Set<String> FALSE = Set.of("false", "f", "no", "n", "0", "nein", "non", "falsch", "off");
    private static final int SHARED_TEXTS = 1 << 14;

    private final CsvFormat.Column column;
    private final char decimal;
    private final @Nullable Set<String> stated;
    private final @Nullable TimePattern pattern;
    private final Map<String, String> texts = new HashMap<>();
    private final double[] numbers;
    private final long[] longs;
    private final byte[] bytes;
    private final @Nullable String[] strings;
    private final BitSet missing = new BitSet();

    CellBuilder(CsvFormat.Column column, char decimal, @Nullable Set<String> stated, int block) {
        this.column = column;
        this.decimal = decimal;
        this.stated = stated;
        this.pattern = column.pattern() == null ? null : TimePattern.of(column.pattern());
        ColumnType type = column.type();
        numbers = new double[type == ColumnType.NUMBER ? block : 0];
        longs = new long[type == ColumnType.INTEGER || type.temporal() ? block : 0];
        bytes = new byte[type == ColumnType.BOOLEAN ? block : 0];
        strings = new @Nullable String[type == ColumnType.STRING ? block : 0];
    }

    /// Puts the value of a field at a row; null means missing. False when the field is no value of the type.
    boolean set(int row, @Nullable String field) {
        boolean hole = field == null
                || ColumnTally.isMissing(field, stated)
                || !column.missing().isEmpty() && column.missing().contains(field.toLowerCase(Locale.ROOT));
        String text = hole || field == null ? "" : field;
        return switch (column.type()) {
            case NUMBER -> {
                numbers[row] = hole ? Double.NaN : NumberText.parse(text, decimal);
                yield hole || !Double.isNaN(numbers[row]);
            }
            case INTEGER -> integer(row, text, hole);
            case BOOLEAN -> bool(row, text, hole);
            case STRING -> {
                strings[row] = hole ? null : shared(text);
                yield true;
            }
            case TIMESTAMP, DATE -> time(row, text, hole);
        };
    }

    /// What a field that [#set] refused should have been.
    String wanted() {
        return switch (column.type()) {
            case NUMBER -> "a number";
            case INTEGER -> "a whole number";
            case BOOLEAN -> "true or false";
            case STRING -> "text";
            case TIMESTAMP, DATE -> "a time like " + column.pattern();
        };
    }

    String name() {
        return column.name();
    }

    /// The first rows of the block as a column.
    Column build(int rows) {
        return switch (column.type()) {
            case NUMBER -> new NumberColumn(Arrays.copyOf(numbers, rows));
            case INTEGER -> new IntegerColumn(Arrays.copyOf(longs, rows), missing.get(0, rows));
            case BOOLEAN -> new BooleanColumn(Arrays.copyOf(bytes, rows));
            case STRING -> new StringColumn(Arrays.copyOf(strings, rows));
            case TIMESTAMP, DATE -> new TimeColumn(column.type(), Arrays.copyOf(longs, rows));
        };
    }

    private boolean integer(int row, String text, boolean hole) {
        missing.set(row, hole);
        longs[row] = 0;
        if (hole) {
            return true;
        }
        if ((NumberText.kinds(text) & (NumberText.WHOLE | NumberText.LONG)) == NumberText.WHOLE) {
            longs[row] = NumberText.parseWhole(text);
            return true;
        }
        double value = NumberText.parse(text, decimal);
        longs[row] = (long) value;
        return value == Math.rint(value) && Math.abs(value) < 1e15;
    }

    private boolean bool(int row, String text, boolean hole) {
        String word = text.toLowerCase(Locale.ROOT);
        bytes[row] = hole ? BooleanColumn.MISSING : TRUE.contains(word) ? (byte) 1 : 0;
        return hole || bytes[row] == 1 || FALSE.contains(word);
    }

    private boolean time(int row, String text, boolean hole) {
        if (hole || pattern == null) {
            longs[row] = TimeColumn.MISSING;
            return true;
        }
        longs[row] = pattern.parse(text);
        if (column.type() == ColumnType.DATE && longs[row] != TimePattern.UNFIT) {
            longs[row] = Math.floorDiv(longs[row], 86_400_000_000L) * 86_400_000_000L;
        }
        return longs[row] != TimePattern.UNFIT;
    }

    private String shared(String text) {
        if (texts.size() < SHARED_TEXTS) {
            String before = texts.putIfAbsent(text, text);
            return before == null ? text : before;
        }
        return texts.getOrDefault(text, text);
    }
}
