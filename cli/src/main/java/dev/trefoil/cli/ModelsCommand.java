package dev.trefoil.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/// Registered models and their versions.
@Command(
        name = "models",
        mixinStandardHelpOptions = true,
        description = "Registered models: list, show, register one trained elsewhere, point aliases, promote.",
        footer = {"", "Exit codes: 0 done, 1 failed, 2 wrong use, 3 a gate said no."})
public final class ModelsCommand implements Runnable {
    @Mixin
    private final Asking asking;

    public ModelsCommand(ServerLauncher launcher) {
        asking = new Asking(launcher);
    }

    @Override
    public void run() {
        list();
    }

    @Command(name = "list", mixinStandardHelpOptions = true, description = "List the models.")
    int list() {
        return asking.ask(client -> client.fetch("/api/v1/models"), answer -> {
            Lines lines = Asking.lines();
            for (JsonNode model : answer.path("models")) {
                List<String> aliases = new ArrayList<>();
                model.path("aliases")
                        .properties()
                        .forEach(alias -> aliases.add(
                                alias.getKey() + " → v" + alias.getValue().asLong()));
                lines.row(
                        Lines.text(model, "name"),
                        model.path("versions").asLong() + " versions",
                        String.join(", ", aliases));
            }
            lines.print("no model is registered: ./trefoil run makes one, ./trefoil models register PATH takes one in");
        });
    }

    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            description = "Show a model's versions, newest first, or one of them and what its gate says.")
    int show(
            @Parameters(index = "0", paramLabel = "MODEL") String model,
            @Parameters(
                            index = "1",
                            arity = "0..1",
                            paramLabel = "VERSION",
                            description = "such as 3",
                            defaultValue = "")
                    String version) {
        return version.isEmpty() ? versions(model) : one(model, version);
    }

    private int one(String model, String version) {
        return asking.ask(
                client -> client.fetch(
                        "/api/v1/models/" + ApiClient.part(model) + "/versions/" + ApiClient.part(version)),
                answer -> {
                    JsonNode from = answer.path("provenance");
                    Lines lines = Asking.lines();
                    lines.row("version", "v" + answer.path("version").asLong() + " of " + model);
                    lines.row("source", (Lines.text(from, "source") + " " + Lines.text(from, "kind")).strip());
                    lines.row("created", Lines.time(answer, "created"));
                    lines.row("package", Lines.text(answer, "package"));
                    lines.row("dataset", Lines.text(from, "dataset"));
                    lines.row("charter", Lines.text(from, "charter"));
                    lines.row("gate", Lines.text(answer, "gate"));
                    answer.path("objections").forEach(objection -> lines.row("", objection.asString("")));
                    lines.print("");
                });
    }

    private int versions(String model) {
        return asking.ask(client -> client.fetch("/api/v1/models/" + ApiClient.part(model)), answer -> {
            Lines lines = Asking.lines();
            for (JsonNode version : answer.path("versions")) {
                JsonNode from = version.path("provenance");
                lines.row(
                        "v" + version.path("version").asLong(),
                        Lines.text(from, "source"),
                        Lines.text(from, "kind"),
                        "package " + Lines.brief(Lines.text(version, "package")),
                        "data " + Lines.brief(Lines.text(from, "dataset")),
                        Lines.time(version, "created"));
            }
            lines.print("no version");
        });
    }

    @Command(
            name = "register",
            mixinStandardHelpOptions = true,
            description =
                    "Register a model trained elsewhere (XGBoost, LightGBM or ONNX file, MLflow folder, pickle, package): it is"
                            + " judged on the project's hold-out rows and takes part from then on.")
    int register(
            @Parameters(paramLabel = "PATH") Path path,
            @Option(
                            names = "--project",
                            paramLabel = "FOLDER",
                            description = "the project's folder (default: this one)",
                            defaultValue = "")
                    Path folder,
            @Option(
                            names = "--of",
                            paramLabel = "PROJECT",
                            description = "a project by its name, from any folder",
                            defaultValue = "")
                    String of,
            @Option(
                            names = "--columns",
                            paramLabel = "COLUMN",
                            split = ",",
                            description =
                                    "the table's columns that fill the model's inputs, in the model's order (default: by name;"
                                            + " when no name fits, all features in the table's order)",
                            defaultValue = "")
                    List<String> columns) {
        String project = ProjectName.of(of, folder);
        StoryPrinter printer = new StoryPrinter(System.out, asking.asJson(), StoryPrinter.onTerminal());
        try (Connection connection = Connection.open(asking.launcher())) {
            ApiClient client = connection.client();
            List<Map<String, Object>> files = SentFiles.of(path).send(client, printer);
            String name = String.valueOf(path.toAbsolutePath().normalize().getFileName());
            TripRunner runner = new TripRunner(client, printer);
            JsonNode job = runner.start(
                    project,
                    client.post(
                            "/api/v1/projects/" + ApiClient.part(project) + "/registrations",
                            Map.of(
                                    "files",
                                    files,
                                    "name",
                                    name,
                                    "columns",
                                    columns.stream()
                                            .map(String::strip)
                                            .filter(column -> !column.isEmpty())
                                            .toList())));
            JsonNode result = job.path("result");
            boolean refused = Lines.text(result, "gate").equals("refused");
            printer.say(
                    refused
                            ? "  Registered, but its gate says no: "
                                    + result.path("objections").path(0).asString("")
                            : "  Roll it out with ./trefoil deploy "
                                    + result.path("version").asLong());
            return refused ? 3 : 0;
        }
    }

    @Command(name = "alias", mixinStandardHelpOptions = true, description = "Point an alias at a version.")
    int alias(
            @Parameters(index = "0", paramLabel = "MODEL") String model,
            @Parameters(index = "1", paramLabel = "ALIAS") String alias,
            @Parameters(index = "2", paramLabel = "VERSION") String version,
            @Option(
                            names = "--why",
                            paramLabel = "REASON",
                            description = "the reason, for the audit log",
                            defaultValue = "by hand")
                    String why) {
        return asking.ask(
                client -> client.put(
                        "/api/v1/models/" + ApiClient.part(model) + "/aliases/" + ApiClient.part(alias),
                        Map.of("version", version, "why", why)),
                answer -> Asking.lines()
                        .row(
                                model,
                                alias + " → v"
                                        + answer.path("aliases").path(alias).asLong())
                        .print(""));
    }

    @Command(
            name = "promote",
            mixinStandardHelpOptions = true,
            description = "Start the rollout of a version, if its gate is open; exit code 3 names what it failed.")
    int promote(
            @Parameters(index = "0", paramLabel = "MODEL") String model,
            @Parameters(index = "1", paramLabel = "VERSION") String version,
            @Option(
                            names = "--why",
                            paramLabel = "REASON",
                            description = "the reason, for the audit log",
                            defaultValue = "by hand")
                    String why) {
        return asking.ask(client -> Release.of(client, model, version, why), Release::show);
    }
}
