package dev.trefoil.cli;

import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Back to what answered before.
@Command(
        name = "rollback",
        mixinStandardHelpOptions = true,
        description = "Let what answered before answer everything again, at once.")
public final class RollbackCommand implements Callable<Integer> {
    @Mixin
    private final Asking asking;

    @Parameters(index = "0", paramLabel = "ENDPOINT", description = "name of the endpoint")
    private String endpoint = "";

    @Option(names = "--why", paramLabel = "REASON", description = "the reason, for the audit log")
    private String why = "by hand";

    public RollbackCommand(ServerLauncher launcher) {
        asking = new Asking(launcher);
    }

    @Override
    public Integer call() {
        return asking.ask(
                client ->
                        client.post("/api/v1/endpoints/" + ApiClient.part(endpoint) + "/rollback", Map.of("why", why)),
                answer -> System.out.println("  " + endpoint + ": " + Lines.text(answer, "says")));
    }
}
