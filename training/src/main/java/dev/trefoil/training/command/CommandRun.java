package dev.trefoil.training.command;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/// A command as it runs in a folder, with all processes it starts. It ends with them, or takes them with it.
public final class CommandRun {
    private static final int KEPT = 20;
    private static final long POLL_MILLIS = 50;
    private static final long GRACE_MILLIS = 2_000;

    private final String command;
    private final Path folder;
    private final Map<String, String> environment;
    private final Duration limit;

    /// @param command a line for the shell
    /// @param environment added to that of this process
    /// @param limit it is killed after this
    public CommandRun(String command, Path folder, Map<String, String> environment, Duration limit) {
        this.command = command;
        this.folder = folder;
        this.environment = Map.copyOf(environment);
        this.limit = limit;
    }

    /// Runs to the end. Another exit code than 0, or the end of its time, is an [IllegalStateException] with the last
    /// lines that it wrote; `cancelled` kills it and throws [CancellationException].
    public void run(Consumer<String> output, BooleanSupplier cancelled) {
        Process process = start();
        Deque<String> last = new ArrayDeque<>();
        Thread reader = Thread.ofPlatform()
                .name("trefoil-command-output")
                .daemon()
                .start(() -> read(process, line -> {
                    synchronized (last) {
                        last.addLast(line);
                        if (last.size() > KEPT) {
                            last.removeFirst();
                        }
                    }
                    output.accept(line);
                }));
        try {
            long end = System.nanoTime() + limit.toNanos();
            while (!process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                if (cancelled.getAsBoolean()) {
                    throw new CancellationException("the command '" + command + "' was cancelled");
                }
                if (System.nanoTime() > end) {
                    throw failed("did not end within " + limit.toSeconds() + " s and was killed", last);
                }
            }
            reader.join(GRACE_MILLIS);
            if (process.exitValue() != 0) {
                throw failed("exited with " + process.exitValue(), last);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new CancellationException("the command '" + command + "' was interrupted");
        } finally {
            kill(process);
        }
    }

    private Process start() {
        ProcessBuilder builder = new ProcessBuilder("/bin/sh", "-c", command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
        builder.environment().putAll(environment);
        try {
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "the command '" + command + "' cannot be started in " + folder + ": " + e.getMessage(), e);
        }
    }

    private static void read(Process process, Consumer<String> each) {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                each.accept(line);
            }
        } catch (IOException _) {
            // The process was killed while it wrote.
        }
    }

    private IllegalStateException failed(String how, Deque<String> last) {
        List<String> lines;
        synchronized (last) {
            lines = new ArrayList<>(last);
        }
        return new IllegalStateException("the command '" + command + "' " + how
                + (lines.isEmpty() ? "; it wrote nothing" : "; its last lines:\n  " + String.join("\n  ", lines)));
    }

    /// Asks every process of the tree to end, and kills those that do not.
    private static void kill(Process process) {
        List<ProcessHandle> tree = new ArrayList<>(process.descendants().toList());
        tree.add(process.toHandle());
        tree.forEach(ProcessHandle::destroy);
        long end = System.nanoTime() + GRACE_MILLIS * 1_000_000;
        while (tree.stream().anyMatch(ProcessHandle::isAlive) && System.nanoTime() < end) {
            try {
                Thread.sleep(POLL_MILLIS / 5);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                break;
            }
        }
        tree.forEach(ProcessHandle::destroyForcibly);
    }
}
