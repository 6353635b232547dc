package dev.trefoil.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/// What happened on the loop, in ten lines taken from the story, and where to go on.
final class Recap {
    private final ApiClient client;
    private final StoryPrinter printer;
    private final String project;

    Recap(ApiClient client, StoryPrinter printer, String project) {
        this.client = client;
        this.printer = printer;
        this.project = project;
    }

    void tell(Replay.Result result, long seconds) {
        List<JsonNode> story = story();
        printer.say("");
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("seconds", seconds);
        values.put("rows", result.rows());
        values.put("windows", result.windows());
        values.put("alerts", result.alerts());
        values.put("versions", result.versions());
        values.put("live", result.live());
        say(
                "loop",
                (seconds >= 60 ? seconds / 60 + " min " : "") + seconds % 60 + " s for the whole loop: "
                        + String.format(java.util.Locale.ROOT, "%,d", result.rows())
                        + (result.rows() == 0
                                ? " flights to ask about, as all months were replayed before; "
                                : " flights answered over HTTP, ")
                        + count(result.windows(), "window") + " judged, " + count(result.alerts(), "alert") + ", "
                        + count(result.versions(), "version"),
                values);
        last(story, "design", "charter", line -> true, "Design");
        last(story, "data", "prepared", line -> true, "Data");
        last(story, "development", "search", line -> !reused(line), "Model");
        last(story, "evaluation", "evaluated", line -> true, "Hold-out");
        first(story, "deployment", "live", "Rollout");
        first(story, "monitoring", "alert", "Alert");
        last(story, "retraining", "version", line -> true, "Retrained");
        long released =
                story.stream().filter(line -> is(line, "deployment", "live")).count();
        if (released > 1) {
            last(story, "deployment", "live", line -> true, "Now");
        }
        last(story, "monitoring", "window", line -> true, "After");
        account();
        String url = client.url() + "/projects/" + project;
        say("address", "Everything above can be opened: " + url, Map.of("url", url));
        say(
                "try",
                "Try it: curl --json @examples/flights/one-flight.json " + client.url() + "/endpoints/" + project
                        + "/invocations",
                Map.of("url", client.url() + "/endpoints/" + project + "/invocations"));
        say(
                "again",
                "Again: ./trefoil demo (reuses what is unchanged) · from scratch: ./trefoil demo --reset",
                Map.of());
    }

    private static String count(long n, String one) {
        return n + " " + one + (n == 1 ? "" : "s");
    }

    /// Where every row went, as the server counts them.
    private void account() {
        JsonNode account = client.fetch("/api/v1/endpoints/" + project + "/account");
        JsonNode gateway = account.path("gateway");
        JsonNode capture = account.path("capture");
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("received", gateway.path("received").asLong());
        values.put("scored", gateway.path("scored").asLong());
        values.put("shed", gateway.path("shed").asLong());
        values.put("offered", capture.path("offered").asLong());
        values.put("stored", capture.path("stored").asLong());
        values.put("gaps", capture.path("gaps").asLong());
        values.put("truth", account.path("truth").asLong());
        say(
                "account",
                String.format(
                        java.util.Locale.ROOT,
                        "Account: %,d rows received = %,d scored + %,d shed · %,d captured = %,d stored + %,d lost",
                        gateway.path("received").asLong(),
                        gateway.path("scored").asLong(),
                        gateway.path("shed").asLong(),
                        capture.path("offered").asLong(),
                        capture.path("stored").asLong(),
                        capture.path("gaps").asLong()),
                values);
    }

    private List<JsonNode> story() {
        List<JsonNode> lines = new ArrayList<>();
        long after = 0;
        while (true) {
            JsonNode page = client.fetch(
                            "/api/v1/projects/" + ApiClient.part(project) + "/story?limit=5000&after=" + after)
                    .path("lines");
            if (page.isEmpty()) {
                return lines;
            }
            for (JsonNode line : page) {
                lines.add(line);
                after = line.path("number").asLong();
            }
        }
    }

    private static boolean reused(JsonNode line) {
        return line.path("values").path("reused").asBoolean(false);
    }

    private void first(List<JsonNode> story, String station, String event, String name) {
        story.stream().filter(line -> is(line, station, event)).findFirst().ifPresent(line -> say(line, name));
    }

    private void last(List<JsonNode> story, String station, String event, Predicate<JsonNode> wanted, String name) {
        story.reversed().stream()
                .filter(line -> is(line, station, event) && wanted.test(line))
                .findFirst()
                .ifPresent(line -> say(line, name));
    }

    private static boolean is(JsonNode line, String station, String event) {
        return Lines.text(line, "station").equals(station)
                && Lines.text(line, "event").equals(event);
    }

    private void say(JsonNode line, String name) {
        printer.summary(
                "line",
                name,
                Lines.text(line, "says"),
                Map.of("station", Lines.text(line, "station"), "event", Lines.text(line, "event")));
    }

    private void say(String event, String says, Map<String, ?> values) {
        printer.summary(event, "", says, values);
    }
}
