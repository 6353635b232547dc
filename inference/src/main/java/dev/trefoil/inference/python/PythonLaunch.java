package dev.trefoil.inference.python;

import java.nio.file.Path;
import java.util.List;

/// All that is needed to start the process of a model, again and again.
///
/// @param model its folder or pickle
/// @param python interpreter of its environment
/// @param requirements what was installed there
record PythonLaunch(Path model, Path python, List<String> requirements, PythonSettings settings, Isolation isolation) {
    /// The model as messages call it.
    String name() {
        Path last = model.getFileName();
        return last == null ? model.toString() : last.toString();
    }
}
