package dev.trefoil.cli;

import dev.trefoil.core.drift.DriftFinding;
import dev.trefoil.core.drift.DriftRule;
import dev.trefoil.core.drift.QualityFinding;
import dev.trefoil.core.drift.QualityRule;
import dev.trefoil.core.drift.WindowHistogram;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/// What is said of one window: how its columns moved, and what became of their quality.
///
/// @param quality empty in the profiles of other libraries, which have no such rule
record DriftReport(List<DriftFinding> drift, List<QualityFinding> quality) {
    DriftReport {
        drift = List.copyOf(drift);
        quality = List.copyOf(quality);
    }

    static DriftReport of(WindowHistogram window) {
        return new DriftReport(DriftRule.STANDARD.judge(window), QualityRule.STANDARD.judge(window));
    }

    DriftReport with(List<DriftFinding> more) {
        List<DriftFinding> all = new ArrayList<>(drift);
        all.addAll(more);
        return new DriftReport(all, quality);
    }

    /// Columns whose quality broke.
    List<String> broken() {
        return quality.stream()
                .filter(QualityFinding::broken)
                .map(QualityFinding::column)
                .distinct()
                .toList();
    }

    /// The drift of each column as a JSON line and as a row of the table.
    void showDrift(StatisticsOutput output, String window, long rows) {
        for (DriftFinding f : drift) {
            ObjectNode node =
                    StatisticsOutput.event("drift").put("window", window).put("column", f.column());
            node.put("method", f.method()).put("drifted", f.drifted()).put("rows", rows);
            StatisticsOutput.put(node, "value", f.value());
            StatisticsOutput.put(node, "corrected", f.corrected());
            StatisticsOutput.put(node, "p", f.p());
            StatisticsOutput.put(node, "p_adjusted", f.adjusted());
            output.line(node);
            output.row(
                    window,
                    f.column(),
                    f.drifted() ? "DRIFT" : "",
                    f.value(),
                    f.corrected(),
                    f.p(),
                    f.adjusted(),
                    f.method());
        }
    }

    /// Every quality check as a JSON line; in the table only those where a share is above 0.
    void showQuality(StatisticsOutput output, String window) {
        for (QualityFinding f : quality) {
            ObjectNode node = StatisticsOutput.event("quality")
                    .put("window", window)
                    .put("column", f.column())
                    .put("check", f.check().id())
                    .put("broken", f.broken());
            StatisticsOutput.put(node, "reference", f.reference());
            StatisticsOutput.put(node, "p", f.p());
            StatisticsOutput.put(node, "p_adjusted", f.adjusted());
            output.line(StatisticsOutput.estimate(node, f.current()));
            if (f.reference() > 0 || f.current().value() > 0) {
                output.row(
                        window,
                        f.column(),
                        f.check().id().replace('_', ' '),
                        f.broken() ? "BROKEN" : "",
                        f.reference(),
                        f.current().value(),
                        StatisticsOutput.interval(f.current()),
                        f.adjusted());
            }
        }
    }
}
