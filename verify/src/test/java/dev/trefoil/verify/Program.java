package dev.trefoil.verify;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// A run of a command to its end: exit code and what it wrote.
public record Program(int exit, String out, String err) {
    private static final long PATIENCE_SECONDS = 120;

    /// The packed program on this JVM's JDK.
    static Program run(String... args) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-jar",
                Checkout.program().resolve("trefoil.jar").toString()));
        command.addAll(List.of(args));
        return run(Checkout.ROOT, Map.of(), command);
    }

    /// Any command, in a folder, with just these environment variables (with none given: this process's own).
    public static Program run(Path folder, Map<String, String> environment, List<String> command) {
        try {
            Path out = Files.createTempFile("trefoil", ".out");
            Path err = Files.createTempFile("trefoil", ".err");
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile());
            if (!environment.isEmpty()) {
                builder.environment().clear();
                builder.environment().putAll(environment);
            }
            Process process = builder.start();
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException(command + " did not end in " + PATIENCE_SECONDS + " s");
            }
            return new Program(process.exitValue(), readAndDelete(out), readAndDelete(err));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String readAndDelete(Path file) throws IOException {
        String text = Files.readString(file, StandardCharsets.UTF_8);
        Files.delete(file);
        return text;
    }
}
