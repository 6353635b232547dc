package dev.trefoil.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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

    private static JsonNode last(List<String> story, String event) {
        return story.reversed().stream()
                .filter(line -> event(line, "summary", event))
                .findFirst()
                .map(line -> JSON.readTree(line).path("values"))
                .orElseThrow(() -> new AssertionError("the summary has no " + event));
    }
}
