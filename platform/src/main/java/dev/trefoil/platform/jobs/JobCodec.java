package dev.trefoil.platform.jobs;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The JSON of a job's events.
final class JobCodec {
    private static final JsonMapper JSON = new JsonMapper();

    private JobCodec() {}

    static String json(Job job, JobProgress progress) {
        ObjectNode node = JSON.createObjectNode();
        node.put("job", job.id().value());
        node.put("project", job.request().project());
        node.put("kind", job.request().kind());
        node.put("state", job.state().word());
        node.put("attempt", job.attempt());
        if (Double.isNaN(progress.fraction())) {
            node.putNull("fraction");
        } else {
            node.put("fraction", progress.fraction());
        }
        node.put("message", progress.message());
        job.failure().ifPresent(reason -> node.put("failure", reason));
        return JSON.writeValueAsString(node);
    }
}
