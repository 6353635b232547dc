package dev.trefoil.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// Who the server takes the caller for.
@Command(name = "whoami", mixinStandardHelpOptions = true, description = "Say who the server takes you for.")
public final class WhoamiCommand implements Callable<Integer> {
    @Mixin
    private final Asking asking;

    public WhoamiCommand(ServerLauncher launcher) {
        asking = new Asking(launcher);
    }

    @Override
    public Integer call() {
        return asking.ask(
                client -> client.fetch("/api/v1/whoami"),
                answer -> System.out.println("  " + Lines.text(answer, "name") + " (" + Lines.text(answer, "kind")
                        + "), role " + Lines.text(answer, "role")));
    }
}
