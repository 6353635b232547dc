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

    @Option(names = "--database", paramLabel = "URL", description = "PostgreSQL instead of the embedded database")
    private String database = "";

    private final ServerLauncher launcher;
    private volatile boolean stopping;
    private volatile boolean over;

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
            Thread closer = new Thread(() -> interrupted(server), "shutdown");
            Runtime.getRuntime().addShutdownHook(closer);
            playUnlessInterrupted(client, flights, printer, start);
            if (!exit) {
                printer.say("  The server runs on; Ctrl-C stops it.");
                if (!noBrowser) {
                    Browser.open(client.url() + "/projects/flight-delays");
                }
                new CountDownLatch(1).await();
            }
            Runtime.getRuntime().removeShutdownHook(closer);
            return 0;
        }
    }

    private void interrupted(RunningServer server) {
        boolean atWork = !over;
        stopping = true;
        server.close();
        if (atWork) {
            System.err.println("interrupted; what was done is kept: ./trefoil demo goes on from here");
        }
    }

    /// While the program is being stopped, requests fail; nobody needs to read about it.
    private void playUnlessInterrupted(ApiClient client, ProjectFolder flights, StoryPrinter printer, long start)
            throws InterruptedException {
        try {
            play(client, flights, printer, start);
            over = true;
        } catch (CommandProblem e) {
            if (stopping) {
                new CountDownLatch(1).await();
            }
            throw e;
        }
    }

    private RunningServer launch(Path home) {
        try {
            return launcher.launch(new ServerLauncher.Settings(home, "127.0.0.1", port, database, false));
        } catch (RuntimeException e) {
            boolean taken = e.getMessage() != null && e.getMessage().startsWith("Port ");
            if (port == 7700 && taken) {
                return launcher.launch(new ServerLauncher.Settings(home, "127.0.0.1", 0, database, false));
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
        new Recap(client, printer, "flight-delays").tell(result, seconds);
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
