package dev.trefoil.gateway.http;

import dev.trefoil.gateway.GatewayException;
import dev.trefoil.gateway.Inference;
import dev.trefoil.gateway.InferenceAnswer;
import dev.trefoil.gateway.InferenceRequest;
import dev.trefoil.gateway.Meters;
import dev.trefoil.gateway.protocol.AnswerCodec;
import dev.trefoil.gateway.protocol.InferCodec;
import dev.trefoil.gateway.protocol.InvocationsCodec;
import dev.trefoil.gateway.route.Route;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Supplier;

/// The addresses of the data plane: `/v2/…` (Open Inference Protocol) and `/endpoints/{name}/invocations`,
/// `/invocations` (MLflow scoring). Small requests are answered on the event loop, large ones on worker threads.
public final class DataPlane {
    private static final Logger LOG = System.getLogger(DataPlane.class.getName());
    private static final int INLINE_BYTES = 64 << 10;

    private enum Dialect {
        V2,
        MLFLOW
    }

    private final Vertx vertx;
    private final Inference inference;
    private final Meters meters;
    private final int maxBodyBytes;

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
            if (dialect == Dialect.MLFLOW) {
                if (!HttpMethod.POST.equals(request.method())) {
                    methodNotAllowed(request, "POST");
                    return;
                }
                String endpoint = parts.getFirst().equals("endpoints") ? parts.get(1) : only();
                receive(request, dialect, endpoint, body -> invocations(request, endpoint, body));
                return;
            }
            v2(request, parts);
        } catch (RuntimeException e) {
            fail(request, dialect, e);
        }
    }

    private void v2(HttpServerRequest request, List<String> parts) {
        if (HttpMethod.POST.equals(request.method())) {
            if (parts.size() >= 4
                    && parts.get(1).equals("models")
                    && parts.getLast().equals("infer")) {
                String endpoint = parts.get(2);
                checkVersion(endpoint, parts);
                receive(request, Dialect.V2, endpoint, body -> infer(request, endpoint, body));
                return;
            }
            throw new GatewayException(GatewayException.Kind.NOT_FOUND, "there is no POST " + request.path());
        }
        if (!HttpMethod.GET.equals(request.method()) && !HttpMethod.HEAD.equals(request.method())) {
            methodNotAllowed(request, "GET, POST");
            return;
        }
        byte[] answer = switch (parts.size() == 1 ? "" : parts.get(1)) {
            case "" ->
                AnswerCodec.json(json -> {
                    json.writeStartObject();
                    json.writeStringProperty("name", "trefoil");
                    json.writeStringProperty("version", version());
                    json.writeArrayPropertyStart("extensions");
                    json.writeEndArray();
                    json.writeEndObject();
                });
            case "health" -> health(parts);
            case "models" -> model(parts);
            default -> throw new GatewayException(GatewayException.Kind.NOT_FOUND, "there is no " + request.path());
        };
        send(request.response(), 200, "application/json", answer);
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
        Route route = inference.route(parts.get(2));
        checkVersion(parts.get(2), parts);
        if (parts.getLast().equals("ready")) {
            return AnswerCodec.json(json -> {
                json.writeStartObject();
                json.writeStringProperty("name", route.endpoint());
                json.writeBooleanProperty("ready", true);
                json.writeEndObject();
            });
        }
        return AnswerCodec.metadata(route);
    }

    private void checkVersion(String endpoint, List<String> parts) {
        if (parts.size() >= 5 && parts.get(3).equals("versions")) {
            String version = parts.get(4);
            boolean served = inference.route(endpoint).arms().stream()
                    .anyMatch(share -> share.arm().name().equals(version)
                            || share.arm().name().equals("v" + version));
            if (!served) {
                throw new GatewayException(
                        GatewayException.Kind.NOT_FOUND,
                        "endpoint '" + endpoint + "' does not serve version '" + version + "'");
            }
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
        Buffer buffer = Buffer.buffer();
        boolean[] refused = {false};
        request.handler(chunk -> {
            if (refused[0]) {
                return;
            }
            if (buffer.length() + chunk.length() > maxBodyBytes) {
                refused[0] = true;
                fail(
                        request,
                        dialect,
                        new GatewayException(
                                GatewayException.Kind.TOO_LARGE,
                                "the body is larger than " + (maxBodyBytes >> 20) + " MB; send fewer rows at once"));
                return;
            }
            buffer.appendBuffer(chunk);
        });
        request.exceptionHandler(e -> LOG.log(Level.DEBUG, "a request broke off: {0}", e.getMessage()));
        request.endHandler(_ -> {
            if (refused[0]) {
                return;
            }
            if (buffer.length() <= INLINE_BYTES && !inference.waits(endpoint)) {
                guarded(request, dialect, handler, buffer.getBytes());
            } else {
                vertx.executeBlocking(
                        () -> {
                            guarded(request, dialect, handler, buffer.getBytes());
                            return true;
                        },
                        false);
            }
        });
    }

    private void guarded(HttpServerRequest request, Dialect dialect, BodyHandler handler, byte[] body) {
        try {
            handler.handle(body);
        } catch (RuntimeException e) {
            fail(request, dialect, e);
        }
    }

    private void infer(HttpServerRequest request, String endpoint, byte[] body) {
        Route route = inference.route(endpoint);
        InferCodec.Decoded decoded = counted(endpoint, () -> InferCodec.decode(body, route));
        InferenceAnswer answer = inference.infer(route, withHeaders(request, decoded.request()));
        send(request.response(), 200, "application/json", AnswerCodec.infer(answer, decoded.outputs()));
    }

    private void invocations(HttpServerRequest request, String endpoint, byte[] body) {
        Route route = inference.route(endpoint);
        String type = request.getHeader("Content-Type");
        String media = type == null ? "" : type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        InferenceRequest decoded = counted(endpoint, () -> switch (media) {
            case "application/json", "" -> InvocationsCodec.decodeJson(body, route);
            case "text/csv" -> InvocationsCodec.decodeCsv(body, route);
            default ->
                throw new GatewayException(
                        GatewayException.Kind.UNSUPPORTED,
                        "content type '" + media + "' is not served; send application/json or text/csv");
        });
        InferenceAnswer answer = inference.infer(route, withHeaders(request, decoded));
        if (!decoded.warnings().isEmpty()) {
            request.response().putHeader("X-Trefoil-Warning", ascii(String.join("; ", decoded.warnings())));
        }
        send(request.response(), 200, "application/json", AnswerCodec.invocations(answer));
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

    private static void methodNotAllowed(HttpServerRequest request, String allowed) {
        request.response().putHeader("Allow", allowed);
        send(request.response(), 405, "application/json", error(Dialect.V2, "METHOD_NOT_ALLOWED", "use " + allowed));
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
        String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
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
