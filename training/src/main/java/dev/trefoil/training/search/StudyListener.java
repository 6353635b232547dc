package dev.trefoil.training.search;

/// Hears of a study's progress. [#started] and [#reported] come from the threads of the trials; [#finished]
/// comes from
/// the thread that runs the study, in the order of the trials' numbers.
public interface StudyListener {
    default void started(int number, String kind, Hyperparameters parameters) {}

    default void reported(int number, int step, double value) {}

    default void finished(FinishedTrial trial) {}
}
