package dev.trefoil.inference.python;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// What a Python model may have.
///
/// @param cache folder of the virtual environments, shared by all models
/// @param interpreter the Python to use; empty to look for the version that wrote the model, then for `python3`
/// @param network whether models may open connections
/// @param memoryBytes most memory of one model, all its processes together
/// @param startLimit most time to load a model, after its environment is made
/// @param callLimit most time to answer one call
public record PythonSettings(
        Path cache,
        Optional<String> interpreter,
        boolean network,
        long memoryBytes,
        Duration startLimit,
        Duration callLimit) {
    /// The defaults: no network, 2 GiB, two minutes to load, one minute to answer.
    public static PythonSettings in(Path cache) {
        return new PythonSettings(
                cache, Optional.empty(), false, 2L << 30, Duration.ofMinutes(2), Duration.ofMinutes(1));
    }

    /// The defaults below a home, changed by `TREFOIL_PYTHON`, `TREFOIL_PYTHON_NETWORK`, `TREFOIL_PYTHON_MEMORY_MB`,
    /// `TREFOIL_PYTHON_START_SECONDS` and `TREFOIL_PYTHON_CALL_SECONDS`; [IllegalArgumentException] names the one
    /// that makes no sense.
    public static PythonSettings of(Path home, Map<String, String> environment) {
        String network =
                environment.getOrDefault("TREFOIL_PYTHON_NETWORK", "no").strip();
        if (!network.equals("yes") && !network.equals("no")) {
            throw new IllegalArgumentException("TREFOIL_PYTHON_NETWORK is '" + network + "'; say yes or no");
        }
        return new PythonSettings(
                home.resolve("python"),
                Optional.ofNullable(environment.get("TREFOIL_PYTHON")).filter(text -> !text.isBlank()),
                network.equals("yes"),
                number(environment, "TREFOIL_PYTHON_MEMORY_MB", 2048) << 20,
                Duration.ofSeconds(number(environment, "TREFOIL_PYTHON_START_SECONDS", 120)),
                Duration.ofSeconds(number(environment, "TREFOIL_PYTHON_CALL_SECONDS", 60)));
    }

    private static long number(Map<String, String> environment, String name, long otherwise) {
        String text = environment.getOrDefault(name, "").strip();
        if (text.isEmpty()) {
            return otherwise;
        }
        if (!text.matches("[1-9][0-9]{0,8}")) {
            throw new IllegalArgumentException(name + " is '" + text + "'; say a whole number above 0");
        }
        return Long.parseLong(text);
    }
}
