package dev.trefoil.inference.python;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// A Python 3 of this machine.
///
/// @param version as in `3.11.7`
record Interpreter(String command, String version) {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final String ASK = "import sys; print('%d.%d.%d' % sys.version_info[:3])";

    /// The one that the settings name; else that of the wanted minor version, else `python3`.
    ///
    /// @param wanted version that wrote the model; empty when it is not known
    static Interpreter find(PythonSettings settings, String wanted) {
        List<String> candidates = new ArrayList<>();
        settings.interpreter().ifPresent(candidates::add);
        if (candidates.isEmpty()) {
            String[] parts = wanted.split("\\.", -1);
            if (parts.length >= 2 && parts[0].equals("3") && parts[1].matches("[0-9]{1,2}")) {
                candidates.add("python3." + parts[1]);
            }
            candidates.add("python3");
        }
        for (String command : candidates) {
            Tool asked = Tool.run(List.of(command, "-I", "-c", ASK), Path.of("/"), LIMIT);
            String version = asked.output().strip();
            if (!asked.failed() && version.matches("3\\.[0-9]+\\.[0-9]+")) {
                return new Interpreter(command, version);
            }
        }
        throw new IllegalStateException(
                "the model is Python code, and there is no " + candidates.getLast() + " to run it; install Python 3 "
                        + "with its venv module (Debian: apt install python3-venv), or set TREFOIL_PYTHON to one");
    }
}
