package dev.trefoil.cli;

import dev.trefoil.core.column.Column;
import dev.trefoil.core.column.ColumnBatch;
import dev.trefoil.core.column.ColumnType;
import dev.trefoil.core.column.TimeColumn;
import dev.trefoil.table.EngineLimits;
import dev.trefoil.table.Workspace;
import dev.trefoil.table.source.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Plays the months after the hold-out as live traffic through the HTTP endpoint, in compressed time: hour by hour the
/// desk asks about the flights that are scheduled then, under their own event time, and their truth follows when it is
/// known. While the server trains, time stands still.
final class Replay {
    private static final String PROJECT = "/api/v1/projects/flight-delays";
    private static final String ENDPOINT = "/api/v1/endpoints/flight-delays";
    private static final LocalDate FROM = LocalDate.of(2013, 4, 1);
    private static final LocalDate UNTIL = LocalDate.of(2013, 10, 2);
    /// A sample is three flights of four: with fewer, many verdicts are inconclusive and the story says little.
    private static final int SAMPLED_FROM = 4;
    private static final long HOUR_MICROS = 3_600_000_000L;

    private final ApiClient client;
    private final TripRunner trip;
    private final StoryPrinter printer;
    private final boolean fast;

    Replay(ApiClient client, TripRunner trip, StoryPrinter printer, boolean fast) {
        this.client = client;
        this.trip = trip;
        this.printer = printer;
        this.fast = fast;
    }

    /// What the replay led to.
    record Result(long rows, int windows, int alerts, int versions, String live) {}

    Result run() {
        JsonNode dataset = client.fetch(PROJECT + "/datasets").path("datasets").path(0);
        for (JsonNode version : client.fetch(PROJECT + "/datasets").path("datasets")) {
            dataset = version.path("origin").asString("").equals("prepared") ? version : dataset;
        }
        try {
            Path file = Files.createTempFile("flights", ".parquet");
            Path scratch = Files.createTempDirectory("replay");
            try {
                client.download(
                        "/api/v1/blobs/" + dataset.path("content").path("file").asString(""), file);
                return play(file, scratch);
            } finally {
                Files.deleteIfExists(file);
                Files.deleteIfExists(scratch);
            }
        } catch (IOException e) {
            throw CommandProblem.failed("cannot keep the flights for the replay: " + e.getMessage());
        }
    }

    private Result play(Path file, Path scratch) {
        long rows = 0;
        LocalDate start = resume();
        try (Workspace workspace = Workspace.open(scratch, EngineLimits.USUAL)) {
            workspace.add(Source.of("prepared", file));
            for (LocalDate month = start.withDayOfMonth(1); month.isBefore(UNTIL); month = month.plusMonths(1)) {
                LocalDate from = month.isBefore(start) ? start : month;
                LocalDate until = month.plusMonths(1).isBefore(UNTIL) ? month.plusMonths(1) : UNTIL;
                ColumnBatch batch = workspace.read(
                        "prepared",
                        List.of(),
                        "scheduled_at >= TIMESTAMP '" + from + " 00:00:00' AND scheduled_at < TIMESTAMP '" + until
                                + " 00:00:00'");
                rows += month(batch);
            }
        }
        settle();
        JsonNode endpoint = client.fetch(ENDPOINT);
        return new Result(
                rows,
                client.fetch(PROJECT + "/windows").path("windows").size(),
                client.fetch("/api/v1/alerts?project=flight-delays")
                        .path("alerts")
                        .size(),
                client.fetch("/api/v1/models/flight-delays").path("versions").size(),
                endpoint.path("live").asString(""));
    }

    /// The day to go on from: that of the last flight the server has seen. What it has already is not stored twice.
    private LocalDate resume() {
        String watermark = client.fetch(ENDPOINT + "/account").path("watermark").asString("");
        LocalDate reached = watermark.isEmpty() ? FROM : LocalDate.parse(watermark.substring(0, 10));
        return reached.isBefore(FROM) ? FROM : reached;
    }

