package dev.trefoil.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

/// The end of the server's log.
@Command(
        name = "logs",
        mixinStandardHelpOptions = true,
        description = "The last lines that the server in TREFOIL_HOME logged.")
public final class LogsCommand implements Callable<Integer> {
    @Option(
            names = {"-n", "--lines"},
            paramLabel = "N",
            description = "how many (default: ${DEFAULT-VALUE})")
    private int count = 50;

    @Option(names = "--json", description = "a JSON object with a text for each line")
    private boolean json;

    @Override
    public Integer call() {
        Path file = Connection.home().resolve("server.log");
        if (!Files.isRegularFile(file)) {
            throw CommandProblem.failed("no server has logged in " + Connection.home() + " yet");
        }
        try {
            // Malformed bytes, such as of a line that is being written, are replaced.
            List<String> lines = new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            List<String> last = lines.subList(Math.max(0, lines.size() - Math.max(0, count)), lines.size());
            if (json) {
                last.forEach(line -> System.out.println(JsonMapper.shared().writeValueAsString(Map.of("text", line))));
            } else {
                last.forEach(System.out::println);
            }
            return 0;
        } catch (IOException e) {
            throw CommandProblem.failed("cannot read " + file + ": " + e.getMessage());
        }
    }
}
