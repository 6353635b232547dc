package dev.trefoil.gateway.protocol;

import dev.trefoil.core.column.BooleanColumn;
import dev.trefoil.core.column.Column;
import dev.trefoil.core.column.ColumnType;
import dev.trefoil.core.column.IntegerColumn;
import dev.trefoil.core.column.NumberColumn;
import dev.trefoil.core.column.StringColumn;
import dev.trefoil.core.column.TimeColumn;
import dev.trefoil.gateway.EventTime;
import dev.trefoil.gateway.GatewayException;
import java.time.DateTimeException;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Values as JSON brings them (null, Boolean, Long, Double, String) turned into a typed column, strictly as the V2
/// dialect asks or with MLflow's casts.
final class ValueColumn {
    private ValueColumn() {}

    /// @param cast whether to bend values of another type, as MLflow's scoring server does; what was bent is
    /// said in
    ///     `warnings`
    /// @throws GatewayException INVALID with the column and the row of the value that does not fit
    static Column of(String name, ColumnType type, List<@Nullable Object> values, boolean cast, List<String> warnings) {
        int n = values.size();
        boolean bent = false;
        Column column = switch (type) {
            case NUMBER -> {
                double[] out = new double[n];
                for (int r = 0; r < n; r++) {
                    out[r] = switch (values.get(r)) {
                        case null -> Double.NaN;
                        case Double d -> d;
                        case Long l -> l;
                        case Boolean b when cast -> b ? 1 : 0;
                        case String s when cast -> parse(name, r, s);
                        case Object other -> throw wrong(name, r, "a number", other);
                    };
                }
                yield new NumberColumn(out);
            }
            case INTEGER -> {
                long[] out = new long[n];
                BitSet missing = new BitSet(n);
                for (int r = 0; r < n; r++) {
                    switch (values.get(r)) {
                        case null -> missing.set(r);
                        case Long l -> out[r] = l;
                        case Double d when d.isNaN() -> missing.set(r);
                        case Double d when d == Math.rint(d) && Math.abs(d) < 0x1p63 -> out[r] = d.longValue();
                        case Double d
                        when cast && Math.abs(d) < 0x1p63 -> {
                            out[r] = d.longValue();
                            bent = true;
                        }
                        case Boolean b when cast -> out[r] = b ? 1 : 0;
                        case String s when cast -> out[r] = (long) parse(name, r, s);
                        case Object other -> throw wrong(name, r, "a whole number", other);
                    }
                }
                yield new IntegerColumn(out, missing);
            }
            case BOOLEAN -> {
                byte[] out = new byte[n];
                for (int r = 0; r < n; r++) {
                    out[r] = switch (values.get(r)) {
                        case null -> BooleanColumn.MISSING;
                        case Boolean b -> (byte) (b ? 1 : 0);
                        case Long l when l == 0 || l == 1 || cast -> (byte) (l != 0 ? 1 : 0);
                        case Double d when d == 0 || d == 1 || cast -> (byte) (d != 0 ? 1 : 0);
                        case String s when s.equalsIgnoreCase("true") -> 1;
                        case String s when s.equalsIgnoreCase("false") -> 0;
                        case String s when cast -> (byte) (s.isEmpty() ? 0 : 1);
                        case Object other -> throw wrong(name, r, "true or false", other);
                    };
                }
                yield new BooleanColumn(out);
            }
            case STRING -> {
                @Nullable String[] out = new @Nullable String[n];
                for (int r = 0; r < n; r++) {
                    out[r] = switch (values.get(r)) {
                        case null -> null;
                        case String s -> s;
                        case Object other when cast -> other.toString();
                        case Object other -> throw wrong(name, r, "text", other);
                    };
                }
                yield new StringColumn(out);
            }
            case TIMESTAMP, DATE -> {
                long[] out = new long[n];
                for (int r = 0; r < n; r++) {
                    out[r] = switch (values.get(r)) {
                        case null -> TimeColumn.MISSING;
                        case String s -> time(name, r, s);
                        case Long micros -> micros;
                        case Object other -> throw wrong(name, r, "a time such as 2013-06-01T14:30:00", other);
                    };
                }
                yield new TimeColumn(type, out);
            }
        };
        if (bent) {
            warnings.add("fractions were cut off in '" + name + "'");
        }
        return column;
    }

    private static double parse(String name, int row, String text) {
        try {
            return text.isBlank() ? Double.NaN : Double.parseDouble(text.strip());
        } catch (NumberFormatException _) {
            throw wrong(name, row, "a number", text);
        }
    }

    static long time(String name, int row, String text) {
        try {
            return EventTime.micros(text);
        } catch (DateTimeException _) {
            throw wrong(name, row, "a time such as 2013-06-01T14:30:00", text);
        }
    }

    private static GatewayException wrong(String name, int row, String wanted, Object found) {
        String shown = found instanceof String s
                ? "\"" + (s.length() > 40 ? s.substring(0, 40) + "…" : s) + "\""
                : String.valueOf(found);
        return GatewayException.invalid(
                "input '" + name + "', row " + row + ": expected " + wanted + ", found " + shown);
    }
}
