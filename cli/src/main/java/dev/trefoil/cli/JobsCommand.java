package dev.trefoil.cli;

import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/// Long work.
@Command(name = "jobs", mixinStandardHelpOptions = true, description = "Long work: what runs, how far it is, stop it.")
public final class JobsCommand implements Runnable {
    @Mixin
    private final Asking asking;

    public JobsCommand(ServerLauncher launcher) {
        asking = new Asking(launcher);
    }

    @Override
    public void run() {
        list();
    }

    @Command(name = "list", mixinStandardHelpOptions = true, description = "List jobs, newest first.")
    int list() {
        return asking.ask(client -> client.fetch("/api/v1/jobs"), answer -> {
            Lines lines = Asking.lines();
            for (JsonNode job : answer.path("jobs")) {
                lines.row(
                        Lines.text(job, "id"),
                        Lines.text(job, "project"),
                        Lines.text(job, "kind"),
                        Lines.text(job, "state"),
                        job.has("failure") ? Lines.text(job, "failure") : Lines.text(job, "message"),
                        Lines.time(job, "created"));
            }
            lines.print("no job");
        });
    }

    @Command(name = "cancel", mixinStandardHelpOptions = true, description = "Stop a job.")
    int cancel(@Parameters(paramLabel = "JOB") String job) {
        return asking.ask(
                client -> client.post("/api/v1/jobs/" + ApiClient.part(job) + "/cancel", Map.of()),
                answer ->
                        System.out.println("  job " + Lines.text(answer, "id") + " is " + Lines.text(answer, "state")));
    }
}
