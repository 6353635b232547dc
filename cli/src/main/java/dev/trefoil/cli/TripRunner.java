package dev.trefoil.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// Sends a project round the loop and tells what happens until the trip is over.
final class TripRunner {
    private static final int PAUSE_MILLIS = 150;

    private final ApiClient client;
    private final StoryPrinter printer;
    private long told;

    TripRunner(ApiClient client, StoryPrinter printer) {
        this.client = client;
        this.printer = printer;
    }

    /// Submits the project; answers the finished job. A failed one is a [CommandProblem].
    JsonNode run(ProjectFolder project, String until) {
        List<Map<String, Object>> files = project.send(client, printer);
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("files", files);
        body.put("commit", project.commit());
        body.put("diff", project.sendDiff(client));
        body.put("until", until);
        JsonNode job = client.post("/api/v1/trips", body);
        return start(job.path("project").asString(""), job);
    }

    /// Follows a job that was just submitted, from what was told before it; answers it when it is over.
    JsonNode start(String name, JsonNode job) {
        job.path("warnings").forEach(warning -> printer.say("  " + warning.asString("")));
        told = Math.max(told, lastBefore(name, job.path("created").asString("")));
        return follow(name, job.path("id").asString(""));
    }

    /// Tells the story until the job is over.
    JsonNode follow(String project, String id) {
        while (true) {
            JsonNode job = client.fetch("/api/v1/jobs/" + id);
            tell(project);
            switch (job.path("state").asString("")) {
                case "done" -> {
                    return job;
                }
                case "failed" -> throw CommandProblem.failed(job.path("failure").asString("the trip failed"));
                case "cancelled" -> throw new CommandProblem(130, "the trip was cancelled");
                default -> printer.progress(job.path("message").asString("waiting for a worker"));
            }
            pause();
        }
    }

    /// Tells what happened since.
    void tell(String project) {
        JsonNode lines = client.fetch("/api/v1/projects/" + ApiClient.part(project) + "/story?after=" + told)
                .path("lines");
        for (JsonNode line : lines) {
            printer.print(line);
            told = line.path("number").asLong();
        }
    }

    /// The number of the last line that is older than the trip.
    private long lastBefore(String project, String created) {
        long last = told;
        while (true) {
            JsonNode lines = client.fetch(
                            "/api/v1/projects/" + ApiClient.part(project) + "/story?limit=5000&after=" + last)
                    .path("lines");
            long before = last;
            for (JsonNode line : lines) {
                if (line.path("at").asString("").compareTo(created) >= 0) {
                    return last;
                }
                last = line.path("number").asLong();
            }
            if (last == before) {
                return last;
            }
        }
    }

    /// Writes the contract that the trip inferred beside the project file, unless there is one.
    static void keepContract(ApiClient client, JsonNode job, Path folder, StoryPrinter printer) {
        String digest = job.path("result").path("contractDigest").asString("");
        String name = job.path("result").path("contract").asString("contract.yaml");
        Path target = folder.resolve(name);
        if (!digest.isEmpty() && !Files.exists(target)) {
            client.download("/api/v1/blobs/" + digest, target);
            printer.say("  The data contract was inferred into " + target + ": review it, it is checked from now on.");
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new CommandProblem(130, "interrupted");
        }
    }
}
