package dev.trefoil.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The demo is killed at each station and started again: it goes on, nothing is doubled, nothing is lost.
@Tag("long")
class KillTest {
    private static final JsonMapper JSON = JsonMapper.shared();

    @TempDir
    Path folder;

    private static boolean event(String line, String station, String event) {
        return line.contains("\"station\":\"" + station + "\"") && line.contains("\"event\":\"" + event + "\"");
    }

    private Running demo() {
        return Running.trefoil(folder.resolve("home"), Map.of(), "demo", "--fast", "--exit", "--json", "--port", "0");
    }

    private void killAt(String station, String event) {
        try (Running demo = demo()) {
            assertThat(demo.until(line -> event(line, station, event)))
                    .as(station + " " + event + " after " + demo.lines())
                    .isNotEmpty();
            demo.kill();
        }
    }

    @Test
    void aDemoThatIsKilledAtEveryStationComesToItsEnd() {
        killAt("development", "baselines");
        killAt("registry", "registered");
        killAt("deployment", "step");
        killAt("monitoring", "window");
        List<String> story;
        try (Running demo = demo()) {
            assertThat(demo.end()).isZero();
            story = demo.lines();
        }
        JsonNode account = last(story, "account");
        assertThat(account.path("offered").asLong())
                .isEqualTo(
                        account.path("stored").asLong() + account.path("gaps").asLong());
        JsonNode loop = last(story, "loop");
        assertThat(loop.path("windows").asLong()).isEqualTo(6);
        assertThat(loop.path("versions").asLong()).isGreaterThanOrEqualTo(2);
        List<String> again;
        try (Running demo = demo()) {
            assertThat(demo.end()).isZero();
            again = demo.lines();
        }
        assertThat(again).anyMatch(line -> line.contains("\"reused\":true"));
        assertThat(last(again, "loop").path("versions").asLong())
                .as("a second run makes nothing new")
                .isEqualTo(loop.path("versions").asLong());
        assertThat(last(again, "loop").path("windows").asLong()).isEqualTo(6);
    }

    private static String ask(String url) {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private Running server() {
        return Running.trefoil(folder.resolve("home"), Map.of(), "server", "--json", "--port", "0");
    }

    private static String url(Running server) {
        return JSON.readTree(server.until(line -> line.contains("\"ready\"")))
                .path("url")
                .asString("");
    }

    /// A project whose search takes a while.
    private Path project() throws IOException {
        Path project = Files.createDirectories(folder.resolve("project"));
        StringBuilder rows = new StringBuilder("x,y,z,label\n");
        Random random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            double x = random.nextGaussian();
            double y = random.nextGaussian();
            rows.append(x).append(',').append(y).append(',').append(random.nextGaussian());
            rows.append(',').append(x * y + random.nextGaussian() > 0 ? 1 : 0).append('\n');
        }
        Files.writeString(project.resolve("rows.csv"), rows);
        Files.writeString(project.resolve("trefoil.yaml"), """
                trefoil: 1
                project: killed
                design:
                  mode: poc
                  problem:
                    decision: none
                    user: nobody
                    unit: one row
                    today: nothing
                    alternatives: [{id: nobody, when: "false"}]
                  requirements: [{id: R1, says: Ranks, measure: auc, at_least: 0.6}]
                data:
                  sources: {rows: rows.csv}
                  label: {name: label, positive: 1}
                  split: {by: random, holdout: 30%}
                development:
                  candidates: [xgboost]
                  search: {trials: 12, seed: 3, pruner: none}
                """);
        return project;
    }

    @Test
    void aSearchThatIsKilledGoesOnWithTheTrialsThatAreDone() throws IOException {
        Path project = project();
        String running = "(?s).*searching: (?:[3-9]|10) of 12.*";
        try (Running server = server()) {
            String url = url(server);
            try (Running run = Running.trefoil(
                    folder.resolve("caller"),
                    Map.of("TREFOIL_URL", url),
                    "run",
                    "--json",
                    "--project",
                    project.toString())) {
                String jobs = ask(url + "/api/v1/jobs");
                while (!jobs.matches(running) && !jobs.contains("\"done\"")) {
                    jobs = ask(url + "/api/v1/jobs");
                }
                assertThat(jobs).matches(running);
                server.kill();
                run.kill();
            }
        }
        try (Running server = server()) {
            String url = url(server);
            String jobs = ask(url + "/api/v1/jobs");
            while (!jobs.contains("\"done\"") && !jobs.contains("\"failed\"")) {
                jobs = ask(url + "/api/v1/jobs");
            }
            assertThat(jobs).contains("\"done\"");
            String story = ask(url + "/api/v1/projects/killed/story?limit=1000");
            assertThat(story)
                    .containsPattern("goes on where it was broken off: (?:[3-9]|1[012]) of 12 trials are done");
            assertThat(story).contains("12 trials, 1 kind");
            JsonNode runs = JSON.readTree(ask(url + "/api/v1/runs?project=killed&limit=100"))
                    .path("runs");
            assertThat(runs.size()).as("no trial is a run twice").isEqualTo(12);
            assertThat(JSON.readTree(ask(url + "/api/v1/models/killed"))
                            .path("versions")
                            .size())
                    .isEqualTo(1);
        }
    }

    private static JsonNode last(List<String> story, String event) {
        return story.reversed().stream()
                .filter(line -> event(line, "summary", event))
                .findFirst()
                .map(line -> JSON.readTree(line).path("values"))
                .orElseThrow(() -> new AssertionError("the summary has no " + event));
    }
}
