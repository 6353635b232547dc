package dev.trefoil.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

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
            if (json) {
                Lines.json(System.out, now);
            } else {
                show(now);
            }
            return 0;
        }
    }

    private void show(JsonNode now) {
        System.out.println("  " + endpoint + ": " + Lines.text(now, "says")
                + (now.has("former") ? " · way back: " + Lines.text(now, "former") : ""));
        JsonNode rollout = now.path("rollout");
        if (!now.has("rollout")) {
            System.out.println("  no rollout is open");
            return;
        }
        StringBuilder steps = new StringBuilder();
        int at = 0;
        for (JsonNode step : rollout.path("plan").path("steps")) {
            double share = step.path("share").asDouble();
            String name = share == 0 ? "shadow" : Math.round(1000 * share) / 10.0 + " %";
            steps.append(at == 0 ? "" : " → ")
                    .append(
                            at == rollout.path("step").asInt()
                                    ? "[" + name.replace(".0 %", " %") + "]"
                                    : name.replace(".0 %", " %"));
            at++;
        }
        System.out.println("  " + Lines.text(rollout, "candidate") + " against " + Lines.text(rollout, "baseline")
                + " is " + Lines.text(rollout, "state").toLowerCase(java.util.Locale.ROOT) + ": " + steps);
        for (JsonNode decision : rollout.path("decisions")) {
            System.out.println("  " + Lines.time(decision, "at") + "  " + Lines.text(decision, "who") + "  "
                    + Lines.text(decision, "action") + ": " + Lines.text(decision, "says"));
        }
    }
}
