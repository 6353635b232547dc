package dev.trefoil.cli;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Runs a server until it is told to stop.
@Command(name = "server", mixinStandardHelpOptions = true, description = "Run a server until Ctrl-C or ./trefoil stop.")
public final class ServerCommand implements Callable<Integer> {
    @Option(names = "--port", paramLabel = "PORT", description = "0 takes a free one (default: ${DEFAULT-VALUE})")
    private int port = 7700;

    @Option(names = "--host", paramLabel = "ADDRESS", description = "address to bind to (default: ${DEFAULT-VALUE})")
    private String host = "127.0.0.1";

    @Option(names = "--database", paramLabel = "URL", description = "PostgreSQL instead of the embedded database")
    private String database = "";

    @Option(names = "--require-token", description = "ask local requests for a token too")
    private boolean requireToken;

    @Option(names = "--json", description = "nothing but JSON lines; the first says where it listens")
    private boolean json;

    @Option(names = "--exit-when-ready", hidden = true, description = "stop as soon as it answers")
    private boolean exitWhenReady;

    private final ServerLauncher launcher;

    public ServerCommand(ServerLauncher launcher) {
        this.launcher = launcher;
    }

    @Override
    public Integer call() throws InterruptedException, IOException {
        ServerLauncher.Settings settings =
                new ServerLauncher.Settings(Connection.home(), host, port, database, requireToken);
        RunningServer server = launcher.launch(settings);
        CountDownLatch stop = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            stop.countDown();
                            server.close();
                        },
                        "shutdown"));
        System.out.println("{\"event\":\"ready\",\"url\":\"" + server.url() + "\"}");
        System.out.flush();
        if (!json) {
            System.err.println("Trefoil works at " + server.url() + " until Ctrl-C or ./trefoil stop");
        }
        if (exitWhenReady) {
            askForTheFirstPage(server.url());
        } else {
            stop.await();
        }
        return 0;
    }

    /// Waits for what loads in the background too: a start-up cache of classes that are half loaded crashes the JVM.
    private static void askForTheFirstPage(String url) throws IOException {
        try (InputStream page = URI.create(url).toURL().openStream()) {
            page.readAllBytes();
        }
    }
}
