package dev.trefoil.core.drift;

import java.util.List;

/// How long drift must last before anybody is called: in at least `times` of the last `windows` windows.
public record Persistence(int times, int windows) {
    /// Two of the last three.
    public static final Persistence STANDARD = new Persistence(2, 3);

    public Persistence {
        if (times < 1 || windows < times) {
            throw new IllegalArgumentException(
                    "persistence is k of m windows, 1 ≤ k ≤ m, not " + times + " of " + windows);
        }
    }

    /// Columns that drifted often enough; findings window by window, the oldest first.
    public List<String> columns(List<List<DriftFinding>> findings) {
        List<List<String>> recent = findings.subList(Math.max(0, findings.size() - windows), findings.size()).stream()
                .map(DriftRule::drifted)
                .toList();
        return recent.stream()
                .flatMap(List::stream)
                .distinct()
                .filter(column ->
                        recent.stream().filter(names -> names.contains(column)).count() >= times)
                .toList();
    }
}
