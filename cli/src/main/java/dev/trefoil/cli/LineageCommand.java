package dev.trefoil.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/// Where a version comes from.
@Command(
        name = "lineage",
        mixinStandardHelpOptions = true,
        description =
                "Where a version comes from and where it serves: sources, dataset, charter, commit, run, endpoints.")
public final class LineageCommand implements Callable<Integer> {
    @Mixin
    private final Asking asking;

    @Parameters(index = "0", paramLabel = "MODEL")
    private String model = "";

    @Parameters(index = "1", paramLabel = "VERSION")
    private String version = "";

    public LineageCommand(ServerLauncher launcher) {
        asking = new Asking(launcher);
    }

    @Override
    public Integer call() {
        return asking.ask(
                client -> client.fetch("/api/v1/models/" + ApiClient.part(model) + "/versions/"
                        + ApiClient.part(version) + "/lineage"),
                answer -> {
                    Lines lines = Asking.lines();
                    for (JsonNode link : answer.path("chain")) {
                        lines.row(Lines.text(link, "kind"), Lines.text(link, "name"), Lines.text(link, "says"));
                    }
                    lines.print("nothing is known");
                });
    }
}
