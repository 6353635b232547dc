package dev.trefoil.inference.python;

import dev.trefoil.inference.runtime.CodeRuntimes;
import dev.trefoil.inference.runtime.ModelRuntime;
import java.nio.file.Path;
import java.util.function.Consumer;

/// Opens MLflow folders and pickles in a Python process per model.
public final class PythonModels implements CodeRuntimes {
    private final PythonSettings settings;
    private final Consumer<String> progress;

    /// @param progress is told, in a line each, what takes long
    public PythonModels(PythonSettings settings, Consumer<String> progress) {
        this.settings = settings;
        this.progress = progress;
    }

    @Override
    public ModelRuntime open(Path path) {
        Path model = path.toAbsolutePath().normalize();
        Interpreter interpreter = Interpreter.find(settings, Requirements.pythonVersion(model));
        Requirements requirements = Requirements.of(model, interpreter);
        Path python = new PythonEnvironment(settings.cache(), interpreter, progress).prepare(model, requirements);
        return PythonModel.open(
                new PythonLaunch(model, python, requirements.lines(), settings, Isolation.choose(settings)),
                System::nanoTime);
    }
}
