package dev.trefoil.inference.python;

import dev.trefoil.inference.runtime.ModelFormatException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// Makes virtual environments, one for each set of requirements, and keeps them.
final class PythonEnvironment {
    private static final Duration VENV_LIMIT = Duration.ofMinutes(2);
    private static final Duration PIP_LIMIT = Duration.ofMinutes(20);
    private static final long POLL_MILLIS = 200;

    private final Path cache;
    private final Interpreter interpreter;
    private final Consumer<String> progress;

    PythonEnvironment(Path cache, Interpreter interpreter, Consumer<String> progress) {
        this.cache = cache;
        this.interpreter = interpreter;
        this.progress = progress;
    }

    /// The interpreter of the environment, which is made when it is not there yet. Several processes may ask at
    /// once: one makes it, the others wait.
    Path prepare(Path model, Requirements requirements) {
        String name = requirements.digest(interpreter).hex().substring(0, 16);
        Path folder = cache.toAbsolutePath().resolve(name);
        Path python = folder.resolve("bin").resolve("python");
        Path ready = folder.resolve("ready");
        if (Files.exists(ready)) {
            return python;
        }
        try {
            Files.createDirectories(cache);
            try (FileChannel channel = FileChannel.open(
                            cache.resolve(name + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock _ = lock(channel)) {
                if (!Files.exists(ready)) {
                    PythonFiles.remove(folder);
                    make(model, requirements, folder, python);
                    Files.write(ready, requirements.lines());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make a Python environment in " + cache + ": " + e.getMessage(), e);
        }
        return python;
    }

    private static FileLock lock(FileChannel channel) throws IOException {
        while (true) {
            try {
                FileLock lock = channel.tryLock();
                if (lock != null) {
                    return lock;
                }
            } catch (OverlappingFileLockException _) {
                // Another thread of this program makes it.
            }
            try {
                Thread.sleep(POLL_MILLIS);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted while another process makes it");
            }
        }
    }

    private void make(Path model, Requirements requirements, Path folder, Path python) {
        String name = String.valueOf(model.getFileName());
        progress.accept("making a Python " + interpreter.version() + " environment for " + name + " ("
                + requirements.lines().size() + " requirements); later models with the same ones use it again");
        List<String> command = new ArrayList<>(List.of(interpreter.command(), "-I", "-m", "venv"));
        if (requirements.lines().isEmpty()) {
            command.add("--without-pip");
        }
        command.add(folder.toString());
        Tool venv = Tool.run(command, cache, VENV_LIMIT);
        if (venv.failed()) {
            PythonFiles.remove(folder);
            throw new IllegalStateException(interpreter.command() + " cannot make a virtual environment ("
                    + venv.complaint() + "); install its venv module (Debian: apt install python3-venv)");
        }
        if (requirements.lines().isEmpty()) {
            return;
        }
        List<String> pip = new ArrayList<>(List.of(
                python.toString(),
                "-I",
                "-m",
                "pip",
                "install",
                "--disable-pip-version-check",
                "--no-input",
                "--prefer-binary",
                "--quiet",
                "-r"));
        Path base = Files.isDirectory(model) ? model : cache;
        try {
            Path list = Files.write(folder.resolve("requirements.txt"), requirements.lines());
            pip.add(list.toString());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write into " + folder + ": " + e.getMessage(), e);
        }
        Tool installed = Tool.run(pip, base, PIP_LIMIT);
        if (installed.failed()) {
            PythonFiles.remove(folder);
            throw new ModelFormatException(
                    name,
                    "requirements",
                    "pip cannot install them with Python " + interpreter.version() + " (" + installed.complaint() + ")",
                    "correct requirements.txt, check the network, or set TREFOIL_PYTHON to the Python that wrote it");
        }
    }
}
