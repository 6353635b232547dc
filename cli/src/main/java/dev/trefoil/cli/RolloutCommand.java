package dev.trefoil.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Looks at the open rollout of an endpoint, or moves it.
@Command(
        name = "rollout",
        mixinStandardHelpOptions = true,
        description = "Look at the rollout of an endpoint, or move it: status, promote, hold, abort, rollback.")
public final class RolloutCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "ACTION", description = "status, promote, hold, abort or rollback")
    private String action = "status";

    @Parameters(index = "1", paramLabel = "ENDPOINT", description = "name of the endpoint")
    private String endpoint = "";

    @Option(names = "--all", description = "promote to all traffic at once")
    private boolean all;

    @Option(names = "--why", paramLabel = "REASON", description = "the reason, for the audit log")
    private String why = "by hand";

    @Option(names = "--json", description = "the answer as JSON")
    private boolean json;

    private final ServerLauncher launcher;

    public RolloutCommand(ServerLauncher launcher) {
        this.launcher = launcher;
    }

    @Override
    public Integer call() {
        try (Connection connection = Connection.open(launcher)) {
            String path = "/api/v1/endpoints/" + ApiClient.part(endpoint);
            Map<String, Object> body = new LinkedHashMap<>();
            body.put("why", why);
            body.put("all", all);
            switch (action) {
                case "status" -> {}
                case "promote", "hold", "abort" -> connection.client().post(path + "/rollout/" + action, body);
                case "rollback" -> connection.client().post(path + "/rollback", body);
                default ->
                    throw CommandProblem.wrongUse(
                            "there is no action '" + action + "': say status, promote, hold, abort or rollback");
            }
            JsonNode now = connection.client().fetch(path);
            System.out.println(
                    json
                            ? JsonMapper.shared().writeValueAsString(now)
                            : "  " + endpoint + ": " + now.path("says").asString("")
                                    + (now.has("rollout")
                                            ? " · rollout of "
                                                    + now.path("rollout")
                                                            .path("candidate")
                                                            .asString("") + " is "
                                                    + now.path("rollout")
                                                            .path("state")
                                                            .asString("")
                                                            .toLowerCase(java.util.Locale.ROOT)
                                            : " · no rollout open"));
            return 0;
        }
    }
}
