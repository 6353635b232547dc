package dev.trefoil.gateway.http;

import dev.trefoil.gateway.GatewayException;
import dev.trefoil.gateway.Inference;
import dev.trefoil.gateway.InferenceAnswer;
import dev.trefoil.gateway.InferenceRequest;
import dev.trefoil.gateway.Meters;
import dev.trefoil.gateway.protocol.AnswerCodec;
import dev.trefoil.gateway.protocol.InferCodec;
import dev.trefoil.gateway.protocol.InvocationsCodec;
import dev.trefoil.gateway.route.HeldRoute;
import dev.trefoil.gateway.route.Route;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/// The addresses of the data plane: `/v2/…` (Open Inference Protocol) and `/endpoints/{name}/invocations`,
/// `/invocations` (MLflow scoring). Small requests are answered on the event loop, large ones on worker threads.
public final class DataPlane {
    private static final Logger LOG = System.getLogger(DataPlane.class.getName());
    private static final int INLINE_BYTES = 64 << 10;
    private static final long MAX_BYTES_IN_FLIGHT = 192L << 20;

    private enum Dialect {
        V2,
        MLFLOW
    }

    private final Vertx vertx;
    private final Inference inference;
    private final Meters meters;
    private final int maxBodyBytes;
    private final AtomicLong bytesInFlight = new AtomicLong();

    public DataPlane(Vertx vertx, Inference inference, Meters meters, int maxBodyBytes) {
        this.vertx = vertx;
        this.inference = inference;
        this.meters = meters;
        this.maxBodyBytes = maxBodyBytes;
    }

    /// Whether an address belongs to the data plane.
    public static boolean owns(String path) {
        return path.equals("/v2")
                || path.startsWith("/v2/")
                || path.equals("/invocations")
                || path.startsWith("/endpoints/") && path.endsWith("/invocations");
    }

    /// Answers the request; never throws.
    public void handle(HttpServerRequest request) {
        String path = Objects.requireNonNullElse(request.path(), "/");
        Dialect dialect = path.startsWith("/v2") ? Dialect.V2 : Dialect.MLFLOW;
        try {
            List<String> parts = parts(path);
            if (dialect == Dialect.V2) {
                v2(request, parts);
            } else if (allowed(request, dialect, "POST")) {
                String endpoint = parts.getFirst().equals("endpoints") ? parts.get(1) : only();
                receive(request, dialect, endpoint, body -> invocations(request, endpoint, body));
            }
        } catch (RuntimeException e) {
            fail(request, dialect, e);
        }
    }

    private void v2(HttpServerRequest request, List<String> parts) {
        boolean inference = parts.size() >= 4
                && parts.get(1).equals("models")
                && parts.getLast().equals("infer");
        if (inference) {
            if (allowed(request, Dialect.V2, "POST")) {
                String endpoint = endpoint(parts, "infer");
                receive(request, Dialect.V2, endpoint, body -> infer(request, endpoint, body));
            }
            return;
        }
        if (!allowed(request, Dialect.V2, "GET")) {
            return;
        }
        byte[] answer = switch (parts.size() == 1 ? "" : parts.get(1)) {
            case "" -> server();
            case "health" -> health(parts);
            case "models" -> model(parts);
            default -> throw new GatewayException(GatewayException.Kind.NOT_FOUND, "there is no " + request.path());
        };
        send(request.response(), 200, "application/json", answer);
    }

    private static byte[] server() {
        return AnswerCodec.json(json -> {
            json.writeStartObject();
            json.writeStringProperty("name", "trefoil");
            json.writeStringProperty("version", version());
            json.writeArrayPropertyStart("extensions");
            json.writeEndArray();
            json.writeEndObject();
        });
    }

    /// Whether the request has this method (HEAD goes as GET); if not, it is answered.
    private boolean allowed(HttpServerRequest request, Dialect dialect, String method) {
        String given = request.method().name();
        if (given.equals(method) || given.equals("HEAD") && method.equals("GET")) {
            return true;
        }
        request.response().putHeader("Allow", method.equals("GET") ? "GET, HEAD" : method);
        String message = given + " is not served at " + request.path() + "; use " + method;
        send(request.response(), 405, "application/json", error(dialect, "METHOD_NOT_ALLOWED", message));
        return false;
    }

    /// The endpoint of `/v2/models/{name}[/versions/{version}]/{last}`.
    private String endpoint(List<String> parts, String last) {
        boolean plain = parts.size() == 4 && parts.get(3).equals(last);
        boolean versioned = parts.size() == 6
                && parts.get(3).equals("versions")
                && parts.get(5).equals(last);
        if (!plain && !versioned) {
            throw new GatewayException(
                    GatewayException.Kind.NOT_FOUND,
                    "there is no /" + String.join("/", parts) + "; there are /v2/models/{name}/" + last
                            + " and /v2/models/{name}/versions/{version}/" + last);
        }
        if (versioned) {
            checkVersion(parts.get(2), parts.get(4));
        }
        return parts.get(2);
    }

