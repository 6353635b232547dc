package dev.trefoil.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/// Takes the project in this folder as far as its evaluation.
@Command(
        name = "train",
        mixinStandardHelpOptions = true,
        description =
                "Look for the model of the project in this folder and judge it; nothing is registered or released.",
        footer = {"", "Exit codes: 0 done, 1 failed, 2 wrong use, 130 interrupted."})
public final class TrainCommand implements Callable<Integer> {
    @Option(names = "--project", paramLabel = "FOLDER", description = "the project's folder (default: this one)")
    private Path folder = Path.of("");

    @Option(names = "--json", description = "the story as lines of JSON")
    private boolean json;

    private final ServerLauncher launcher;

    public TrainCommand(ServerLauncher launcher) {
        this.launcher = launcher;
    }

    @Override
    public Integer call() {
        ProjectFolder project = new ProjectFolder(folder);
        StoryPrinter printer = new StoryPrinter(System.out, json, StoryPrinter.onTerminal());
        try (Connection connection = Connection.open(launcher)) {
            TripRunner runner = new TripRunner(connection.client(), printer);
            JsonNode job = runner.run(project, "development");
            TripRunner.keepContract(connection.client(), job, project.folder(), printer);
            printer.say("  Nothing was registered: ./trefoil run goes on from here, and reuses all of this.");
            return 0;
        }
    }
}
