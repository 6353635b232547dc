package dev.trefoil.gateway.http;

import dev.trefoil.gateway.CallerText;
import dev.trefoil.gateway.EventTime;
import dev.trefoil.gateway.GatewayException;
import dev.trefoil.gateway.InferenceRequest;
import java.time.DateTimeException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `X-Prediction-Id`, `X-Event-Time` and `X-Sticky-Key` of a request with one row.
final class OneRowHeaders {
    private OneRowHeaders() {}

    static InferenceRequest apply(
            InferenceRequest request, @Nullable String id, @Nullable String time, @Nullable String key) {
        if (id == null && time == null && key == null) {
            return request;
        }
        if (request.rows().rows() != 1) {
            throw GatewayException.invalid("X-Prediction-Id, X-Event-Time and X-Sticky-Key speak of one row; for "
                    + request.rows().rows() + " rows use prediction_ids, event_times and keys in the body");
        }
        return new InferenceRequest(
                request.id(),
                request.rows(),
                id == null ? request.predictionIds() : List.of(CallerText.require(id, "X-Prediction-Id")),
                time == null ? request.eventTimes() : new long[] {micros(time)},
                key == null ? request.keys() : List.of(CallerText.require(key, "X-Sticky-Key")),
                request.warnings());
    }

    private static long micros(String time) {
        try {
            return EventTime.micros(time);
        } catch (DateTimeException _) {
            throw GatewayException.invalid("X-Event-Time: expected a time such as 2013-06-01T14:30:00, found " + time);
        }
    }
}
