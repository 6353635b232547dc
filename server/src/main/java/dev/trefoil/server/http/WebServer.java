package dev.trefoil.server.http;

import dev.trefoil.gateway.Inference;
import dev.trefoil.gateway.Meters;
import dev.trefoil.gateway.http.DataPlane;
import dev.trefoil.platform.PlatformException;
import dev.trefoil.platform.access.Caller;
import dev.trefoil.platform.access.Permission;
import dev.trefoil.server.ui.WebUi;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;

/// One port for everything: the data plane on the event loops, the control plane on virtual threads, the web UI.
public final class WebServer implements AutoCloseable {
    private static final int MAX_PREDICT_BYTES = 96 << 20;

    private final Vertx vertx;
    private final HttpServer http;

    /// Where to listen.
    ///
    /// @param port 0 takes a free one
    public record Address(String host, int port) {}

    /// What the control plane needs.
    public record Control(List<ApiRoute> routes, Guard guard, ExecutorService handlers, Path uploads) {}

    /// Listens from when it returns.
    ///
    /// @throws PlatformException UNAVAILABLE when the port is taken
    public WebServer(Address address, Control control, Inference inference, Meters meters) {
        vertx = Vertx.vertx(new VertxOptions().setPreferNativeTransport(true).setEventLoopPoolSize(2));
        ControlPlane controlPlane =
                new ControlPlane(vertx, control.routes(), control.guard(), control.handlers(), control.uploads());
        DataPlane dataPlane = new DataPlane(vertx, inference, meters, MAX_PREDICT_BYTES);
        WebUi ui = new WebUi(control.handlers());
        HttpServerOptions options = new HttpServerOptions()
                .setHost(address.host())
                .setPort(address.port())
                .setTcpNoDelay(true)
                .setDecompressionSupported(true)
                .setMaxHeaderSize(32 << 10);
        try {
            http = vertx.createHttpServer(options)
                    .requestHandler(request -> {
                        String path = Objects.requireNonNullElse(request.path(), "/");
                        if (DataPlane.owns(path)) {
                            if (path.startsWith("/v2/health/") || admitted(request, control.guard())) {
                                dataPlane.handle(request);
                            }
                        } else if (ui.answers(request) || (ui.lost(request) && !controlPlane.knows(path))) {
                            ui.handle(request);
                        } else {
                            controlPlane.handle(request);
                        }
                    })
                    .listen()
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join();
        } catch (CompletionException e) {
            vertx.close().toCompletionStage().toCompletableFuture().join();
            throw new PlatformException(
                    PlatformException.Kind.UNAVAILABLE,
                    "port " + address.port(),
                    "Port " + address.port() + " cannot be taken: stop what listens there, or choose another with"
                            + " --port.",
                    e);
        }
    }

    /// Whether the caller may ask for predictions; if not, the request is answered.
    private static boolean admitted(HttpServerRequest request, Guard guard) {
        try {
            boolean asks = request.method().name().equals("GET");
            Caller caller = guard.who(request);
            // Who may ask for predictions may see what to send; who may look may see it too.
            if (!(asks && caller.role().may(Permission.READ))) {
                caller.require(Permission.PREDICT, request.method() + " " + request.path());
            }
            return true;
        } catch (PlatformException e) {
            new AnswerWriter(request).fail(e);
            return false;
        }
    }

    /// The port it got.
    public int port() {
        return http.actualPort();
    }

    /// Stops taking requests.
    @Override
    public void close() {
        http.close().toCompletionStage().toCompletableFuture().join();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