    private static String version() {
        String version = DataPlane.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }

    private static byte[] health(List<String> parts) {
        if (parts.size() != 3 || !List.of("live", "ready").contains(parts.get(2))) {
            throw new GatewayException(
                    GatewayException.Kind.NOT_FOUND, "there are /v2/health/live and /v2/health/ready");
        }
        return AnswerCodec.json(json -> {
            json.writeStartObject();
            json.writeBooleanProperty("live", true);
            json.writeBooleanProperty("ready", true);
            json.writeEndObject();
        });
    }

    private byte[] model(List<String> parts) {
        if (parts.size() < 3) {
            return AnswerCodec.json(json -> {
                json.writeStartObject();
                json.writeArrayPropertyStart("models");
                inference.endpoints().forEach(json::writeString);
                json.writeEndArray();
                json.writeEndObject();
            });
        }
        if (parts.getLast().equals("ready") && parts.size() > 3) {
            Route route = inference.route(endpoint(parts, "ready"));
            return AnswerCodec.json(json -> {
                json.writeStartObject();
                json.writeStringProperty("name", route.endpoint());
                json.writeBooleanProperty("ready", true);
                json.writeEndObject();
            });
        }
        Route route = inference.route(parts.get(2));
        if (parts.size() == 5 && parts.get(3).equals("versions")) {
            checkVersion(parts.get(2), parts.get(4));
        } else if (parts.size() != 3) {
            throw new GatewayException(GatewayException.Kind.NOT_FOUND, "there is no /" + String.join("/", parts));
        }
        return AnswerCodec.metadata(route);
    }

    private void checkVersion(String endpoint, String version) {
        boolean served = inference.route(endpoint).arms().stream()
                .anyMatch(share ->
                        share.arm().name().equals(version) || share.arm().name().equals("v" + version));
        if (!served) {
            throw new GatewayException(
                    GatewayException.Kind.NOT_FOUND,
                    "endpoint '" + endpoint + "' does not serve version '" + version + "'");
        }
    }

    private String only() {
        List<String> endpoints = inference.endpoints();
        if (endpoints.size() != 1) {
            throw new GatewayException(
                    GatewayException.Kind.NOT_FOUND,
                    "name the endpoint: POST /endpoints/{name}/invocations; there are " + endpoints);
        }
        return endpoints.getFirst();
    }

    private interface BodyHandler {
        void handle(byte[] body);
    }

