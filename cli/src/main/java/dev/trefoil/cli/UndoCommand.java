package dev.trefoil.cli;

import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Takes a change back.
@Command(
        name = "undo",
        mixinStandardHelpOptions = true,
        description =
                "Take the way back from a change by its number in the audit log: undo it, or restore what held after"
                        + " it. Routes, aliases, answers to alerts and charters have one.")
public final class UndoCommand implements Callable<Integer> {
    @Mixin
    private final Asking asking;

    @Parameters(index = "0", paramLabel = "NUMBER", description = "of the change, as ./trefoil audit lists it")
    private long number;

    @Option(names = "--why", required = true, paramLabel = "REASON", description = "the reason, for the audit log")
    private String why = "";

    public UndoCommand(ServerLauncher launcher) {
        asking = new Asking(launcher);
    }

    @Override
    public Integer call() {
        return asking.ask(
                client -> client.post("/api/v1/audit/" + number + "/back", Map.of("why", why)),
                answer -> System.out.println("  no. " + number + " is taken back by no. " + Lines.text(answer, "number")
                        + ": " + Lines.text(answer, "action") + " " + Lines.text(answer, "subject")));
    }
}
