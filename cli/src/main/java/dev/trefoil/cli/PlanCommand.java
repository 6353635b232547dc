package dev.trefoil.cli;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Says what `run` would do.
@Command(
        name = "plan",
        mixinStandardHelpOptions = true,
        description = "Say what ./trefoil run would do now, station by station, and do nothing.")
public final class PlanCommand implements Callable<Integer> {
    @Option(names = "--project", paramLabel = "FOLDER", description = "the project's folder (default: this one)")
    private Path folder = Path.of("");

    @Option(names = "--json", description = "a line of JSON for each station")
    private boolean json;

    private final ServerLauncher launcher;

    public PlanCommand(ServerLauncher launcher) {
        this.launcher = launcher;
    }

    @Override
    public Integer call() {
        ProjectFolder project = new ProjectFolder(folder);
        StoryPrinter printer = new StoryPrinter(System.out, json, StoryPrinter.onTerminal());
        try (Connection connection = Connection.open(launcher)) {
            JsonNode plan = connection
                    .client()
                    .post("/api/v1/plans", Map.of("files", project.send(connection.client(), printer)));
            for (JsonNode step : plan.path("steps")) {
                if (json) {
                    System.out.println(JsonMapper.shared().writeValueAsString(step));
                } else {
                    printer.say(String.format(
                            Locale.ROOT,
                            "  %-13s %s %-8s %s",
                            step.path("station").asString(""),
                            mark(step.path("action").asString("")),
                            step.path("action").asString(""),
                            step.path("says").asString("")));
                }
            }
            return 0;
        }
    }

    private static String mark(String action) {
        return switch (action) {
            case "keep" -> "·";
            case "do" -> "→";
            default -> "?";
        };
    }
}