    private void receive(HttpServerRequest request, Dialect dialect, String endpoint, BodyHandler handler) {
        String encoding = request.getHeader("Content-Encoding");
        if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
            throw new GatewayException(
                    GatewayException.Kind.UNSUPPORTED,
                    "content encoding '" + encoding + "' is not served; send gzip, deflate or none");
        }
        if (request.getHeader("Inference-Header-Content-Length") != null) {
            throw new GatewayException(
                    GatewayException.Kind.UNSUPPORTED,
                    "binary tensors are not served; send 'data' as JSON (binary=False in most clients)");
        }
        Buffer buffer = Buffer.buffer();
        boolean[] refused = {false};
        long[] counted = {0};
        request.handler(chunk -> {
            if (refused[0]) {
                return;
            }
            counted[0] += chunk.length();
            long all = bytesInFlight.addAndGet(chunk.length());
            if (counted[0] > maxBodyBytes || all > MAX_BYTES_IN_FLIGHT) {
                refused[0] = true;
                bytesInFlight.addAndGet(-counted[0]);
                fail(request, dialect, tooLarge(counted[0]));
                return;
            }
            buffer.appendBuffer(chunk);
        });
        request.exceptionHandler(e -> {
            if (!refused[0]) {
                refused[0] = true;
                bytesInFlight.addAndGet(-counted[0]);
                LOG.log(Level.DEBUG, "a request broke off: {0}", e.getMessage());
                fail(request, dialect, GatewayException.invalid("the body cannot be read: " + e.getMessage()));
            }
        });
        request.endHandler(_ -> {
            if (refused[0]) {
                return;
            }
            if (buffer.length() <= INLINE_BYTES && !inference.waits(endpoint)) {
                read(request, dialect, handler, buffer);
            } else {
                vertx.executeBlocking(
                        () -> {
                            read(request, dialect, handler, buffer);
                            return true;
                        },
                        false);
            }
        });
    }

    private void read(HttpServerRequest request, Dialect dialect, BodyHandler handler, Buffer buffer) {
        try {
            guarded(request, dialect, handler, buffer.getBytes());
        } finally {
            bytesInFlight.addAndGet(-buffer.length());
        }
    }

    private GatewayException tooLarge(long size) {
        return size > maxBodyBytes
                ? new GatewayException(
                        GatewayException.Kind.TOO_LARGE,
                        "the body is larger than " + (maxBodyBytes >> 20) + " MB; send fewer rows at once")
                : new GatewayException(
                        GatewayException.Kind.OVERLOADED, "too many large requests at once; try again in a moment");
    }

    private void guarded(HttpServerRequest request, Dialect dialect, BodyHandler handler, byte[] body) {
        try {
            handler.handle(body);
        } catch (RuntimeException e) {
            fail(request, dialect, e);
        }
    }

    private void infer(HttpServerRequest request, String endpoint, byte[] body) {
        try (HeldRoute held = inference.hold(endpoint)) {
            InferCodec.Decoded decoded = counted(endpoint, () -> {
                InferCodec.Decoded read = InferCodec.decode(body, held.route());
                return new InferCodec.Decoded(withHeaders(request, read.request()), read.outputs());
            });
            InferenceAnswer answer = inference.infer(held, decoded.request());
            send(request.response(), 200, "application/json", AnswerCodec.infer(answer, decoded.outputs()));
        }
    }

    private void invocations(HttpServerRequest request, String endpoint, byte[] body) {
        String type = request.getHeader("Content-Type");
        String media = type == null ? "" : type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        try (HeldRoute held = inference.hold(endpoint)) {
            Route route = held.route();
            InferenceRequest decoded = counted(
                    endpoint,
                    () -> withHeaders(
                            request,
                            switch (media) {
                                case "application/json", "" -> InvocationsCodec.decodeJson(body, route);
                                case "text/csv" -> InvocationsCodec.decodeCsv(body, route);
                                default ->
                                    throw new GatewayException(
                                            GatewayException.Kind.UNSUPPORTED,
                                            "content type '" + media
                                                    + "' is not served; send application/json or text/csv");
                            }));
            InferenceAnswer answer = inference.infer(held, decoded);
            if (!decoded.warnings().isEmpty()) {
                request.response().putHeader("X-Trefoil-Warning", ascii(String.join("; ", decoded.warnings())));
            }
            send(request.response(), 200, "application/json", AnswerCodec.invocations(answer));
        }
    }

    private <T> T counted(String endpoint, Supplier<T> decode) {
        try {
            return decode.get();
        } catch (GatewayException e) {
            meters.refused(endpoint);
            throw e;
        }
    }

    /// One row may carry its id, event time and sticky key in headers instead of the body.
    private static InferenceRequest withHeaders(HttpServerRequest http, InferenceRequest request) {
        return OneRowHeaders.apply(
                request,
                http.getHeader("X-Prediction-Id"),
                http.getHeader("X-Event-Time"),
                http.getHeader("X-Sticky-Key"));
    }

    private static String ascii(String text) {
        return text.replaceAll("[^\\x20-\\x7e]", "?");
    }

    private static List<String> parts(String path) {
        return java.util.Arrays.stream(path.substring(1).split("/", -1))
                .map(part -> URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8))
                .toList();
    }

    private static void fail(HttpServerRequest request, Dialect dialect, RuntimeException e) {
        GatewayException.Kind kind = switch (e) {
            case GatewayException gateway -> gateway.kind();
            case IllegalArgumentException _ -> GatewayException.Kind.INVALID;
            default -> GatewayException.Kind.INTERNAL;
        };
        if (kind == GatewayException.Kind.INTERNAL) {
            LOG.log(Level.ERROR, "a prediction failed", e);
        }
        int status = switch (kind) {
            case NOT_FOUND -> 404;
            case INVALID -> 400;
            case UNSUPPORTED -> 415;
            case TOO_LARGE -> 413;
            case OVERLOADED, UNAVAILABLE -> 503;
            case INTERNAL -> 500;
        };
        HttpServerResponse response = request.response();
        if (response.ended() || response.closed()) {
            return;
        }
        if (status == 503) {
            response.putHeader("Retry-After", "1");
        }
        if (status == 413) {
            response.putHeader("Connection", "close");
        }
        String message = kind == GatewayException.Kind.INTERNAL && !(e instanceof GatewayException)
                ? "the request failed in the server; its log says why"
                : Objects.requireNonNullElse(e.getMessage(), "the request cannot be answered");
        send(response, status, "application/json", error(dialect, code(kind), message));
    }

    private static String code(GatewayException.Kind kind) {
        return switch (kind) {
            case NOT_FOUND -> "RESOURCE_DOES_NOT_EXIST";
            case INVALID, UNSUPPORTED, TOO_LARGE -> "BAD_REQUEST";
            case OVERLOADED, UNAVAILABLE -> "TEMPORARILY_UNAVAILABLE";
            case INTERNAL -> "INTERNAL_ERROR";
        };
    }

    private static byte[] error(Dialect dialect, String code, String message) {
        return AnswerCodec.json(json -> {
            json.writeStartObject();
            switch (dialect) {
                case V2 -> json.writeStringProperty("error", message);
                case MLFLOW -> {
                    json.writeStringProperty("error_code", code);
                    json.writeStringProperty("message", message);
                }
            }
            json.writeEndObject();
        });
    }

    private static void send(HttpServerResponse response, int status, String type, byte[] body) {
        response.setStatusCode(status).putHeader("Content-Type", type).end(Buffer.buffer(body));
    }
}
