package dev.trefoil.platform.artifact;

import dev.trefoil.core.digest.Digest;

/// Stored bytes: their address and how many there are.
public record Artifact(Digest digest, long sizeBytes) {
    public Artifact {
        if (sizeBytes < 0) {
            throw new IllegalArgumentException("negative size");
        }
    }
}
