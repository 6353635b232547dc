package dev.trefoil.training.search;

/// How a study is run.
///
/// @param trials budget over all contenders
/// @param window how far trials may overlap: trial `i` knows the trials up to `i − window` and no other,
/// whatever the
///     timing, so that the result depends on the seed alone; 1 is strictly one after the other
/// @param threads trials that run at the same time; more than `window` are of no use
public record StudySettings(int trials, long seed, Direction direction, int window, int threads) {
    public StudySettings {
        if (trials < 1 || window < 1 || threads < 1) {
            throw new IllegalArgumentException("a study needs at least one trial, a window and a thread of at least 1");
        }
    }
}
