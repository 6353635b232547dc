package dev.trefoil.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/// The live windows of a project.
@Command(
        name = "monitor",
        mixinStandardHelpOptions = true,
        description = "The live windows of the project's endpoint: volume, truth, drift, every requirement.")
public final class MonitorCommand implements Callable<Integer> {
    @Mixin
    private final Asking asking;

    @Option(names = "--project", paramLabel = "FOLDER", description = "the project's folder (default: this one)")
    private Path folder = Path.of("");

    @Option(names = "--of", paramLabel = "PROJECT", description = "a project by its name, from any folder")
    private String of = "";

    public MonitorCommand(ServerLauncher launcher) {
        asking = new Asking(launcher);
    }

    @Override
    public Integer call() {
        String project = ProjectName.of(of, folder);
        return asking.ask(
                client -> client.fetch("/api/v1/projects/" + ApiClient.part(project) + "/windows"), answer -> {
                    Lines lines = Asking.lines();
                    for (JsonNode window : answer.path("windows")) {
                        List<String> cells = new ArrayList<>();
                        cells.add(Lines.text(window, "label"));
                        cells.add(Lines.text(window, "arm"));
                        for (JsonNode verdict : window.path("verdicts")) {
                            cells.add(mark(Lines.text(verdict, "outcome")) + " " + Lines.text(verdict, "requirement")
                                    + " "
                                    + Figures.number(verdict.path("estimate").path("value")));
                        }
                        cells.add(window.path("rows").asLong() + " rows");
                        cells.add("truth "
                                + Math.round(100.0
                                        * window.path("matured").asLong()
                                        / Math.max(1, window.path("rows").asLong()))
                                + " %");
                        cells.add("drift " + window.path("drifted").size() + " of "
                                + window.path("compared").asLong());
                        lines.row(cells.toArray(String[]::new));
                    }
                    lines.print("no window has closed yet");
                });
    }

    private static String mark(String outcome) {
        return switch (outcome.toLowerCase(Locale.ROOT)) {
            case "pass" -> "✓";
            case "fail" -> "✕";
            default -> "?";
        };
    }
}
