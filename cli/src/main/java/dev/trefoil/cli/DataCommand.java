package dev.trefoil.cli;

import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Looks at the data of a project.
@Command(
        name = "data",
        mixinStandardHelpOptions = true,
        description =
                "Look at the project's data: its dataset versions, the profile of one, or what breaks the contract.",
        footer = {"", "Exit codes: 0 done, 1 failed, 2 wrong use, 3 the contract is broken."})
public final class DataCommand implements Callable<Integer> {
    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "ACTION",
            description =
                    "versions (default), profile, or contract: prepare the data now and hold it against the contract")
    private String action = "versions";

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "VERSION",
            description = "number or digest of a dataset version (default: the newest)")
    private String version = "";

    @Option(names = "--project", paramLabel = "FOLDER", description = "the project's folder (default: this one)")
    private Path folder = Path.of("");

    @Option(names = "--of", paramLabel = "PROJECT", description = "a project by its name, from any folder")
    private String of = "";

    @Option(names = "--json", description = "as lines of JSON")
    private boolean json;

    private final ServerLauncher launcher;

    public DataCommand(ServerLauncher launcher) {
        this.launcher = launcher;
    }

    @Override
    public Integer call() {
        return switch (action) {
            case "versions" -> versions();
            case "profile" -> profile();
            case "contract" -> contract();
            default ->
                throw CommandProblem.wrongUse("there is no action '" + action + "': say versions, profile or contract");
        };
    }

    private int versions() {
        try (Connection connection = Connection.open(launcher)) {
            JsonNode versions = fetch(connection);
            if (!json) {
                System.out.printf(
                        Locale.ROOT, "  %4s  %-8s %12s %8s  %-20s %s%n", "", "dataset", "rows", "columns", "made", "");
            }
            for (JsonNode one : versions) {
                JsonNode content = one.path("content");
                if (json) {
                    System.out.println(JsonMapper.shared().writeValueAsString(one));
                    continue;
                }
                long refused = content.path("refused").asLong(0);
                System.out.printf(
                        Locale.ROOT,
                        "  %4d  %-8s %,12d %8d  %-20s %s%n",
                        one.path("number").asLong(),
                        brief(one),
                        one.path("rows").asLong(),
                        content.path("columns").size(),
                        one.path("createdAt").asString("").replaceFirst("\\..*Z$", "Z"),
                        one.path("origin").asString("")
                                + (refused > 0
                                        ? String.format(
                                                Locale.ROOT,
                                                ", %,d rows read = %,d used + %,d refused",
                                                content.path("read").asLong(),
                                                content.path("read").asLong() - refused,
                                                refused)
                                        : ""));
            }
            return 0;
        }
    }

    private JsonNode fetch(Connection connection) {
        JsonNode versions = connection
                .client()
                .fetch("/api/v1/projects/" + ApiClient.part(ProjectName.of(of, folder)) + "/datasets")
                .path("datasets");
        if (versions.isEmpty()) {
            throw CommandProblem.failed("there is no dataset yet: ./trefoil run --until data makes the first");
        }
        return versions;
    }

    private static String brief(JsonNode one) {
        String digest = one.path("digest").asString("");
        return digest.substring(0, Math.min(6, digest.length()));
    }

    private int profile() {
        try (Connection connection = Connection.open(launcher)) {
            JsonNode one = chosen(fetch(connection));
            String digest = one.path("content").path("profile").asString("");
            if (digest.isEmpty()) {
                throw CommandProblem.failed("dataset " + brief(one) + " has no profile");
            }
            JsonNode profile = connection.client().fetch("/api/v1/blobs/" + digest);
            if (json) {
                profile.path("columns")
                        .forEach(
                                column -> System.out.println(JsonMapper.shared().writeValueAsString(column)));
                return 0;
            }
            System.out.printf(
                    Locale.ROOT,
                    "  dataset %d (%s), %,d rows%n%n",
                    one.path("number").asLong(),
                    brief(one),
                    profile.path("rows").asLong());
            System.out.printf(
                    Locale.ROOT, "  %-28s %-10s %8s %10s  %s%n", "column", "type", "missing", "distinct", "values");
            for (JsonNode column : profile.path("columns")) {
                System.out.println(line(column, profile.path("rows").asLong()));
            }
            return 0;
        }
    }

    private JsonNode chosen(JsonNode versions) {
        for (JsonNode one : versions) {
            if (version.isEmpty()
                    || one.path("number").asString("").equals(version)
                    || version.length() >= 4 && one.path("digest").asString("").startsWith(version)) {
                return one;
            }
        }
        throw CommandProblem.wrongUse("there is no dataset version '" + version + "': ./trefoil data lists them");
    }

    private static String line(JsonNode column, long rows) {
        long missing = column.path("missing").asLong();
        String name = column.path("name").asString("");
        return String.format(
                        Locale.ROOT,
                        "  %-28s %-10s %7.1f%% %,10d  %s",
                        name.length() > 28 ? name.substring(0, 27) + "…" : name,
                        column.path("type").asString("").toLowerCase(Locale.ROOT),
                        rows == 0 ? 0 : 100.0 * missing / rows,
                        column.path("distinct").asLong(),
                        values(column))
                .stripTrailing();
    }

    private static String values(JsonNode column) {
        JsonNode numbers = column.path("numbers");
        if (numbers.isObject() && !column.path("type").asString("").equals("TIMESTAMP")) {
            return String.format(
                    Locale.ROOT,
                    "%s to %s, median %s, mean %.4g, sd %.3g",
                    column.path("least").asString(""),
                    column.path("most").asString(""),
                    String.format(
                            Locale.ROOT,
                            "%.4g",
                            numbers.path("quantiles").path(3).asDouble()),
                    numbers.path("mean").asDouble(),
                    numbers.path("sd").asDouble());
        }
        StringBuilder top = new StringBuilder();
        for (JsonNode value : column.path("top")) {
            if (top.length() > 60) {
                top.append(", …");
                break;
            }
            top.append(top.isEmpty() ? "" : ", ")
                    .append(value.path("value").asString(""))
                    .append(' ')
                    .append(value.path("count").asLong());
        }
        return top.isEmpty()
                ? column.path("least").asString("") + " to "
                        + column.path("most").asString("")
                : top.toString();
    }

    private int contract() {
        ProjectFolder project = new ProjectFolder(folder);
        StoryPrinter printer = new StoryPrinter(System.out, json, StoryPrinter.onTerminal());
        try (Connection connection = Connection.open(launcher)) {
            JsonNode job = new TripRunner(connection.client(), printer).run(project, "data");
            TripRunner.keepContract(connection.client(), job, project.folder(), printer);
            return job.path("result").path("anomalies").isEmpty() ? 0 : 3;
        }
    }
}
