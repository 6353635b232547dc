package dev.trefoil.server.ui;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Serves the web UI: one page for every address a person may open, and its files under names that carry a hash.
/// Everything is public: what a person may see is decided by the API that the page asks.
public final class WebUi {
    private static final Logger LOG = System.getLogger(WebUi.class.getName());
    private static final Pattern PAGES = Pattern.compile(
            "/|/(projects|runs|models|lineage|alerts|audit|endpoints|jobs)/?|/(projects|runs|models)/.+|/endpoints/[^/]+/?");
    private static final Pattern FILES = Pattern.compile("/(ui|_static)/.+|/favicon\\.ico");
    private static final Set<String> READING = Set.of("GET", "HEAD");
    private static final String FOR_EVER = "public, max-age=31536000, immutable";

    private final CompletableFuture<UiSite> site;

    /// Reads and compresses the files in the background.
    ///
    /// @param background runs blocking work
    public WebUi(Executor background) {
        this.site = CompletableFuture.supplyAsync(UiSite::load, background);
    }

    /// Whether a request for this path is the UI's to answer.
    public boolean answers(HttpServerRequest request) {
        String path = Objects.requireNonNullElse(request.path(), "/");
        boolean reads = READING.contains(request.method().name());
        return reads && (PAGES.matcher(path).matches() || FILES.matcher(path).matches());
    }

    /// Whether a person seems to have opened an address of which there is no page. They are told so by one, unless
    /// another part of the server has something there.
    public boolean lost(HttpServerRequest request) {
        String path = Objects.requireNonNullElse(request.path(), "/");
        return READING.contains(request.method().name())
                && !path.startsWith("/api/")
                && Objects.requireNonNullElse(request.getHeader("Accept"), "").contains("text/html");
    }

    /// Answers a request for which [#answers] or [#lost] is true; never blocks and never throws.
    public void handle(HttpServerRequest request) {
        CompletableFuture<UiSite> _ = site.whenComplete((loaded, failure) -> {
            if (failure == null) {
                answer(loaded, request);
            } else {
                LOG.log(Level.ERROR, "the web UI cannot be served", failure);
                request.response().setStatusCode(500).end("The web UI cannot be served; the server's log says why.");
            }
        });
    }

    private static void answer(UiSite site, HttpServerRequest request) {
        String path = Objects.requireNonNullElse(request.path(), "/");
        HttpServerResponse response = request.response();
        response.putHeader("X-Content-Type-Options", "nosniff").putHeader("Referrer-Policy", "same-origin");
        if (FILES.matcher(path).matches()) {
            String wanted = path.equals("/favicon.ico") ? "/ui/icon.svg" : path;
            site.file(wanted)
                    .ifPresentOrElse(
                            file -> send(file, file.hashedPath().equals(path) ? FOR_EVER : "no-cache", request),
                            () -> response.setStatusCode(404)
                                    .putHeader("Content-Type", "text/plain; charset=utf-8")
                                    .putHeader("Cache-Control", "no-store")
                                    .end("There is no such file: reload the page, it may be of an earlier version."));
        } else {
            response.setStatusCode(PAGES.matcher(path).matches() ? 200 : 404);
            response.putHeader("Content-Security-Policy", site.policy());
            send(site.page(), "no-cache", request);
        }
    }

    private static void send(UiFile file, String caching, HttpServerRequest request) {
        HttpServerResponse response = request.response();
        response.putHeader("Cache-Control", caching)
                .putHeader("ETag", file.etag())
                .putHeader("Vary", "Accept-Encoding");
        if (matches(request.getHeader("If-None-Match"), file.etag())) {
            response.setStatusCode(304).end();
            return;
        }
        boolean compress = Objects.requireNonNullElse(request.getHeader("Accept-Encoding"), "")
                .contains("gzip");
        byte[] body = compress ? file.compressed() : file.plain();
        response.putHeader("Content-Type", file.type());
        response.putHeader("Content-Length", Integer.toString(body.length));
        if (compress) {
            response.putHeader("Content-Encoding", "gzip");
        }
        if (request.method().name().equals("HEAD")) {
            response.end();
        } else {
            response.end(Buffer.buffer(body));
        }
    }

    private static boolean matches(@Nullable String header, String etag) {
        return header != null && (header.equals("*") || header.contains(etag));
    }
}
