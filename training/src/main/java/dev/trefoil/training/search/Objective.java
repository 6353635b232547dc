package dev.trefoil.training.search;

/// What a study optimises.
@FunctionalInterface
public interface Objective {
    /// Tries the settings; reports on the way. Returns early, with any result, once [Trial#report] answers
    /// false. An
    /// [IllegalArgumentException] or [IllegalStateException] fails this trial only.
    Result evaluate(Trial trial);

    /// @param step the step of the best value; 0 where there are none
    record Result(double value, int step) {}
}
