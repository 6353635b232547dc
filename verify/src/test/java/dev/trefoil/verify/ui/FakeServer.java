package dev.trefoil.verify.ui;

import dev.trefoil.platform.PlatformException;
import dev.trefoil.platform.access.Permission;
import dev.trefoil.server.http.ApiAnswer;
import dev.trefoil.server.http.ApiRequest;
import dev.trefoil.server.http.ApiRoute;
import dev.trefoil.server.http.ControlPlane;
import dev.trefoil.server.http.EventSource;
import dev.trefoil.server.http.Guard;
import dev.trefoil.server.ui.WebUi;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Serves the real UI and answers its questions from a file: what a project looks like in the middle of a trip, and
/// whatever a test changes of it.
final class FakeServer implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Path UPLOADS = Path.of("target");

    /// A change that the UI asked for.
    record Asked(String method, String path, JsonNode body) {}

    private record Told(long id, String kind, String json) {}

    private final Vertx vertx = Vertx.vertx();
    private final ExecutorService handlers = Executors.newVirtualThreadPerTaskExecutor();
    private final ConcurrentHashMap<String, JsonNode> answers = new ConcurrentHashMap<>();
    private final List<Asked> asked = new CopyOnWriteArrayList<>();
    private final List<Told> told = new CopyOnWriteArrayList<>();
    private @Nullable HttpServer server;
    private List<ApiRoute> real = List.of();
    private int port;
    private @Nullable String token;
    private volatile long delayMillis;
    private volatile @Nullable PlatformException refusal;

    private FakeServer() {}

    /// A server on a free port with the answers of the file `ui/NAME.json`.
    static FakeServer of(String name) {
        return of(name, 0);
    }

    /// The same, with some questions answered by the server's own routes.
    static FakeServer with(String name, List<ApiRoute> real) {
        FakeServer fake = new FakeServer();
        fake.real = real;
        fake.read(name);
        fake.start();
        return fake;
    }

    static FakeServer of(String name, int port) {
        FakeServer fake = new FakeServer();
        fake.read(name);
        fake.port = port;
        fake.start();
        return fake;
    }

    private void read(String name) {
        try (InputStream in = Objects.requireNonNull(FakeServer.class.getResourceAsStream("/ui/" + name + ".json"))) {
            JSON.readTree(in.readAllBytes()).forEachEntry(answers::put);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Listens, again on the port it had.
    void start() {
        WebUi ui = new WebUi(handlers);
        List<ApiRoute> routes = new ArrayList<>(real);
        routes.add(ApiRoute.get("/api/v1/events", "events", this::events));
        routes.add(ApiRoute.get("/{path...}", "answers", this::answer));
        for (String method : List.of("POST", "PUT", "DELETE")) {
            routes.add(new ApiRoute(method, "/{path...}", Permission.WRITE, "changes", List.of(), this::change));
        }
        ControlPlane control = new ControlPlane(
                vertx, routes, token == null ? new Guard(true, null) : new Guard(false, token), handlers, UPLOADS);
        server = listen(request -> {
            if (ui.answers(request)) {
                ui.handle(request);
            } else {
                control.handle(request);
            }
        });
        port = server.actualPort();
    }

    /// On the port it had, as soon as the system gives it back.
    private HttpServer listen(Handler<HttpServerRequest> handler) {
        for (int attempt = 1; ; attempt++) {
            try {
                return await(vertx.createHttpServer()
                        .requestHandler(handler)
                        .listen(port, "127.0.0.1")
                        .toCompletionStage()
                        .toCompletableFuture());
            } catch (IllegalStateException e) {
                if (attempt == 100) {
                    throw e;
                }
                pause();
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(100);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// Goes away, connections and all.
    void stop() {
        if (server != null) {
            await(server.shutdown(0, TimeUnit.SECONDS).toCompletionStage().toCompletableFuture());
        }
    }

    String url(String path) {
        return "http://127.0.0.1:" + port + path;
    }

    /// What was asked to be changed, in order.
    List<Asked> asked() {
        return List.copyOf(asked);
    }

    /// From now on, and after a restart, only who shows this token is answered.
    void lock(String secret) {
        token = secret;
        stop();
        start();
    }

    /// Every answer takes this long.
    void slow(Duration delay) {
        delayMillis = delay.toMillis();
    }

    /// The next change is refused so.
    void refuse(PlatformException.Kind kind, String message) {
        refusal = new PlatformException(kind, "test", message);
    }

    /// Answers a path anew.
    void put(String path, String json) {
        answers.put(path, JSON.readTree(json));
    }

    void remove(String path) {
        answers.remove(path);
    }

    JsonNode current(String path) {
        return Objects.requireNonNull(answers.get(path), path);
    }

    void replaceAll(java.util.function.UnaryOperator<JsonNode> change) {
        answers.replaceAll((_, node) -> change.apply(node));
    }

    /// Tells all who listen.
    void tell(String kind, String json) {
        synchronized (told) {
            told.add(new Told(told.size() + 1L, kind, json));
        }
    }

    private ApiAnswer events(ApiRequest request) {
        int after = request.header("last-event-id").map(Integer::parseInt).orElse(told.size());
        return new ApiAnswer.Events(client -> follow(client, after));
    }

    private void follow(EventSource.Client client, int after) throws InterruptedException {
        int next = after;
        int quiet = 0;
        while (client.open()) {
            while (next < told.size()) {
                Told event = told.get(next++);
                client.send(event.id(), event.kind(), event.json());
            }
            Thread.sleep(5);
            if (++quiet % 200 == 0) {
                client.beat();
            }
        }
    }

    private ApiAnswer answer(ApiRequest request) {
        if (delayMillis > 0) {
            try {
                Thread.sleep(delayMillis);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
        String path = "/" + request.path("path");
        JsonNode answer = answers.get(path);
        if (answer == null) {
            throw PlatformException.notFound("fake", path);
        }
        if (answer.isString()) {
            return ApiAnswer.text("text/plain; charset=utf-8", answer.stringValue());
        }
        if (path.endsWith("/story")) {
            return ApiAnswer.ok(lines(answer, request.number("after", 0, Integer.MAX_VALUE)));
        }
        return ApiAnswer.ok(answer);
    }

    private static JsonNode lines(JsonNode story, long after) {
        ArrayNode lines = JSON.createArrayNode();
        story.path("lines").forEach(line -> {
            if (line.path("number").asLong() > after) {
                lines.add(line);
            }
        });
        ObjectNode answer = JSON.createObjectNode();
        answer.set("lines", lines);
        return answer;
    }

    private ApiAnswer change(ApiRequest request) {
        PlatformException refused = refusal;
        if (refused != null) {
            refusal = null;
            throw refused;
        }
        JsonNode body = request.body().length == 0 ? JSON.createObjectNode() : request.json();
        asked.add(new Asked("POST", "/" + request.path("path"), body));
        audit(request, body);
        JsonNode answer = answers.get("POST /" + request.path("path"));
        return ApiAnswer.ok(answer == null ? JSON.createObjectNode() : answer);
    }

    private void audit(ApiRequest request, JsonNode body) {
        ObjectNode log = (ObjectNode) answers.computeIfAbsent("/api/v1/audit", _ -> {
            ObjectNode empty = JSON.createObjectNode();
            empty.putArray("records");
            return empty;
        });
        ArrayNode records = (ArrayNode) log.path("records");
        ObjectNode record = JSON.createObjectNode();
        record.put("number", records.size() + 1000);
        record.put("at", "2026-01-01T00:00:00Z");
        record.put("who", request.principal().name());
        record.put("action", "changed");
        record.put("kind", "path");
        record.put("subject", "/" + request.path("path"));
        record.set("before", JSON.createObjectNode());
        record.set("after", body);
        record.put("why", body.path("why").asString(""));
        record.put("hash", "00");
        records.insert(0, record);
    }

    @Override
    public void close() {
        stop();
        await(vertx.close().toCompletionStage().toCompletableFuture());
        handlers.shutdownNow();
    }

    private static <T> T await(java.util.concurrent.CompletableFuture<T> future) {
        try {
            return future.get(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Serves `ui/flights.json` until it is stopped, for whoever works on the pages. Argument: the port.
    public static void main(String[] args) throws InterruptedException {
        FakeServer fake = of("flights", args.length == 0 ? 7799 : Integer.parseInt(args[0]));
        System.err.println(fake.url("/"));
        Thread.currentThread().join();
    }
}
