package dev.trefoil.gateway.protocol;

import dev.trefoil.gateway.CallerText;
import dev.trefoil.gateway.GatewayException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What callers may say about each row: its prediction id, event time and sticky key.
final class CallerSays {
    private CallerSays() {}

    static List<String> predictionIds(@Nullable Object value) {
        if (value == null) {
            return List.of();
        }
        List<String> ids = limited(JsonBody.texts(value, "prediction_ids"), "prediction_ids");
        Set<String> seen = new HashSet<>(2 * ids.size());
        for (int r = 0; r < ids.size(); r++) {
            if (!seen.add(ids.get(r))) {
                throw GatewayException.invalid("prediction_ids names '" + ids.get(r) + "' twice, again at row " + r);
            }
        }
        return ids;
    }

    static List<String> keys(@Nullable Object value) {
        return value == null ? List.of() : limited(JsonBody.texts(value, "keys"), "keys");
    }

    private static List<String> limited(List<String> values, String where) {
        values.forEach(value -> CallerText.require(value, where));
        return values;
    }

    static long[] eventTimes(@Nullable Object value) {
        if (value == null) {
            return new long[0];
        }
        List<@Nullable Object> times = JsonBody.listOf(value, "event_times");
        long[] micros = new long[times.size()];
        for (int i = 0; i < micros.length; i++) {
            micros[i] = switch (times.get(i)) {
                case Long given -> given;
                case String text -> ValueColumn.time("event_times", i, text);
                case null, default ->
                    throw GatewayException.invalid(
                            "event_times, row " + i + ": expected a time such as 2013-06-01T14:30:00");
            };
        }
        return micros;
    }
}