    private long month(ColumnBatch month) {
        Column times = month.column("scheduled_at");
        long[] micros = ((TimeColumn) times).micros();
        long day = 86_400_000_000L;
        int from = 0;
        long sent = 0;
        while (from < micros.length) {
            int until = from;
            while (until < micros.length && micros[until] / day == micros[from] / day) {
                until++;
            }
            List<Integer> picked = new ArrayList<>();
            for (int r = from; r < until; r++) {
                if (!fast || r % SAMPLED_FROM != 0) {
                    picked.add(r);
                }
            }
            sent += day(month.pick(picked.stream().mapToInt(r -> r).toArray()));
            from = until;
        }
        return sent;
    }

    private long day(ColumnBatch flights) {
        if (flights.rows() == 0) {
            return 0;
        }
        printer.progress("replaying " + String.valueOf(flights.column("day").text(0)));
        long[] times = ((TimeColumn) flights.column("scheduled_at")).micros();
        int from = 0;
        while (from < times.length) {
            int until = from;
            while (until < times.length && times[until] / HOUR_MICROS == times[from] / HOUR_MICROS) {
                until++;
            }
            int first = from;
            ask(flights.pick(IntStream.range(first, until).toArray()));
            from = until;
        }
        tell(flights);
        settle();
        return flights.rows();
    }

    private void ask(ColumnBatch flights) {
        Map<String, Object> body = new LinkedHashMap<>();
        List<Map<String, Object>> inputs = new ArrayList<>();
        for (int c = 0; c < flights.schema().size(); c++) {
            String name = flights.schema().columns().get(c).name();
            if (!name.equals("late")) {
                inputs.add(tensor(name, flights.column(c)));
            }
        }
        body.put("inputs", inputs);
        body.put(
                "parameters",
                Map.of(
                        "prediction_ids", values(flights.column("flight_id")),
                        "event_times", values(flights.column("scheduled_at"))));
        client.post("/v2/models/flight-delays/infer", body);
    }

    private void tell(ColumnBatch flights) {
        List<Map<String, Object>> truth = new ArrayList<>();
        long[] micros = ((TimeColumn) flights.column("scheduled_at")).micros();
        for (int r = 0; r < flights.rows(); r++) {
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("prediction_id", String.valueOf(flights.column("flight_id").text(r)));
            line.put("value", String.valueOf(flights.column("late").text(r)));
            line.put(
                    "known_at",
                    java.time.Instant.EPOCH
                            .plus(micros[r] + 900_000_000L, java.time.temporal.ChronoUnit.MICROS)
                            .toString());
            truth.add(line);
        }
        client.post(ENDPOINT + "/truth", Map.of("truth", truth));
    }

    private static Map<String, Object> tensor(String name, Column column) {
        Map<String, Object> tensor = new LinkedHashMap<>();
        tensor.put("name", name);
        tensor.put("shape", List.of(column.size()));
        tensor.put("datatype", datatype(column.type()));
        tensor.put("data", values(column));
        return tensor;
    }

    private static String datatype(ColumnType type) {
        return switch (type) {
            case NUMBER -> "FP64";
            case INTEGER -> "INT64";
            case BOOLEAN -> "BOOL";
            case STRING, TIMESTAMP, DATE -> "BYTES";
        };
    }

    private static List<@Nullable Object> values(Column column) {
        List<@Nullable Object> values = new ArrayList<>(column.size());
        for (int r = 0; r < column.size(); r++) {
            values.add(
                    column.missing(r)
                            ? null
                            : switch (column.type()) {
                                case NUMBER -> column.number(r);
                                case INTEGER -> (long) column.number(r);
                                case BOOLEAN -> column.number(r) == 1;
                                case STRING, TIMESTAMP, DATE -> column.text(r);
                            });
        }
        return values;
    }

    /// Waits until everything captured is stored, lets the server look, and while it trains lets time stand still.
    private void settle() {
        for (int i = 0; i < 6_000; i++) {
            JsonNode capture = client.fetch("/api/v1/capture");
            if (capture.path("waiting").asLong() == 0) {
                break;
            }
            pause(10);
        }
        client.post("/api/v1/look", Map.of());
        trip.tell("flight-delays");
        JsonNode status = client.fetch(PROJECT + "/status");
        if (status.has("job")) {
            trip.follow("flight-delays", status.path("job").path("id").asString(""));
        }
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new CommandProblem(130, "interrupted");
        }
    }
}
