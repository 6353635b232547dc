package dev.trefoil.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/// The whole loop on real data, live.
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = "The whole loop on real data, live: train, judge, roll out, replay nine months of flights,"
                + " see a requirement fail, retrain, roll out again.")
public final class DemoCommand implements Callable<Integer> {
    @Option(names = "--fast", description = "replay a sample of the flights")
    private boolean fast;

    @Option(names = "--exit", description = "stop the server at the end")
    private boolean exit;

    @Option(names = "--json", description = "the story as lines of JSON")
    private boolean json;

    @Option(names = "--no-browser", description = "do not open a browser")
    private boolean noBrowser;

    @Option(names = "--reset", description = "forget an earlier demo first")
    private boolean reset;

    @Option(names = "--port", paramLabel = "PORT", description = "7700 unless taken; 0 takes a free one")
    private int port = 7700;

    private final ServerLauncher launcher;

    public DemoCommand(ServerLauncher launcher) {
        this.launcher = launcher;
    }

    @Override
    public Integer call() throws InterruptedException {
        long start = System.nanoTime();
        Path root = Path.of(System.getenv().getOrDefault("TREFOIL_ROOT", "")).toAbsolutePath();
        ProjectFolder flights = new ProjectFolder(root.resolve("examples").resolve("flights"));
        String set = System.getenv("TREFOIL_HOME");
        Path home = set == null || set.isBlank() ? root.resolve("build").resolve("demo") : Path.of(set);
        if (reset) {
            delete(home);
        }
        StoryPrinter printer = new StoryPrinter(System.out, json, StoryPrinter.onTerminal());
        printer.say("");
        printer.say("  Trefoil · flight-delays · 336,776 departures from New York, 2013 (U.S. DOT, CC0)");
        printer.say("");
        try (RunningServer server = launch(home);
                ApiClient client = new ApiClient(server.url(), System.getenv("TREFOIL_TOKEN"))) {
            Thread closer = new Thread(server::close, "shutdown");
            Runtime.getRuntime().addShutdownHook(closer);
            play(client, flights, printer, start);
            if (!exit) {
                printer.say("  The server runs on; Ctrl-C stops it.   Again: ./trefoil demo (reuses what is unchanged)"
                        + "   From scratch: ./trefoil demo --reset");
                if (!noBrowser) {
                    Browser.open(client.url() + "/projects/flight-delays");
                }
                new CountDownLatch(1).await();
            }
            Runtime.getRuntime().removeShutdownHook(closer);
            return 0;
        }
    }

    private RunningServer launch(Path home) {
        try {
            return launcher.launch(new ServerLauncher.Settings(home, "127.0.0.1", port, "", false));
        } catch (RuntimeException e) {
            boolean taken = e.getMessage() != null && e.getMessage().startsWith("Port ");
            if (port == 7700 && taken) {
                return launcher.launch(new ServerLauncher.Settings(home, "127.0.0.1", 0, "", false));
            }
            throw e;
        }
    }

    private void play(ApiClient client, ProjectFolder flights, StoryPrinter printer, long start) {
        String charter;
        try {
            charter = Files.readString(flights.folder().resolve("trefoil.yaml"));
        } catch (IOException e) {
            throw CommandProblem.failed("cannot read the example: " + e.getMessage());
        }
        client.post("/api/v1/charters", Map.of("text", charter));
        client.post(
                "/api/v1/projects/flight-delays/signatures",
                Map.of("stakeholder", "ops-desk", "sections", List.of(), "why", "the demo signs for the desk"));
        TripRunner trip = new TripRunner(client, printer);
        JsonNode job = trip.run(flights, "deployment");
        if (job.path("result").path("gate").asString("").equals("refused")) {
            throw new CommandProblem(3, "the gate refused the first version; the story above says why");
        }
        Replay replay = new Replay(client, trip, printer, fast);
        Replay.Result result = replay.run();
        long seconds = (System.nanoTime() - start) / 1_000_000_000L;
        printer.say("");
        printer.summary(
                "loop",
                "The whole loop took " + seconds / 60 + " min " + seconds % 60 + " s: " + result.rows()
                        + " flights answered over HTTP, " + result.windows() + " windows judged, " + result.alerts()
                        + " alerts, " + result.versions() + " versions.",
                Map.of(
                        "seconds", seconds,
                        "rows", result.rows(),
                        "windows", result.windows(),
                        "alerts", result.alerts(),
                        "versions", result.versions(),
                        "live", result.live()));
        printer.summary(
                "address",
                result.live() + " is live. Everything above can be opened: " + client.url() + "/projects/flight-delays",
                Map.of("url", client.url() + "/projects/flight-delays"));
    }

    private static void delete(Path home) {
        if (!Files.isDirectory(home)) {
            return;
        }
        try (Stream<Path> walk = Files.walk(home)) {
            for (Path path : walk.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw CommandProblem.failed("cannot forget the earlier demo in " + home + ": " + e.getMessage());
        }
    }
}
