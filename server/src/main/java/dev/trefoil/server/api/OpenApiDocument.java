package dev.trefoil.server.api;

import dev.trefoil.platform.access.Permission;
import dev.trefoil.server.http.ApiAnswer;
import dev.trefoil.server.http.ApiHandler;
import dev.trefoil.server.http.ApiRoute;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The OpenAPI 3.1 document, made from the routes that are served.
public final class OpenApiDocument {
    private static final Pattern PLACE = Pattern.compile("\\{([a-z]+)(\\.\\.\\.)?}");

    /// Where the document itself is.
    public static final String PATH = "/api/v1/openapi.json";

    private OpenApiDocument() {}

    /// The routes of the data plane, which has its own way of serving them.
    private static List<ApiRoute> predictions() {
        ApiHandler elsewhere = _ -> {
            throw new IllegalStateException("served by the data plane");
        };
        return List.of(
                ApiRoute.get("/v2", "Open Inference Protocol: the server", elsewhere),
                ApiRoute.get("/v2/health/live", "Open Inference Protocol: whether the process lives", elsewhere),
                ApiRoute.get("/v2/health/ready", "Open Inference Protocol: whether it answers", elsewhere),
                ApiRoute.get("/v2/models/{endpoint}", "Open Inference Protocol: inputs and outputs", elsewhere),
                ApiRoute.get("/v2/models/{endpoint}/ready", "Open Inference Protocol: whether it answers", elsewhere),
                ApiRoute.post(
                        "/v2/models/{endpoint}/infer",
                        Permission.PREDICT,
                        "Open Inference Protocol: predictions for tensors as JSON",
                        elsewhere),
                ApiRoute.post(
                        "/endpoints/{endpoint}/invocations",
                        Permission.PREDICT,
                        "MLflow's scoring protocol: predictions for rows as JSON or CSV",
                        elsewhere),
                ApiRoute.post(
                        "/invocations",
                        Permission.PREDICT,
                        "MLflow's scoring protocol, where there is just one endpoint",
                        elsewhere));
    }

    public static Map<String, Object> of(List<ApiRoute> served, String version) {
        List<ApiRoute> routes = new ArrayList<>(served);
        routes.add(ApiRoute.get(PATH, "This document", _ -> ApiAnswer.ok(Map.of())));
        routes.addAll(predictions());
        Map<String, Map<String, Object>> paths = new LinkedHashMap<>();
        for (ApiRoute route : routes) {
            paths.computeIfAbsent(route.path().replace("...}", "}"), _ -> new LinkedHashMap<>())
                    .put(route.method().toLowerCase(Locale.ROOT), operation(route));
        }
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("openapi", "3.1.0");
        document.put("info", Map.of("title", "Trefoil", "version", version));
        document.put("paths", paths);
        document.put(
                "components",
                Map.of(
                        "securitySchemes", Map.of("token", Map.of("type", "http", "scheme", "bearer")),
                        "schemas",
                                Map.of(
                                        "Error",
                                        Map.of(
                                                "type", "object",
                                                "required", List.of("error", "message"),
                                                "properties",
                                                        Map.of(
                                                                "error", Map.of("type", "string"),
                                                                "message", Map.of("type", "string"))))));
        return document;
    }

    private static Map<String, Object> operation(ApiRoute route) {
        List<Map<String, Object>> parameters = new ArrayList<>();
        Matcher places = PLACE.matcher(route.path());
        while (places.find()) {
            parameters.add(parameter(places.group(1), "path", true));
        }
        route.query().forEach(name -> parameters.add(parameter(name, "query", false)));
        Map<String, Object> operation = new LinkedHashMap<>();
        operation.put("summary", route.summary());
        operation.put("parameters", parameters);
        operation.put("x-permission", route.permission().name().toLowerCase(Locale.ROOT));
        if (route.method().equals("POST") || route.method().equals("PUT")) {
            operation.put(
                    "requestBody",
                    Map.of("content", Map.of("application/json", Map.of("schema", Map.of("type", "object")))));
        }
        operation.put(
                "responses",
                Map.of(
                        "200", Map.of("description", "Done"),
                        "default",
                                Map.of(
                                        "description",
                                        "What went wrong and the mend",
                                        "content",
                                        Map.of(
                                                "application/json",
                                                Map.of("schema", Map.of("$ref", "#/components/schemas/Error"))))));
        return operation;
    }

    private static Map<String, Object> parameter(String name, String in, boolean required) {
        return Map.of("name", name, "in", in, "required", required, "schema", Map.of("type", "string"));
    }
}
