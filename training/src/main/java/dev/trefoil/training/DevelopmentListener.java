package dev.trefoil.training;

import dev.trefoil.core.metric.Metric;
import dev.trefoil.training.search.StudyListener;

/// Hears of a development as it goes on. Methods may be called from several threads.
public interface DevelopmentListener extends StudyListener {
    DevelopmentListener SILENT = new DevelopmentListener() {};

    /// A rung of the ladder was measured on the hold-out rows.
    default void baseline(String id, Metric measure, double value) {}

    /// The search begins.
    ///
    /// @param judgedBy the measure by which trials are compared
    /// @param folds how many folds each trial is judged on
    default void searching(Metric judgedBy, int folds, int trials) {}

    /// The winner is fitted on all training rows.
    default void fitting(String candidate) {}

    /// Something that a person should know: a candidate or baseline left out, and why.
    default void note(String text) {}

    /// A line that the command of a candidate wrote.
    default void output(String candidate, String line) {}
}
