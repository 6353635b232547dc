package dev.trefoil.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The figures that the product promises: time of the demo, memory, start of the server. What was measured is written
/// to
/// `build/figures.md`, as docs/reference/benchmarks-thread.md shows it.
@Tag("long")
class FiguresTest {
    private static final int STARTS = 5;

    @TempDir
    Path folder;

    private static final List<String> TABLE = Collections.synchronizedList(new ArrayList<>());

    @Test
    void theDemoTakesNoLongerThanPromised() throws IOException {
        demo("demo --exit", 240, "demo", "--exit", "--json", "--port", "0");
        demo("demo --fast --exit", 90, "demo", "--fast", "--exit", "--json", "--port", "0");
        write();
    }

    private void demo(String name, double most, String... arguments) {
        Path home = folder.resolve("demo-" + arguments.length);
        AtomicLong peak = new AtomicLong();
        try (Running demo = Running.trefoil(home, Map.of(), arguments)) {
            Thread watch = Thread.ofPlatform().daemon().start(() -> {
                while (demo.handle().isAlive()) {
                    peak.accumulateAndGet(rss(demo.handle()), Math::max);
                    sleep(200);
                }
            });
            demo.until(line -> line.contains("\"event\":\"rollout\""));
            double first = demo.seconds();
            assertThat(demo.end()).isZero();
            double seconds = demo.seconds();
            row(name, String.format(Locale.ROOT, "%.0f s", seconds), String.format(Locale.ROOT, "≤ %.0f s", most));
            row(name + ", peak memory", megabytes(peak.get()), "≤ 1,500 MB");
            row(name + ", served after", String.format(Locale.ROOT, "%.0f s", first), "≤ 60 s");
            watch.interrupt();
            assertThat(seconds).isLessThanOrEqualTo(most);
            assertThat(peak.get()).isLessThanOrEqualTo(1_500L << 20);
        }
    }

    @Test
    void theServerIsReadyAtOnceAndSmallWhileItWaits() throws Exception {
        try (Running warm = Running.trefoil(folder.resolve("warm"), Map.of(), "server", "--port", "0")) {
            warm.until(line -> line.contains("ready"));
        }
        start("server ready with the start-up cache", Map.of(), 0.8);
        start("server ready without it", Map.of("TREFOIL_AOT", "off"), 1.5);
        write();
    }

    private void start(String name, Map<String, String> environment, double most) throws Exception {
        List<Double> seconds = new ArrayList<>();
        long idle = 0;
        for (int i = 0; i < STARTS; i++) {
            Path home = folder.resolve(name.hashCode() + "-" + i);
            try (Running server = Running.trefoil(home, environment, "server", "--port", "0");
                    HttpClient http = HttpClient.newHttpClient()) {
                String ready = server.until(line -> line.contains("\"url\":"));
                String url = ready.replaceAll(".*\"url\":\"([^\"]+)\".*", "$1");
                int status = http.send(
                                HttpRequest.newBuilder(URI.create(url + "/health/ready"))
                                        .build(),
                                HttpResponse.BodyHandlers.discarding())
                        .statusCode();
                assertThat(status).isEqualTo(200);
                seconds.add(server.seconds());
                sleep(1_500);
                idle = rss(server.handle());
            }
        }
        Collections.sort(seconds);
        double median = seconds.get(STARTS / 2);
        row(name, String.format(Locale.ROOT, "%.2f s", median), "≤ " + most + " s");
        row(name + ", idle memory", megabytes(idle), "≤ 160 MB");
        assertThat(median).isLessThanOrEqualTo(most);
        assertThat(idle).isLessThanOrEqualTo(160L << 20);
    }

    private static void row(String name, String measured, String asked) {
        TABLE.add("| " + name + " | " + measured + " | " + asked + " |");
        System.out.println(TABLE.getLast());
    }

    private static void write() throws IOException {
        Files.write(Checkout.ROOT.resolve("build/figures.md"), TABLE);
    }

    private static String megabytes(long bytes) {
        return String.format(Locale.ROOT, "%,d MB", bytes >> 20);
    }

    /// Resident bytes of the program, which the launcher has become or started.
    private static long rss(ProcessHandle process) {
        long most = own(process);
        for (ProcessHandle child : process.descendants().toList()) {
            most = Math.max(most, own(child));
        }
        return most;
    }

    private static long own(ProcessHandle process) {
        try {
            return Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024)
                    .findFirst()
                    .orElse(0);
        } catch (IOException _) {
            return 0;
        }
    }

    private static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
