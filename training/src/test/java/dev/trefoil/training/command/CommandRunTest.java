package dev.trefoil.training.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class CommandRunTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    @TempDir
    private Path folder;

    @Test
    void runsInItsFolderWithItsEnvironment() {
        List<String> lines = new ArrayList<>();
        run("pwd; echo \"$GREETING\"; echo problem >&2", Map.of("GREETING", "hello"), MINUTE, lines);
        assertThat(lines).hasSize(3).contains("hello", "problem");
        assertThat(Path.of(lines.getFirst()).getFileName()).isEqualTo(folder.getFileName());
    }

    @Test
    void anotherExitCodeShowsTheLastLines() {
        assertThatThrownBy(() -> run("echo one; echo two; exit 3", Map.of(), MINUTE, new ArrayList<>()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("exited with 3")
                .hasMessageContaining("two");
    }

    @Test
    void aCommandOutOfTimeIsKilledWithAllItStarted() throws Exception {
        assertThatThrownBy(() -> run(
                        "sh -c 'echo $$ > child; exec sleep 300' & echo started; wait",
                        Map.of(),
                        Duration.ofSeconds(2),
                        new ArrayList<>()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("did not end within 2 s");
        long child = Long.parseLong(Files.readString(folder.resolve("child")).strip());
        assertThat(ProcessHandle.of(child).filter(ProcessHandle::isAlive)).isEmpty();
    }

    @Test
    void aCancelledCommandIsKilled() {
        List<String> lines = new ArrayList<>();
        CommandRun command = new CommandRun("echo go; sleep 300", folder, Map.of(), MINUTE);
        assertThatThrownBy(() -> command.run(lines::add, () -> !lines.isEmpty()))
                .isInstanceOf(CancellationException.class);
    }

    private void run(String command, Map<String, String> environment, Duration limit, List<String> lines) {
        new CommandRun(command, folder, environment, limit).run(lines::add, () -> false);
    }
}
