package dev.trefoil.platform.artifact;

import dev.trefoil.core.digest.Digest;
import dev.trefoil.platform.PlatformException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// The contents of a folder. Two folders with the same files have the same digest, whenever and wherever they
/// were stored.
public record Manifest(SortedMap<ArtifactPath, Artifact> files) {
    public Manifest {
        files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
        for (ArtifactPath path : files.keySet()) {
            String text = path.value();
            for (int slash = text.indexOf('/'); slash > 0; slash = text.indexOf('/', slash + 1)) {
                String folder = text.substring(0, slash);
                if (files.containsKey(new ArtifactPath(folder))) {
                    throw PlatformException.invalid(
                            "manifest", "'" + folder + "' is both a file and a folder: rename one of them.");
                }
            }
        }
    }

    /// The text form, one line a file in order of path: digest, size, path.
    public byte[] encoded() {
        StringBuilder text = new StringBuilder();
        for (Map.Entry<ArtifactPath, Artifact> file : files.entrySet()) {
            text.append(file.getValue().digest().hex())
                    .append(' ')
                    .append(file.getValue().sizeBytes())
                    .append(' ')
                    .append(file.getKey().value())
                    .append('\n');
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /// Reads what [#encoded] wrote.
    public static Manifest decode(byte[] encoded) {
        SortedMap<ArtifactPath, Artifact> files = new TreeMap<>();
        for (String line : new String(encoded, StandardCharsets.UTF_8).lines().toList()) {
            List<String> parts = List.of(line.split(" ", 3));
            if (parts.size() != 3 || !parts.get(1).matches("\\d{1,18}")) {
                throw PlatformException.invalid("manifest", "This is not a manifest of a folder: '" + line + "'.");
            }
            files.put(
                    new ArtifactPath(parts.get(2)),
                    new Artifact(new Digest(parts.get(0)), Long.parseLong(parts.get(1))));
        }
        return new Manifest(files);
    }

    /// The digest of the text form, under which the manifest itself is stored.
    public Digest digest() {
        return Digest.of(encoded());
    }

    public long sizeBytes() {
        return files.values().stream().mapToLong(Artifact::sizeBytes).sum();
    }

    public Optional<Artifact> find(String path) {
        return Optional.ofNullable(files.get(new ArtifactPath(path)));
    }
}
