package dev.trefoil.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/// Stops the server that works in the home.
@Command(name = "stop", mixinStandardHelpOptions = true, description = "Stop the server that works in TREFOIL_HOME.")
public final class StopCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Option(names = "--json", description = "the answer as JSON")
    private boolean json;

    @Override
    public Integer call() throws InterruptedException, ExecutionException {
        Path home = Connection.home();
        Optional<ProcessHandle> process = Connection.serverFile(home)
                .map(JsonNode.class::cast)
                .flatMap(file -> ProcessHandle.of(file.path("pid").asLong(-1)))
                .filter(ProcessHandle::isAlive);
        if (process.isEmpty()) {
            System.out.println(json ? "{\"stopped\":false}" : "no server works in " + home);
            return 0;
        }
        process.get().destroy();
        try {
            process.get().onExit().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException _) {
            throw CommandProblem.failed("the server " + process.get().pid() + " has not stopped after "
                    + PATIENCE.toSeconds() + " s: look at what it is doing, or kill it; nothing acknowledged is lost");
        }
        System.out.println(json ? "{\"stopped\":true}" : "stopped");
        return 0;
    }
}
