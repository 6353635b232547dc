package dev.trefoil.inference.python;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// How a worker is kept apart from the rest of the machine, as far as the machine permits.
///
/// @param prefix command that starts the worker inside
/// @param network what the worker is told: `open`, `closed`, or `filter` when it must close the network itself
/// @param words for people
record Isolation(List<String> prefix, String network, String words) {
    private static final Duration LIMIT = Duration.ofSeconds(5);

    /// Namespaces of its own for processes and network where they may be made; else a filter of system calls that
    /// the worker puts on before it reads the model. Where that is refused too, the model does not load.
    static Isolation choose(PythonSettings settings) {
        List<String> kinds = new ArrayList<>(List.of("--pid", "--fork", "--kill-child"));
        if (!settings.network()) {
            kinds.add("--net");
        }
        for (List<String> rights : List.of(List.<String>of(), List.of("--user", "--map-root-user"))) {
            List<String> prefix = new ArrayList<>(List.of("unshare"));
            prefix.addAll(rights);
            prefix.addAll(kinds);
            List<String> trial = new ArrayList<>(prefix);
            trial.add("true");
            if (!Tool.run(trial, Path.of("/"), LIMIT).failed()) {
                return new Isolation(
                        List.copyOf(prefix),
                        settings.network() ? "open" : "closed",
                        settings.network() ? "allowed" : "none (a network namespace of its own)");
            }
        }
        return settings.network()
                ? new Isolation(List.of(), "open", "allowed")
                : new Isolation(List.of(), "filter", "none (a filter of system calls)");
    }
}
