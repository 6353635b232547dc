package dev.trefoil.cli;

import java.util.Map;
import tools.jackson.databind.JsonNode;

/// A version on its way into use.
final class Release {
    private Release() {}

    static JsonNode of(ApiClient client, String model, String version, String why) {
        return client.post(
                "/api/v1/models/" + ApiClient.part(model) + "/versions/" + ApiClient.part(version) + "/release",
                Map.of("why", why));
    }

    static void show(JsonNode answer) {
        System.out.println("  version " + answer.path("version").asLong() + " of " + Lines.text(answer, "model")
                + (answer.path("started").asBoolean(true) ? " is on its way" : " is being rolled out already")
                + "; look with ./trefoil rollout status ENDPOINT");
        answer.path("objections").forEach(objection -> System.out.println("  ? " + objection.asString("")));
    }
}
