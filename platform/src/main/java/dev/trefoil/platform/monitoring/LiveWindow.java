package dev.trefoil.platform.monitoring;

import dev.trefoil.core.drift.DriftFinding;
import dev.trefoil.core.verdict.Verdict;
import java.time.Instant;
import java.util.List;

/// What one stretch of event time said about what serves.
///
/// @param arm the version that was judged
/// @param label what people call the window, such as `2013-07`
/// @param rows predictions in it
/// @param matured predictions whose truth is known
/// @param answered predictions that this arm answered itself; the others it scored in shadow
/// @param drift of each feature and of the prediction against the version's reference
/// @param nulls share of missing values per feature, in the order of `drift`
/// @param verdicts on matured truth, in the order of the requirements
public record LiveWindow(
        String endpoint,
        String arm,
        Instant from,
        Instant until,
        String label,
        long rows,
        long matured,
        long answered,
        List<DriftFinding> drift,
        List<Double> nulls,
        List<Verdict> verdicts) {
    public LiveWindow {
        drift = List.copyOf(drift);
        nulls = List.copyOf(nulls);
        verdicts = List.copyOf(verdicts);
    }

    public double maturedShare() {
        return rows == 0 ? 0 : (double) matured / rows;
    }

    public List<String> drifted() {
        return drift.stream()
                .filter(DriftFinding::drifted)
                .map(DriftFinding::column)
                .distinct()
                .toList();
    }

    /// Columns that were compared with the reference.
    public long compared() {
        return drift.stream().map(DriftFinding::column).distinct().count();
    }
}
