package dev.trefoil.server.api;

import dev.trefoil.core.digest.Digest;
import dev.trefoil.platform.PlatformException;
import dev.trefoil.platform.artifact.Artifact;
import dev.trefoil.platform.artifact.ArtifactPath;
import dev.trefoil.platform.artifact.ArtifactStore;
import dev.trefoil.platform.artifact.Manifest;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/// A folder whose files a client uploaded one by one and then names: `[{"path":…,"digest":…}]`.
final class UploadedFolder {
    private UploadedFolder() {}

    /// @throws PlatformException INVALID when the content of a file was not uploaded
    static Manifest manifest(ArtifactStore artifacts, JsonNode files) {
        SortedMap<ArtifactPath, Artifact> entries = new TreeMap<>();
        for (JsonNode file : files) {
            Digest digest = digest(file.path("digest").asString(""));
            Artifact stored = artifacts
                    .find(digest)
                    .orElseThrow(() -> PlatformException.invalid(
                            "files",
                            "The content of '" + file.path("path").asString("") + "' was not uploaded: PUT it to"
                                    + " /api/v1/blobs/" + digest + " first."));
            entries.put(new ArtifactPath(file.path("path").asString("")), stored);
        }
        return new Manifest(entries);
    }

    private static Digest digest(String text) {
        try {
            return new Digest(text);
        } catch (IllegalArgumentException _) {
            throw PlatformException.invalid("files", "'" + text + "' is no SHA-256 digest of 64 hexadecimal digits.");
        }
    }
}
