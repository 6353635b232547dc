package dev.trefoil.core.drift;

import dev.trefoil.core.column.BooleanColumn;
import dev.trefoil.core.column.Column;
import dev.trefoil.core.column.IntegerColumn;
import dev.trefoil.core.column.NumberColumn;
import dev.trefoil.core.column.StringColumn;
import dev.trefoil.core.column.TimeColumn;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// From a value to its slot, without allocation where the column already holds the value in its own form.
final class SlotFinder {
    private static final int CELLS = 1024;
    private static final int FEW = 4;
    private static final long HOUR_MICROS = 3_600_000_000L;
    private static final long DAY_MICROS = 24 * HOUR_MICROS;

    private final ProfileKind kind;
    private final double[] edges;
    private final short[] before;
    private final double low;
    private final double scale;
    private final Map<String, Integer> slotOf;
    private final int other;

    private SlotFinder(ProfileKind kind, double[] edges, List<String> categories) {
        this.kind = kind;
        this.edges = edges;
        this.other = categories.size() + 1;
        this.slotOf = new HashMap<>(2 * categories.size() + 1, 0.5f);
        for (int i = 0; i < categories.size(); i++) {
            slotOf.put(categories.get(i), i + 1);
        }
        this.low = edges.length == 0 ? 0 : edges[0];
        double range = edges.length == 0 ? 0 : edges[edges.length - 1] - low;
        this.scale = range > 0 && Double.isFinite(CELLS / range) ? CELLS / range : 0;
        this.before = new short[CELLS + 1];
        int at = 0;
        for (int cell = 0; cell <= CELLS; cell++) {
            while (at < edges.length && cell(edges[at]) < cell) {
                at++;
            }
            before[cell] = (short) (cell == CELLS ? edges.length : at);
        }
    }

    static SlotFinder of(ColumnProfile profile) {
        double[] edges =
                profile.edges().stream().mapToDouble(Double::doubleValue).toArray();
        return new SlotFinder(profile.kind(), edges, profile.categories());
    }

    /// The slot of one row of a column.
    int slot(Column column, int row) {
        if (kind == ProfileKind.NUMBER && column instanceof NumberColumn numbers) {
            return numberSlot(numbers.values()[row]);
        }
        if (kind == ProfileKind.CATEGORY && column instanceof StringColumn texts) {
            return textSlot(texts.text(row));
        }
        return switch (kind) {
            case NUMBER -> numberSlot(number(kind, column, row));
            case TEXT_LENGTH -> numberSlot(number(kind, column, row));
            case CATEGORY -> textSlot(column.text(row));
            case BOOLEAN -> truthSlot(column, row);
            case HOUR_OF_DAY -> {
                long micros = micros(column, row);
                yield micros == TimeColumn.MISSING ? 0 : 1 + (int) (Math.floorMod(micros, DAY_MICROS) / HOUR_MICROS);
            }
            case DAY_OF_WEEK -> {
                long micros = micros(column, row);
                yield micros == TimeColumn.MISSING ? 0 : 1 + Math.floorMod(Math.floorDiv(micros, DAY_MICROS) + 3, 7);
            }
        };
    }

    /// What a binned kind counts; NaN where missing.
    static double number(ProfileKind kind, Column column, int row) {
        if (kind == ProfileKind.TEXT_LENGTH) {
            String text = column.text(row);
            return text == null ? Double.NaN : text.length();
        }
        return switch (column) {
            case NumberColumn numbers -> numbers.values()[row];
            case IntegerColumn integers -> integers.number(row);
            case BooleanColumn booleans -> booleans.number(row);
            case StringColumn texts -> texts.number(row);
            case TimeColumn times -> times.number(row);
        };
    }

    private int numberSlot(double x) {
        if (Double.isNaN(x)) {
            return 0;
        }
        int cell = cell(x);
        int from = before[cell];
        int to = before[cell + 1];
        while (to - from > FEW) {
            int middle = (from + to) >>> 1;
            if (edges[middle] <= x) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        while (from < to && edges[from] <= x) {
            from++;
        }
        return from + 1;
    }

    /// Rises with x, so that edges in lower cells are below x and edges in higher cells above it.
    private int cell(double x) {
        double at = (x - low) * scale;
        return at >= CELLS ? CELLS - 1 : at > 0 ? (int) at : 0;
    }

    int textSlot(@Nullable String text) {
        if (text == null) {
            return 0;
        }
        Integer slot = slotOf.get(text);
        return slot == null ? other : slot;
    }

    private static int truthSlot(Column column, int row) {
        double truth = column.number(row);
        return Double.isNaN(truth) ? 0 : truth == 0 ? 1 : truth == 1 ? 2 : 3;
    }

    private static long micros(Column column, int row) {
        return column instanceof TimeColumn times ? times.micros()[row] : TimeColumn.MISSING;
    }
}
