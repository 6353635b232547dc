package dev.trefoil.server.api;

import dev.trefoil.gateway.Meters;
import dev.trefoil.gateway.capture.CaptureAccount;
import dev.trefoil.server.http.ApiAnswer;
import dev.trefoil.server.http.ApiRequest;
import dev.trefoil.server.http.ApiRoute;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/// Probes, figures for Prometheus, and the version.
public final class SystemRoutes {
    private final Meters meters;
    private final Supplier<CaptureAccount> capture;
    private final String version;

    public SystemRoutes(Meters meters, Supplier<CaptureAccount> capture, String version) {
        this.meters = meters;
        this.capture = capture;
        this.version = version;
    }

    public List<ApiRoute> routes() {
        return List.of(
                ApiRoute.get("/health/live", "Whether the process lives", _ -> ApiAnswer.ok(Map.of("live", true))),
                ApiRoute.get("/health/ready", "Whether it answers", _ -> ApiAnswer.ok(Map.of("ready", true))),
                ApiRoute.get("/api/v1/capture", "Where captured rows are", _ -> ApiAnswer.ok(capture.get())),
                ApiRoute.get("/metrics", "Figures in the Prometheus text format", this::metrics),
                ApiRoute.get(
                        "/api/v1/version", "The version that runs", _ -> ApiAnswer.ok(Map.of("version", version))));
    }

    private ApiAnswer metrics(ApiRequest request) {
        StringBuilder text = new StringBuilder();
        counter(text, "trefoil_rows_total", "Rows by endpoint and what became of them");
        meters.read().forEach((endpoint, reading) -> {
            sample(text, "trefoil_rows_total", endpoint, "received", reading.received());
            sample(text, "trefoil_rows_total", endpoint, "scored", reading.scored());
            sample(text, "trefoil_rows_total", endpoint, "shed", reading.shed());
            sample(text, "trefoil_rows_total", endpoint, "failed", reading.failed());
        });
        counter(text, "trefoil_requests_refused_total", "Requests that did not fit the signature");
        meters.read()
                .forEach((endpoint, reading) ->
                        sample(text, "trefoil_requests_refused_total", endpoint, "refused", reading.refused()));
        counter(text, "trefoil_rows_unwatched_total", "Rows that an onlooking version or rule did not score");
        meters.read()
                .forEach((endpoint, reading) ->
                        sample(text, "trefoil_rows_unwatched_total", endpoint, "unwatched", reading.unwatched()));
        text.append(
                "# HELP trefoil_request_seconds Time to answer a request\n# TYPE trefoil_request_seconds histogram\n");
        meters.read().forEach((endpoint, reading) -> {
            long sum = 0;
            for (Map.Entry<Long, Long> bucket : reading.latencyBuckets().entrySet()) {
                sum += bucket.getValue();
                text.append(String.format(
                        Locale.ROOT,
                        "trefoil_request_seconds_bucket{endpoint=\"%s\",le=\"%s\"} %d%n",
                        escaped(endpoint),
                        bucket.getKey() / 1e9,
                        sum));
            }
            text.append(String.format(
                    Locale.ROOT,
                    "trefoil_request_seconds_bucket{endpoint=\"%1$s\",le=\"+Inf\"} %2$d%n"
                            + "trefoil_request_seconds_sum{endpoint=\"%1$s\"} %3$s%n"
                            + "trefoil_request_seconds_count{endpoint=\"%1$s\"} %2$d%n",
                    escaped(endpoint),
                    reading.requests(),
                    reading.latencySumNanos() / 1e9));
        });
        CaptureAccount account = capture.get();
        counter(text, "trefoil_capture_rows_total", "Captured rows by what became of them");
        for (Map.Entry<String, Long> entry : Map.of(
                        "offered", account.offered(), "stored", account.stored(), "gap", account.gaps())
                .entrySet()) {
            text.append("trefoil_capture_rows_total{outcome=\"")
                    .append(entry.getKey())
                    .append("\"} ")
                    .append(entry.getValue())
                    .append('\n');
        }
        return ApiAnswer.text("text/plain; version=0.0.4; charset=utf-8", text.toString());
    }

    private static void counter(StringBuilder text, String name, String help) {
        text.append("# HELP ")
                .append(name)
                .append(' ')
                .append(help)
                .append("\n# TYPE ")
                .append(name)
                .append(" counter\n");
    }

    private static void sample(StringBuilder text, String name, String endpoint, String outcome, long value) {
        text.append(name)
                .append("{endpoint=\"")
                .append(escaped(endpoint))
                .append("\",outcome=\"")
                .append(outcome)
                .append("\"} ")
                .append(value)
                .append('\n');
    }

    private static String escaped(String label) {
        return label.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }
}
