package dev.trefoil.verify.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The demo, watched in the browser: the page that was opened at the start shows the whole trip without a reload, and
/// what it shows is what the API says.
@Tag("browser")
class DemoStoryTest {
    private static final Duration TRIP = Duration.ofMinutes(12);
    private static final String PROJECT = "flight-delays";

    private final HttpClient client = HttpClient.newHttpClient();

    @TempDir
    Path home;

    private @Nullable Process demo;

    private String url = System.getProperty("trefoil.ui.url", "");

    @AfterEach
    void stop() throws InterruptedException {
        if (demo != null) {
            demo.descendants().forEach(ProcessHandle::destroy);
            demo.destroy();
            if (!demo.waitFor(30, TimeUnit.SECONDS)) {
                demo.destroyForcibly();
            }
        }
    }

    /// Starts the demo, unless the address of one that runs is given.
    private void start() throws IOException {
        if (url.isEmpty()) {
            int port;
            try (ServerSocket socket = new ServerSocket(0)) {
                port = socket.getLocalPort();
            }
            ProcessBuilder builder = new ProcessBuilder(
                    Chrome.CHECKOUT.resolve("trefoil").toString(),
                    "demo",
                    "--fast",
                    "--no-browser",
                    "--port",
                    Integer.toString(port));
            builder.environment().put("TREFOIL_HOME", home.resolve("demo").toString());
            demo = builder.redirectErrorStream(true)
                    .redirectOutput(home.resolve("demo.log").toFile())
                    .start();
            url = "http://127.0.0.1:" + port;
        }
    }

    private JsonNode get(String path) {
        try {
            HttpResponse<byte[]> answer = client.send(
                    HttpRequest.newBuilder(URI.create(url + path)).build(), HttpResponse.BodyHandlers.ofByteArray());
            return JsonMapper.shared().readTree(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void awaitProject() throws InterruptedException {
        long until = System.nanoTime() + Duration.ofMinutes(5).toNanos();
        while (true) {
            try {
                if (get("/api/v1/projects").toString().contains(PROJECT)) {
                    return;
                }
            } catch (UncheckedIOException e) {
                if (System.nanoTime() > until) {
                    throw e;
                }
            }
            assertThat(System.nanoTime()).as("the demo's server answers").isLessThan(until);
            Thread.sleep(500);
        }
    }

    @Test
    void thePageShowsTheTripAsItHappens() throws IOException, InterruptedException {
        start();
        awaitProject();
        try (Chrome chrome = new Chrome();
                Chrome.Tab tab = chrome.tab(Chrome.Look.DESK)) {
            Page page = tab.page();
            page.navigate(url + "/projects/" + PROJECT);
            page.waitForSelector("loop-page h1");
            page.evaluate("() => (window.same = true)");
            Page.WaitForSelectorOptions trip = new Page.WaitForSelectorOptions().setTimeout(TRIP.toMillis());
            for (String station : List.of("data", "development", "evaluation", "registry")) {
                page.waitForSelector("[data-station=" + station + "][data-state=pass]", trip);
            }
            page.waitForSelector("rollout-steps [aria-current=step]", trip);
            page.waitForSelector("[data-cell^='R1.'].fail", trip);
            page.waitForSelector("nav .count", trip);
            page.waitForSelector(
                    "[data-station=retraining][data-state=pass], [data-station=retraining][data-state=running]", trip);
            assertThat(page.evaluate("() => window.same")).as("no reload").isEqualTo(true);
            assertThat(tab.complaints()).isEmpty();
            assertThat(different(page)).isEmpty();
        }
    }

    /// Cells whose verdict is not the API's.
    private List<String> different(Page page) {
        List<String> different = new ArrayList<>();
        for (JsonNode cell : get("/api/v1/projects/" + PROJECT + "/verdicts").path("cells")) {
            if (!cell.path("group").asString("").isEmpty() || cell.path("value").isNull()) {
                continue;
            }
            Object found = page.evaluate(
                    """
                    ({requirement, number, value, outcome}) => {
                      const matrix = document.querySelector('requirement-matrix').matrix;
                      const row = matrix.requirements.findIndex((r) => r.id === requirement);
                      const column = matrix.cells[row]?.findIndex((c) => c?.number === number) ?? -1;
                      const button = document.querySelector(`[data-cell="${requirement}.${column}"]`);
                      return button !== null && button.classList.contains({pass: 'pass', fail: 'fail', inconclusive: 'open'}[outcome])
                        && matrix.cells[row][column].value === value;
                    }""",
                    java.util.Map.of(
                            "requirement", cell.path("requirement").asString(),
                            "number", cell.path("number").asInt(),
                            "value", cell.path("value").asDouble(),
                            "outcome", cell.path("outcome").asString()));
            if (!Boolean.TRUE.equals(found)) {
                different.add(cell.path("requirement").asString() + " "
                        + cell.path("where").asString() + " "
                        + cell.path("window").asString());
            }
        }
        return different;
    }
}
