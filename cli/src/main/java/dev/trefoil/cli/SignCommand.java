package dev.trefoil.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/// Signs sections of the charter for a stakeholder.
@Command(
        name = "sign",
        mixinStandardHelpOptions = true,
        description = "Sign sections of the charter for a stakeholder; an edit of a section voids its signatures.")
public final class SignCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "SECTION",
            arity = "0..*",
            description =
                    "problem, requirements, costs, data, deployment, monitoring (default: all the stakeholder signs)")
    private List<String> sections = List.of();

    @Option(names = "--as", required = true, paramLabel = "NAME", description = "the stakeholder who signs")
    private String stakeholder = "";

    @Option(names = "--why", paramLabel = "REASON", description = "a reason for the audit log")
    private String why = "";

    @Option(names = "--project", paramLabel = "FOLDER", description = "the project's folder (default: this one)")
    private Path folder = Path.of("");

    @Option(
            names = "--of",
            paramLabel = "PROJECT",
            description = "a project by its name, from any folder: signs its charter as the server holds it")
    private String of = "";

    @Option(names = "--json", description = "the signatures of every section as one line of JSON")
    private boolean json;

    private final ServerLauncher launcher;

    public SignCommand(ServerLauncher launcher) {
        this.launcher = launcher;
    }

    @Override
    public Integer call() throws IOException {
        String name = ProjectName.of(of, folder);
        try (Connection connection = Connection.open(launcher)) {
            if (of.isEmpty()) {
                String text = Files.readString(folder.toAbsolutePath().resolve("trefoil.yaml"));
                connection.client().post("/api/v1/charters", Map.of("text", text));
            }
            JsonNode answer = connection
                    .client()
                    .post(
                            "/api/v1/projects/" + ApiClient.part(name) + "/signatures",
                            Map.of("stakeholder", stakeholder, "sections", sections, "why", why));
            if (json) {
                System.out.println(answer);
                return 0;
            }
            for (JsonNode section : answer.path("sections")) {
                for (JsonNode signatory : section.path("signatories")) {
                    System.out.println("  " + section.path("section").asString("") + ": "
                            + signatory.path("stakeholder").asString("") + " "
                            + signatory.path("state").asString(""));
                }
            }
            return 0;
        }
    }
}
