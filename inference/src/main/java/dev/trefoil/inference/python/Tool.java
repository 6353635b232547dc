package dev.trefoil.inference.python;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A short-lived program: run to its end, all it printed kept.
///
/// @param exitCode 127 when it could not be started
record Tool(int exitCode, String output) {
    private static final long MOST_OUTPUT = 1 << 20;

    /// Kills it after the limit. Standard error is mixed into the output.
    static Tool run(List<String> command, Path folder, Duration limit) {
        Path output = null;
        Process process = null;
        try {
            output = Files.createTempFile("trefoil-tool", ".log");
            process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectInput(Path.of("/dev/null").toFile())
                    .redirectOutput(output.toFile())
                    .start();
            if (!process.waitFor(limit.toSeconds(), TimeUnit.SECONDS)) {
                return new Tool(124, text(output) + "\nit did not end within " + limit.toSeconds() + " s");
            }
            return new Tool(process.exitValue(), text(output));
        } catch (IOException e) {
            return new Tool(127, String.valueOf(e.getMessage()));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return new Tool(130, "interrupted");
        } finally {
            if (process != null && process.isAlive()) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
            remove(output);
        }
    }

    private static String text(Path output) throws IOException {
        try (var in = Files.newInputStream(output)) {
            return new String(in.readNBytes((int) MOST_OUTPUT), StandardCharsets.UTF_8);
        }
    }

    private static void remove(@org.jspecify.annotations.Nullable Path output) {
        try {
            if (output != null) {
                Files.deleteIfExists(output);
            }
        } catch (IOException _) {
            // A file left in the folder of temporary files does no harm.
        }
    }

    boolean failed() {
        return exitCode != 0;
    }

    /// The line that says what went wrong: the first that starts with `ERROR`, else the last.
    String complaint() {
        List<String> lines =
                output.lines().map(String::strip).filter(l -> !l.isEmpty()).toList();
        return lines.stream()
                .filter(line -> line.startsWith("ERROR:"))
                .map(line -> line.substring(6).strip())
                .reduce((_, second) -> second)
                .orElse(lines.isEmpty() ? "exit code " + exitCode : lines.getLast());
    }
}
