package dev.trefoil.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/// Alerts and what is done about them.
@Command(
        name = "alerts",
        mixinStandardHelpOptions = true,
        description = "Alerts, newest first; snooze or close them with a reason.")
public final class AlertsCommand implements Runnable {
    private static final List<String> STATES = List.of("open", "snoozed", "closed");

    @Mixin
    private final Asking asking;

    public AlertsCommand(ServerLauncher launcher) {
        asking = new Asking(launcher);
    }

    @Override
    public void run() {
        list("", "");
    }

    @Command(name = "list", mixinStandardHelpOptions = true, description = "List the alerts.")
    int list(
            @Option(names = "--of", paramLabel = "PROJECT", description = "of one project alone", defaultValue = "")
                    String project,
            @Option(
                            names = "--state",
                            paramLabel = "STATE",
                            description = "open, snoozed or closed alone (default: all)",
                            defaultValue = "")
                    String state) {
        if (!state.isEmpty() && !STATES.contains(state)) {
            throw CommandProblem.wrongUse("'" + state + "' is no state of an alert: say " + String.join(", ", STATES));
        }
        String query = "/api/v1/alerts?project=" + ApiClient.part(project) + (state.isEmpty() ? "" : "&state=" + state);
        return asking.ask(client -> client.fetch(query), answer -> {
            Lines lines = Asking.lines();
            for (JsonNode alert : answer.path("alerts")) {
                lines.row(
                        Lines.brief(Lines.text(alert, "id")),
                        Lines.text(alert, "state").toLowerCase(java.util.Locale.ROOT),
                        Lines.text(alert, "owner"),
                        Lines.text(alert, "says"));
            }
            lines.print("no alert");
        });
    }

    @Command(name = "snooze", mixinStandardHelpOptions = true, description = "Snooze an alert.")
    int snooze(
            @Parameters(paramLabel = "ALERT", description = "its id, or the beginning of it") String alert,
            @Option(names = "--why", required = true, paramLabel = "REASON", description = "for the audit log")
                    String why) {
        return answer(alert, "snooze", why);
    }

    @Command(name = "close", mixinStandardHelpOptions = true, description = "Close an alert.")
    int close(
            @Parameters(paramLabel = "ALERT", description = "its id, or the beginning of it") String alert,
            @Option(names = "--why", required = true, paramLabel = "REASON", description = "for the audit log")
                    String why) {
        return answer(alert, "close", why);
    }

    private int answer(String alert, String action, String why) {
        return asking.ask(
                client -> client.post(
                        "/api/v1/alerts/" + ApiClient.part(whole(client, alert)) + "/" + action, Map.of("why", why)),
                answer -> System.out.println(
                        "  alert " + Lines.brief(Lines.text(answer, "id")) + " is " + Lines.text(answer, "state")));
    }

    private static String whole(ApiClient client, String begins) {
        List<String> found = new ArrayList<>();
        for (JsonNode alert : client.fetch("/api/v1/alerts").path("alerts")) {
            String id = Lines.text(alert, "id");
            if (id.equals(begins)) {
                return id;
            }
            if (!begins.isEmpty() && id.startsWith(begins)) {
                found.add(id);
            }
        }
        if (found.size() != 1) {
            throw CommandProblem.wrongUse((found.isEmpty() ? "no alert begins" : found.size() + " alerts begin")
                    + " with '" + begins + "': ./trefoil alerts lists them");
        }
        return found.getFirst();
    }
}
