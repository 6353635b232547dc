package dev.trefoil.server.http;

import dev.trefoil.platform.PlatformException;
import dev.trefoil.platform.access.Caller;
import dev.trefoil.platform.access.Principal;
import dev.trefoil.platform.access.Role;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.OpenOptions;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;

/// Takes requests of the control plane off the event loop: checks who asks, finds the route, runs its handler on a
/// virtual thread and writes the answer.
public final class ControlPlane {
    private static final Logger LOG = System.getLogger(ControlPlane.class.getName());
    private static final Caller PROBE = new Caller(Principal.system("probe"), Role.VIEWER);
    private static final int MAX_BODY_BYTES = 32 << 20;

    private record Entry(ApiRoute route, PathTemplate template) {}

    private record Match(ApiRoute route, Map<String, String> values) {}

    private final Vertx vertx;
    private final List<Entry> routes;
    private final Guard guard;
    private final ExecutorService handlers;
    private final Path uploads;

    /// @param handlers starts a virtual thread per request
    /// @param uploads folder for large bodies while they are received
    public ControlPlane(Vertx vertx, List<ApiRoute> routes, Guard guard, ExecutorService handlers, Path uploads) {
        this.vertx = vertx;
        this.routes = routes.stream()
                .map(route -> new Entry(route, PathTemplate.of(route.path())))
                .toList();
        this.guard = guard;
        this.handlers = handlers;
        this.uploads = uploads;
    }

    /// Answers the request; never throws.
    public void handle(HttpServerRequest request) {
        AnswerWriter writer = new AnswerWriter(request, () -> known(request));
        try {
            Match match = match(request);
            // Probes carry no token; everything else says who asks.
            Caller caller = match.route().path().startsWith("/health/") ? PROBE : guard.who(request);
            caller.require(
                    match.route().permission(),
                    match.route().method() + " " + match.route().path());
            requireContentType(request, match.route());
            if (match.route().path().contains("/blobs/")
                    && match.route().method().equals("PUT")) {
                receiveFile(request, match, caller, writer);
            } else {
                receive(request, match, caller, writer);
            }
        } catch (RuntimeException e) {
            writer.fail(e);
        }
    }

    private boolean known(HttpServerRequest request) {
        try {
            guard.who(request);
            return true;
        } catch (PlatformException _) {
            return false;
        }
    }

    /// Whether there is a route of any method at this path.
    boolean knows(String path) {
        try {
            List<String> parts = parts(path);
            return routes.stream()
                    .anyMatch(entry -> entry.template().match(parts).isPresent());
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    private static List<String> parts(String path) {
        return Arrays.stream(path.substring(1).split("/", -1))
                .map(part -> URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8))
                .toList();
    }

    private Match match(HttpServerRequest request) {
        String path = Objects.requireNonNullElse(request.path(), "/");
        List<String> parts = parts(path);
        String method = request.method().name().equals("HEAD")
                ? "GET"
                : request.method().name();
        boolean known = false;
        for (Entry entry : routes) {
            Map<String, String> values = entry.template().match(parts).orElse(null);
            if (values != null) {
                known = true;
                if (entry.route().method().equals(method)) {
                    return new Match(entry.route(), values);
                }
            }
        }
        throw new PlatformException(
                PlatformException.Kind.NOT_FOUND,
                path,
                known
                        ? "There is no " + method + " on " + path + "."
                        : "There is nothing at " + path + "; /api/v1/openapi.json lists what there is.");
    }

    /// A form of another site can send simple content types only: changes need one that it cannot.
    private static void requireContentType(HttpServerRequest request, ApiRoute route) {
        if (route.method().equals("GET")) {
            return;
        }
        String type = Objects.requireNonNullElse(request.getHeader("Content-Type"), "")
                .toLowerCase(Locale.ROOT);
        boolean fine = type.startsWith("application/json")
                || type.startsWith("application/octet-stream")
                || type.startsWith("text/csv")
                || type.startsWith("application/yaml");
        boolean empty = type.isEmpty()
                && "0".equals(Objects.requireNonNullElse(request.getHeader("Content-Length"), "0"))
                && request.getHeader("Transfer-Encoding") == null
                && route.method().equals("DELETE");
        if (!fine && !empty) {
            throw PlatformException.invalid("request", "Send Content-Type: application/json.");
        }
    }

    private void receive(HttpServerRequest request, Match match, Caller caller, AnswerWriter writer) {
        Buffer buffer = Buffer.buffer();
        boolean[] refused = {false};
        request.handler(chunk -> {
            if (!refused[0] && buffer.length() + chunk.length() > MAX_BODY_BYTES) {
                refused[0] = true;
                writer.fail(new PlatformException(
                        PlatformException.Kind.LIMIT, "body", "The body is larger than 32 MB: send less at once."));
            }
            if (!refused[0]) {
                buffer.appendBuffer(chunk);
            }
        });
        request.endHandler(_ -> {
            if (!refused[0]) {
                run(request, match, caller, writer, buffer.getBytes(), null);
            }
        });
    }

    private void receiveFile(HttpServerRequest request, Match match, Caller caller, AnswerWriter writer) {
        Path file = uploads.resolve(UUID.randomUUID() + ".part");
        request.pause();
        vertx.fileSystem()
                .open(file.toString(), new OpenOptions().setCreateNew(true).setWrite(true))
                .compose(request::pipeTo)
                .onComplete(done -> {
                    if (done.succeeded()) {
                        run(request, match, caller, writer, new byte[0], file);
                    } else {
                        delete(file);
                        writer.fail(new PlatformException(
                                PlatformException.Kind.UNAVAILABLE,
                                "upload",
                                "The upload broke off: " + done.cause().getMessage() + "."));
                    }
                });
    }

    private void run(
            HttpServerRequest request,
            Match match,
            Caller caller,
            AnswerWriter writer,
            byte[] body,
            @Nullable Path upload) {
        ApiRequest api = new ApiRequest(caller, match.values(), query(request), headers(request), body, upload);
        handlers.execute(() -> {
            try {
                writer.write(match.route().handler().handle(api));
            } catch (RuntimeException e) {
                writer.fail(e);
            } finally {
                if (upload != null) {
                    delete(upload);
                }
            }
        });
    }

    private static Map<String, String> query(HttpServerRequest request) {
        Map<String, String> query = new LinkedHashMap<>();
        request.params().forEach((name, value) -> query.put(name, value));
        return query;
    }

    private static Map<String, String> headers(HttpServerRequest request) {
        Map<String, String> headers = new LinkedHashMap<>();
        request.headers().forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
        return headers;
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.log(Level.WARNING, "an upload was left behind: {0}", e.getMessage());
        }
    }
}
