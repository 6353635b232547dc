package dev.trefoil.cli;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Says where a project stands.
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description = "Say where the project stands, station by station, requirement by requirement.")
public final class StatusCommand implements Callable<Integer> {
    @Option(names = "--project", paramLabel = "FOLDER", description = "the project's folder (default: this one)")
    private Path folder = Path.of("");

    @Option(names = "--of", paramLabel = "PROJECT", description = "a project by its name, from any folder")
    private String of = "";

    @Option(names = "--json", description = "all of it as one line of JSON")
    private boolean json;

    private final ServerLauncher launcher;

    public StatusCommand(ServerLauncher launcher) {
        this.launcher = launcher;
    }

    @Override
    public Integer call() {
        String name = ProjectName.of(of, folder);
        PrintStream out = System.out;
        try (Connection connection = Connection.open(launcher)) {
            JsonNode status = connection.client().fetch("/api/v1/projects/" + ApiClient.part(name) + "/status");
            if (json) {
                out.println(JsonMapper.shared().writeValueAsString(status));
                return 0;
            }
            out.println();
            out.println("  " + status.path("project").asString("") + " · mode "
                    + status.path("mode").asString("")
                    + (status.path("owner").asString("").isEmpty()
                            ? ""
                            : " · owner " + status.path("owner").asString("")));
            out.println("  Now:  " + status.path("now").asString(""));
            out.println("  Next: " + status.path("next").asString(""));
            out.println();
            for (JsonNode station : status.path("stations")) {
                out.println(String.format(
                        Locale.ROOT,
                        "  %-13s %s  %s",
                        station.path("station").asString(""),
                        mark(station.path("state").asString("")),
                        station.path("says").asString("")));
            }
            out.println();
            for (JsonNode requirement : status.path("requirements")) {
                JsonNode latest = requirement.path("latest");
                out.println(String.format(
                        Locale.ROOT,
                        "  %-4s %s  %-28s %s",
                        requirement.path("id").asString(""),
                        mark(latest.path("outcome").asString("")),
                        requirement.path("measure").asString("")
                                + (latest.isMissingNode()
                                        ? ""
                                        : " "
                                                + estimate(
                                                        latest,
                                                        requirement.path("unit").asString(""))),
                        requirement.path("says").asString("") + " · "
                                + (latest.isMissingNode() ? "not judged yet" : where(latest))));
            }
            return 0;
        }
    }

    private static String estimate(JsonNode latest, String unit) {
        String method = latest.path("method").asString("");
        boolean difference = method.contains("difference") || method.contains("-minus-");
        String value = (difference && latest.path("value").asDouble() > 0 ? "+" : "")
                + Figures.number(latest.path("value"), unit);
        return unit.equals("bytes")
                ? value
                : value + " (" + Figures.number(latest.path("low")) + " – " + Figures.number(latest.path("high")) + ")";
    }

    private static String where(JsonNode latest) {
        String where = latest.path("where").asString("");
        String window = latest.path("window").asString("");
        return (window.equals(where) ? where : where + " " + window) + ", n "
                + latest.path("n").asLong();
    }

    private static String mark(String state) {
        return switch (state) {
            case "pass" -> "✓";
            case "fail" -> "✕";
            case "inconclusive" -> "?";
            case "running" -> "→";
            default -> "·";
        };
    }
}
