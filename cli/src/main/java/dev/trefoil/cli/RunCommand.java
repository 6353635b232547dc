package dev.trefoil.cli;

import dev.trefoil.core.text.Spelling;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/// Takes the project in this folder round the loop, as far as its gates allow.
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description = "Take the project in this folder round the loop, as far as its gates allow.",
        footer = {"", "Exit codes: 0 done, 1 failed, 2 wrong use, 3 a gate said no."})
public final class RunCommand implements Callable<Integer> {
    private static final List<String> STEPS = List.of("data", "development", "evaluation", "registry", "deployment");

    @Option(names = "--project", paramLabel = "FOLDER", description = "the project's folder (default: this one)")
    private Path folder = Path.of("");

    @Option(names = "--until", paramLabel = "STEP", description = "data, development, registry or deployment")
    private String until = "deployment";

    @Option(names = "--json", description = "the story as lines of JSON")
    private boolean json;

    private final ServerLauncher launcher;

    public RunCommand(ServerLauncher launcher) {
        this.launcher = launcher;
    }

    @Override
    public Integer call() {
        if (!STEPS.contains(until)) {
            throw CommandProblem.wrongUse("there is no step '" + until + "'"
                    + Spelling.nearest(until, STEPS)
                            .map(step -> " (did you mean '" + step + "'?)")
                            .orElse(": say " + String.join(", ", STEPS)));
        }
        ProjectFolder project = new ProjectFolder(folder);
        StoryPrinter printer = new StoryPrinter(System.out, json, StoryPrinter.onTerminal());
        try (Connection connection = Connection.open(launcher)) {
            TripRunner runner = new TripRunner(connection.client(), printer);
            JsonNode job = runner.run(project, until);
            TripRunner.keepContract(connection.client(), job, project.folder(), printer);
            JsonNode result = job.path("result");
            boolean refused = result.path("gate").asString("").equals("refused");
            if (refused) {
                printer.say("  A gate said no: look at ./trefoil status for each requirement.");
            } else if (connection.ownServer()) {
                printer.say("  The server stops with this command. Keep one with ./trefoil server, then POST to"
                        + " /endpoints/NAME/invocations.");
            }
            return refused ? 3 : 0;
        }
    }
}
