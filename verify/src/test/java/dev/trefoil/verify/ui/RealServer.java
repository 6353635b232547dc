package dev.trefoil.verify.ui;

import dev.trefoil.verify.Program;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The real program: the demo's whole trip, or a server by itself; it can be restarted where it was.
final class RealServer implements AutoCloseable {
    /// What the demo's project is called.
    static final String DEMO = "flight-delays";

    private static final Duration STARTS = Duration.ofMinutes(5);

    private final HttpClient client = HttpClient.newHttpClient();
    private final Path folder;
    private final String url;
    private final int port;
    private final String project;
    private @Nullable Process process;

    private RealServer(Path folder, String url, int port, String project) {
        this.folder = folder;
        this.url = url;
        this.port = port;
        this.project = project;
    }

    /// Starts the demo in that folder, or takes the one that answers at `-Dtrefoil.ui.url`.
    static RealServer demo(Path folder) {
        String running = System.getProperty("trefoil.ui.url", "");
        if (!running.isEmpty()) {
            return new RealServer(folder, running, 0, DEMO);
        }
        int port = freePort();
        RealServer server = new RealServer(folder, "http://127.0.0.1:" + port, port, DEMO);
        server.run(List.of("demo", "--fast", "--no-browser"));
        server.await();
        return server;
    }

    /// A server of its own in that folder, and the project of another folder taken round the loop there.
    static RealServer of(Path folder, Path project, String name) {
        int port = freePort();
        RealServer server = new RealServer(folder, "http://127.0.0.1:" + port, port, name);
        server.run(List.of("server"));
        try {
            server.until("");
            Program trip = server.trefoil(project, "run");
            if (trip.exit() != 0) {
                throw new IllegalStateException(trip.out() + trip.err());
            }
        } catch (IllegalStateException e) {
            server.close();
            throw e;
        }
        return server;
    }

    /// A command of the program that finds this server.
    Program trefoil(Path from, String... arguments) {
        List<String> words =
                new ArrayList<>(List.of(Chrome.CHECKOUT.resolve("trefoil").toString()));
        words.addAll(List.of(arguments));
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.put("TREFOIL_HOME", folder.resolve("home").toString());
        return Program.run(from, environment, words);
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void run(List<String> command) {
        List<String> words =
                new ArrayList<>(List.of(Chrome.CHECKOUT.resolve("trefoil").toString()));
        words.addAll(command);
        words.addAll(List.of("--port", Integer.toString(port)));
        ProcessBuilder builder = new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(command.getFirst() + ".log").toFile());
        builder.environment().put("TREFOIL_HOME", folder.resolve("home").toString());
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Whether this test started it, and may stop it.
    boolean ours() {
        return port != 0;
    }

    String url(String path) {
        return url + path;
    }

    /// Kills it, as a power cut would, and starts a server over what it left.
    void restart() {
        kill();
        run(List.of("server"));
    }

    void kill() {
        Process running = process;
        if (running != null) {
            running.descendants().forEach(ProcessHandle::destroyForcibly);
            running.destroyForcibly();
            try {
                running.waitFor(30, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    JsonNode get(String path) {
        return send(HttpRequest.newBuilder(URI.create(url + path)).build());
    }

    /// What another person does meanwhile.
    JsonNode post(String path, String json) {
        return send(HttpRequest.newBuilder(URI.create(url + path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json))
                .build());
    }

    private JsonNode send(HttpRequest request) {
        try {
            HttpResponse<byte[]> answer = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
            return JsonMapper.shared().readTree(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /// Until it answers and knows the project.
    void await() {
        until(project);
    }

    private void until(String project) {
        long until = System.nanoTime() + STARTS.toNanos();
        while (System.nanoTime() < until) {
            try {
                if (get("/api/v1/projects").toString().contains(project)) {
                    return;
                }
            } catch (UncheckedIOException _) {
                // not up yet
            }
            pause();
        }
        throw new IllegalStateException("the server does not answer; its log is in " + folder);
    }

    private static void pause() {
        try {
            Thread.sleep(300);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        Process running = process;
        if (running != null) {
            running.descendants().forEach(ProcessHandle::destroy);
            running.destroy();
            try {
                if (!running.waitFor(30, TimeUnit.SECONDS)) {
                    kill();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        client.close();
    }
}
