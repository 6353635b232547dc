package dev.trefoil.platform.tracking;

/// Whose files they are.
public sealed interface ArtifactOwner {
    /// The word under which they are kept.
    String word();

    /// A run.
    record OfRun(RunId run) implements ArtifactOwner {
        @Override
        public String word() {
            return "run/" + run.value();
        }
    }

    /// A logged model.
    record OfModel(LoggedModelId model) implements ArtifactOwner {
        @Override
        public String word() {
            return "model/" + model.value();
        }
    }
}
