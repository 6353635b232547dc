package dev.trefoil.cli;

import dev.trefoil.inference.python.PythonModels;
import dev.trefoil.inference.python.PythonSettings;
import dev.trefoil.inference.runtime.CodeRuntimes;
import dev.trefoil.inference.runtime.ModelRuntime;
import java.nio.file.Path;

/// Opens models that are code for a command: environments lie in the home, progress goes to standard error.
final class CodeModels implements CodeRuntimes {
    @Override
    public ModelRuntime open(Path path) {
        PythonSettings settings = PythonSettings.of(Connection.home(), System.getenv());
        return new PythonModels(settings, System.err::println).open(path);
    }
}
