package dev.trefoil.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Takes a version of this project's model into use.
@Command(
        name = "deploy",
        mixinStandardHelpOptions = true,
        description = "Start the rollout of a version of this project's model, if its gate is open.",
        footer = {"", "Exit codes: 0 done, 1 failed, 2 wrong use, 3 a gate said no."})
public final class DeployCommand implements Callable<Integer> {
    @Mixin
    private final Asking asking;

    @Parameters(index = "0", arity = "0..1", paramLabel = "VERSION", description = "such as 3 (default: the newest)")
    private String version = "";

    @Option(names = "--project", paramLabel = "FOLDER", description = "the project's folder (default: this one)")
    private Path folder = Path.of("");

    @Option(names = "--of", paramLabel = "PROJECT", description = "a project by its name, from any folder")
    private String of = "";

    @Option(names = "--why", paramLabel = "REASON", description = "the reason, for the audit log")
    private String why = "by hand";

    public DeployCommand(ServerLauncher launcher) {
        asking = new Asking(launcher);
    }

    @Override
    public Integer call() {
        String model = ProjectName.of(of, folder);
        return asking.ask(
                client -> Release.of(
                        client,
                        model,
                        version.isEmpty()
                                ? Long.toString(client.fetch("/api/v1/models/" + ApiClient.part(model))
                                        .path("versions")
                                        .path(0)
                                        .path("version")
                                        .asLong())
                                : version,
                        why),
                Release::show);
    }
}
