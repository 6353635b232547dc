package dev.trefoil.platform.verdict;

/// What was judged. What does not apply is empty, or 0 for the version.
///
/// @param model registered name
/// @param version number within the model
/// @param run the run that made the model
/// @param rollout the rollout whose arm it was
/// @param arm the arm's name
/// @param charter version of the charter the requirement was read from
public record JudgedSubject(
        String project, String model, long version, String run, String rollout, String arm, String charter) {
    /// A model on trial, before it has a version.
    public static JudgedSubject run(String project, String run, String charter) {
        return new JudgedSubject(project, "", 0, run, "", "", charter);
    }

    /// A version that serves.
    public static JudgedSubject version(String project, String model, long version, String charter) {
        return new JudgedSubject(project, model, version, "", "", "", charter);
    }
}
