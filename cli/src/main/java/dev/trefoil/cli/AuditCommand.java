package dev.trefoil.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/// Who changed what, when and why.
@Command(
        name = "audit",
        mixinStandardHelpOptions = true,
        description = "Who changed what, when and why; verify checks that no record was altered.",
        footer = {"", "Exit codes: 0 done, 1 failed or the chain is broken, 2 wrong use."})
public final class AuditCommand implements Runnable {
    @Mixin
    private final Asking asking;

    public AuditCommand(ServerLauncher launcher) {
        asking = new Asking(launcher);
    }

    @Override
    public void run() {
        list(30, "");
    }

    @Command(name = "list", mixinStandardHelpOptions = true, description = "List changes, newest first.")
    int list(
            @Option(names = "--limit", paramLabel = "N", description = "how many", defaultValue = "30") int limit,
            @Option(names = "--of", paramLabel = "PROJECT", description = "of one project alone", defaultValue = "")
                    String project) {
        String query =
                "/api/v1/audit?limit=" + limit + (project.isEmpty() ? "" : "&project=" + ApiClient.part(project));
        return asking.ask(client -> client.fetch(query), answer -> {
            Lines lines = Asking.lines();
            for (JsonNode record : answer.path("records")) {
                lines.row(
                        Lines.text(record, "number"),
                        Lines.time(record, "at"),
                        Lines.text(record, "who"),
                        Lines.text(record, "action"),
                        Lines.text(record, "subject"),
                        Lines.text(record, "why"));
            }
            lines.print("nothing was changed yet");
        });
    }

    @Command(name = "verify", mixinStandardHelpOptions = true, description = "Check the chain of records.")
    int verify() {
        boolean[] whole = {false};
        asking.ask(
                client -> {
                    JsonNode check = client.fetch("/api/v1/audit/verify");
                    whole[0] = check.has("records");
                    return check;
                },
                check -> System.out.println(
                        whole[0]
                                ? "  whole: " + check.path("records").asLong() + " records, head "
                                        + Lines.text(check, "head")
                                : "  BROKEN at record " + check.path("number").asLong() + ": "
                                        + Lines.text(check, "reason")));
        return whole[0] ? 0 : 1;
    }
}
