package dev.trefoil.inference.python;

import dev.trefoil.core.digest.Digest;
import dev.trefoil.core.digest.DigestBuilder;
import dev.trefoil.inference.runtime.ModelFormatException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/// What must be installed for a model, one requirement of pip a line.
///
/// MLflow itself is taken as `mlflow-skinny`: the same code that loads models, without its server.
record Requirements(List<String> lines) {
    private static final long LONGEST_FILE = 1 << 20;
    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final Pattern MLFLOW = Pattern.compile("mlflow(\\s*[=<>!~].*)?");
    private static final Pattern VERSION = Pattern.compile("(?m)^\\s*python_version:\\s*['\"]?([0-9.]+)");
    private static final Pattern MLFLOW_VERSION = Pattern.compile("(?m)^mlflow_version:\\s*['\"]?([0-9][0-9a-z.]*)");

    Requirements {
        lines = List.copyOf(lines);
    }

    /// The Python that wrote a model; empty when it does not say.
    static String pythonVersion(Path model) {
        Matcher said = VERSION.matcher(text(model, "MLmodel"));
        return said.find() ? said.group(1) : "";
    }

    /// From `requirements.txt` in the folder or beside the pickle, or `conda.yaml`; without either, a pickle's are
    /// guessed from the names of the modules in it.
    static Requirements of(Path model, Interpreter interpreter) {
        if (Files.isDirectory(model)) {
            String listed = text(model, "requirements.txt");
            List<String> found = listed.isBlank() ? conda(text(model, "conda.yaml")) : plain(listed);
            return new Requirements(withMlflow(found, text(model, "MLmodel")));
        }
        Path beside = model.resolveSibling("requirements.txt");
        return new Requirements(Files.isRegularFile(beside) ? plain(read(beside)) : guessed(model, interpreter));
    }

    /// A small text file of the folder; empty when it is not there.
    private static String text(Path model, String name) {
        Path file = model.resolve(name);
        return Files.isRegularFile(file) ? read(file) : "";
    }

    private static String read(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return new String(in.readNBytes((int) LONGEST_FILE), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    private static List<String> plain(String text) {
        return text.lines()
                .map(line -> line.replaceFirst("(^|\\s)#.*", "").strip())
                .filter(line -> !line.isEmpty())
                .toList();
    }

    private static List<String> conda(String text) {
        if (text.isBlank()) {
            return List.of();
        }
        try {
            Object root = new Load(LoadSettings.builder().build()).loadFromString(text);
            List<String> lines = new ArrayList<>();
            if (root instanceof Map<?, ?> top && top.get("dependencies") instanceof List<?> dependencies) {
                for (Object dependency : dependencies) {
                    if (dependency instanceof Map<?, ?> map && map.get("pip") instanceof List<?> pip) {
                        pip.forEach(line -> lines.add(String.valueOf(line)));
                    }
                }
            }
            return lines;
        } catch (YamlEngineException e) {
            throw new ModelFormatException("conda.yaml", "", "is not valid YAML", "log the model again");
        }
    }

    /// The loader needs MLflow and data frames, whether the model's author named them or not.
    private static List<String> withMlflow(List<String> found, String mlmodel) {
        List<String> lines = new ArrayList<>();
        boolean loader = false;
        boolean frames = false;
        for (String line : found) {
            Matcher mlflow = MLFLOW.matcher(line);
            boolean itself = mlflow.matches();
            lines.add(itself ? "mlflow-skinny" + line.substring("mlflow".length()) : line);
            loader |= itself || line.startsWith("mlflow-skinny") || line.startsWith("mlflow[");
            frames |= line.matches("pandas\\b.*");
        }
        if (!loader) {
            Matcher said = MLFLOW_VERSION.matcher(mlmodel);
            lines.add("mlflow-skinny" + (said.find() ? "==" + said.group(1) : ""));
        }
        if (!frames) {
            lines.add("pandas");
        }
        return lines;
    }

    private static List<String> guessed(Path pickle, Interpreter interpreter) {
        try (PythonFiles files = PythonFiles.create()) {
            Path script = files.script("pickle_requirements.py");
            Tool tool = Tool.run(
                    List.of(interpreter.command(), "-I", "-S", script.toString(), pickle.toString()),
                    files.folder(),
                    LIMIT);
            if (tool.failed()) {
                throw new ModelFormatException(
                        String.valueOf(pickle.getFileName()),
                        "",
                        "cannot be searched for what it needs: " + tool.complaint(),
                        "put a requirements.txt beside it");
            }
            return plain(tool.output());
        }
    }

    /// The address of an environment with these, made by this Python.
    Digest digest(Interpreter interpreter) {
        DigestBuilder builder = new DigestBuilder()
                .add("trefoil-python-1")
                .add(interpreter.command())
                .add(interpreter.version());
        lines.forEach(builder::add);
        return builder.build();
    }
}
