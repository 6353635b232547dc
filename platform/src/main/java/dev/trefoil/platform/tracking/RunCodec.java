package dev.trefoil.platform.tracking;

import java.time.Instant;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The JSON of a run's events.
final class RunCodec {
    private static final JsonMapper JSON = new JsonMapper();

    private RunCodec() {}

    static String json(Run run, String project) {
        ObjectNode node = JSON.createObjectNode();
        node.put("run", run.id().value());
        node.put("project", project);
        node.put("experiment", run.experiment().toString());
        node.put("name", run.name());
        node.put("status", run.status().name());
        node.put("started", run.started().toString());
        Instant ended = run.ended();
        if (ended != null) {
            node.put("ended", ended.toString());
        }
        return JSON.writeValueAsString(node);
    }
}
