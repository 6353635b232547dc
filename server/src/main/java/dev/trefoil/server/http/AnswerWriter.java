package dev.trefoil.server.http;

import dev.trefoil.platform.PlatformException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

/// Writes the answer of one request, whatever it is, exactly once.
final class AnswerWriter {
    private static final Logger LOG = System.getLogger(AnswerWriter.class.getName());
    private static final int CHUNK_BYTES = 64 << 10;
    private static final int MAX_FRAME_BYTES = 8 << 20;
    private static final String FRAME_POLICY = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:;"
            + " font-src data:; frame-ancestors 'self'";

    private final HttpServerRequest request;
    private final HttpServerResponse response;
    private final BooleanSupplier known;
    private final AtomicBoolean answered = new AtomicBoolean();

    AnswerWriter(HttpServerRequest request) {
        this(request, () -> true);
    }

    /// @param known whether the caller is still known; a stream of events ends when it is not
    AnswerWriter(HttpServerRequest request, BooleanSupplier known) {
        this.request = request;
        this.known = known;
        this.response = request.response();
        response.putHeader("X-Content-Type-Options", "nosniff");
        response.putHeader("Date", DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.now(ZoneOffset.UTC)));
    }

    void write(ApiAnswer answer) {
        if (!answered.compareAndSet(false, true)) {
            return;
        }
        switch (answer) {
            case ApiAnswer.Json json -> send(json.status(), "application/json", JsonCodec.write(json.value()));
            case ApiAnswer.Bytes bytes -> send(200, bytes.type(), bytes.content());
            case ApiAnswer.Download download -> stream(download);
            case ApiAnswer.Frame frame -> frame(frame);
            case ApiAnswer.Events events -> events(events.source());
        }
    }

    void fail(RuntimeException e) {
        if (!answered.compareAndSet(false, true)) {
            LOG.log(Level.WARNING, "an answer broke off: {0}", e.getMessage());
            return;
        }
        PlatformException.Kind kind = switch (e) {
            case PlatformException platform -> platform.kind();
            case IllegalArgumentException _ -> PlatformException.Kind.INVALID;
            default -> PlatformException.Kind.INTERNAL;
        };
        if (kind == PlatformException.Kind.INTERNAL) {
            LOG.log(Level.ERROR, "a request failed: " + request.method() + " " + request.path(), e);
        }
        int status = switch (kind) {
            case NOT_FOUND -> 404;
            case INVALID -> 400;
            case CONFLICT, ALREADY_EXISTS, REFUSED_BY_GATE -> 409;
            case FORBIDDEN -> 403;
            case UNAUTHENTICATED -> 401;
            case LIMIT -> 413;
            case UNAVAILABLE -> 503;
            case INTERNAL -> 500;
        };
        if (status == 401) {
            response.putHeader("WWW-Authenticate", "Bearer");
        }
        if (status == 413) {
            response.putHeader("Connection", "close");
        }
        String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        send(
                status,
                "application/json",
                JsonCodec.write(Map.of("error", kind.name().toLowerCase(java.util.Locale.ROOT), "message", message)));
    }

    private void send(int status, String type, byte[] body) {
        if (!response.closed()) {
            response.setStatusCode(status).putHeader("Content-Type", type).end(Buffer.buffer(body));
        }
    }

    private void stream(ApiAnswer.Download download) {
        response.putHeader("Content-Type", download.type());
        response.putHeader("Content-Length", Long.toString(download.sizeBytes()));
        response.putHeader(
                "Content-Disposition",
                "attachment; filename=\"" + download.fileName().replaceAll("[^A-Za-z0-9._-]", "_") + "\"");
        response.putHeader("Content-Security-Policy", "sandbox");
        try (InputStream in = download.content()) {
            byte[] chunk = new byte[CHUNK_BYTES];
            for (int read = in.read(chunk); read > 0 && !response.closed(); read = in.read(chunk)) {
                awaitRoom();
                response.write(Buffer.buffer().appendBytes(chunk, 0, read));
            }
            response.end();
        } catch (IOException e) {
            response.reset();
            throw new UncheckedIOException(e);
        } catch (InterruptedException _) {
            response.reset();
            Thread.currentThread().interrupt();
        }
    }

    private void frame(ApiAnswer.Frame frame) {
        response.putHeader("Content-Security-Policy", FRAME_POLICY);
        try (InputStream in = frame.content()) {
            send(200, "text/html; charset=utf-8", in.readNBytes(MAX_FRAME_BYTES));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitRoom() throws InterruptedException {
        if (response.writeQueueFull() && !response.closed()) {
            CountDownLatch drained = new CountDownLatch(1);
            response.drainHandler(_ -> drained.countDown());
            response.closeHandler(_ -> drained.countDown());
            if (response.writeQueueFull() && !drained.await(60, TimeUnit.SECONDS)) {
                response.reset();
            }
        }
    }

    private void events(EventSource source) {
        response.setChunked(true);
        response.putHeader("Content-Type", "text/event-stream");
        response.putHeader("Cache-Control", "no-store");
        response.write(": open\n\n");
        try {
            source.run(new EventSource.Client() {
                @Override
                public boolean open() {
                    return !response.closed() && !Thread.currentThread().isInterrupted() && known.getAsBoolean();
                }

                @Override
                public void send(long id, String kind, String json) throws InterruptedException {
                    awaitRoom();
                    response.write("id: " + id + "\nevent: " + kind + "\ndata: " + json + "\n\n");
                }

                @Override
                public void beat() throws InterruptedException {
                    awaitRoom();
                    response.write(": still here\n\n");
                }
            });
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            if (!response.closed()) {
                response.end();
            }
        }
    }
}
