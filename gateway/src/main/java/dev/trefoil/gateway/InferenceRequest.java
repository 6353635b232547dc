package dev.trefoil.gateway;

import dev.trefoil.core.column.ColumnBatch;
import java.util.List;

/// A request in no dialect: rows in the route's accepted schema and what the caller said about them.
public final class InferenceRequest {
    private final String id;
    private final ColumnBatch rows;
    private final List<String> predictionIds;
    private final long[] eventTimes;
    private final List<String> keys;
    private final List<String> warnings;

    public InferenceRequest(
            String id,
            ColumnBatch rows,
            List<String> predictionIds,
            long[] eventTimes,
            List<String> keys,
            List<String> warnings) {
        predictionIds = List.copyOf(predictionIds);
        keys = List.copyOf(keys);
        warnings = List.copyOf(warnings);
        checkLength("prediction_ids", predictionIds.size(), rows.rows());
        checkLength("event_times", eventTimes.length, rows.rows());
        checkLength("keys", keys.size(), rows.rows());
        this.id = id;
        this.rows = rows;
        this.predictionIds = predictionIds;
        this.eventTimes = eventTimes;
        this.keys = keys;
        this.warnings = warnings;
    }

    /// The caller's own id of the request, or empty.
    public String id() {
        return id;
    }

    /// Accepted columns, features first.
    public ColumnBatch rows() {
        return rows;
    }

    /// One per row, or empty when the gateway shall make them.
    public List<String> predictionIds() {
        return predictionIds;
    }

    /// Microseconds since 1970 per row, or empty to take them from the route's time column, else now.
    public long[] eventTimes() {
        return eventTimes;
    }

    /// Sticky key per row, or empty to route by prediction id.
    public List<String> keys() {
        return keys;
    }

    /// What was bent to fit, for the answer's warning header.
    public List<String> warnings() {
        return warnings;
    }

    private static void checkLength(String what, int length, int rows) {
        if (length != 0 && length != rows) {
            throw GatewayException.invalid(what + " has " + length + " entries for " + rows + " rows");
        }
    }
}
