package dev.trefoil.platform.tracking;

import dev.trefoil.platform.artifact.Artifact;
import org.jspecify.annotations.Nullable;

/// A file or folder among the artifacts of a run or model.
///
/// @param path the whole path from the root of the owner's artifacts
/// @param content null for a folder
public record ArtifactEntry(String path, @Nullable Artifact content) {
    public boolean folder() {
        return content == null;
    }
}
