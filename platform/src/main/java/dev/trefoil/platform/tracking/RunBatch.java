package dev.trefoil.platform.tracking;

import dev.trefoil.platform.PlatformException;
import java.util.List;
import java.util.Map;

/// What a run logs at once: all of it is stored, or none.
public record RunBatch(List<Metric> metrics, Map<String, String> params, Map<String, String> tags) {
    public RunBatch {
        metrics = List.copyOf(metrics);
        params = Map.copyOf(params);
        tags = Map.copyOf(tags);
    }

    public static RunBatch metrics(List<Metric> metrics) {
        return new RunBatch(metrics, Map.of(), Map.of());
    }

    public static RunBatch params(Map<String, String> params) {
        return new RunBatch(List.of(), params, Map.of());
    }

    public static RunBatch tags(Map<String, String> tags) {
        return new RunBatch(List.of(), Map.of(), tags);
    }

    /// The limits of one request of a client: 1,000 metrics, 100 parameters, 100 tags, 1,000 in all.
    public void requireWithinRequest() {
        limit("metrics", metrics.size(), 1_000);
        limit("params", params.size(), 100);
        limit("tags", tags.size(), 100);
        limit("metrics, params, and tags", metrics.size() + params.size() + tags.size(), 1_000);
    }

    private static void limit(String what, int count, int most) {
        if (count > most) {
            throw PlatformException.invalid(
                    what,
                    "A batch logging request can contain at most " + most + " " + what + ". Got " + count + " " + what
                            + ". Please split up " + what + " across multiple requests and try again.");
        }
    }
}
