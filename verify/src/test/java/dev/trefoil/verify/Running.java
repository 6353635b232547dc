package dev.trefoil.verify;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/// The packed program at work, through its launcher, in a home of its own; it can be listened to and killed.
final class Running implements AutoCloseable {
    private final Process process;
    private final BufferedReader out;
    private final List<String> lines = new ArrayList<>();
    private final long start = System.nanoTime();

    private Running(Process process) {
        this.process = process;
        this.out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    static Running trefoil(Path home, Map<String, String> environment, String... arguments) {
        List<String> command =
                new ArrayList<>(List.of(Checkout.ROOT.resolve("trefoil").toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(Checkout.ROOT.toFile())
                .redirectError(ProcessBuilder.Redirect.appendTo(
                        home.resolveSibling(home.getFileName() + ".err").toFile()));
        builder.environment().put("TREFOIL_HOME", home.toString());
        builder.environment().putAll(environment);
        try {
            Files.createDirectories(home.getParent());
            return new Running(builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Reads on until a line passes; answers it, or the empty text when the program ended first.
    String until(Predicate<String> wanted) {
        try {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                lines.add(line);
                if (wanted.test(line)) {
                    return line;
                }
            }
            return "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Everything it has said so far.
    List<String> lines() {
        return lines;
    }

    double seconds() {
        return (System.nanoTime() - start) / 1e9;
    }

    ProcessHandle handle() {
        return process.toHandle();
    }

    /// As `kill -9` does it, without a word of warning.
    void kill() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.toHandle().destroyForcibly(); // unlike the process' own, leaves what was printed to be read
        end();
    }

    /// Waits for its end; answers the exit code.
    int end() {
        try {
            until(_ -> false);
            if (!process.waitFor(10, TimeUnit.MINUTES)) {
                throw new IllegalStateException("it does not end");
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            kill();
        }
    }
}
