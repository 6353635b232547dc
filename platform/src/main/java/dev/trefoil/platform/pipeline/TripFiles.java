package dev.trefoil.platform.pipeline;

import dev.trefoil.core.digest.Digest;
import dev.trefoil.core.digest.DigestBuilder;
import dev.trefoil.platform.artifact.Artifact;
import dev.trefoil.platform.artifact.ArtifactPath;
import dev.trefoil.platform.artifact.Manifest;
import dev.trefoil.platform.project.DataSpec;
import dev.trefoil.platform.project.SourceSpec;
import dev.trefoil.table.source.Source;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;

/// The files of a project by what they are for: a step is keyed by the files that it reads, and by no others.
///
/// @param folder where they lie on this machine
record TripFiles(DataSpec data, Manifest files, Path folder) {
    static TripFiles of(Trip trip) {
        return new TripFiles(trip.charter().data(), trip.files(), trip.folder());
    }

    /// The files of every source of the project.
    SortedMap<ArtifactPath, Artifact> sources() {
        SortedMap<ArtifactPath, Artifact> all = new TreeMap<>();
        data.sources().forEach((name, spec) -> all.putAll(source(name, spec)));
        return all;
    }

    private SortedMap<ArtifactPath, Artifact> source(String name, SourceSpec spec) {
        SortedMap<ArtifactPath, Artifact> found = new TreeMap<>();
        Path root = folder.toAbsolutePath().normalize();
        for (Path file : new Source(name, folder, spec.path(), spec.options()).files()) {
            String path = root.relativize(file.toAbsolutePath().normalize())
                    .toString()
                    .replace('\\', '/');
            files.find(path).ifPresent(artifact -> found.put(new ArtifactPath(path), artifact));
        }
        return found;
    }

    /// Over the files of one source.
    Digest sourceDigest(String name, SourceSpec spec) {
        return digest(source(name, spec));
    }

    /// Over what decides the prepared table: the files of the sources and the SQL.
    Digest dataDigest() {
        SortedMap<ArtifactPath, Artifact> decisive = sources();
        String prepare = data.prepare();
        if (prepare != null) {
            files.find(prepare).ifPresent(found -> decisive.put(new ArtifactPath(prepare), found));
        }
        return digest(decisive);
    }

    /// Over everything that is neither data nor the project file nor the contract: what commands may run.
    Digest codeDigest() {
        SortedMap<ArtifactPath, Artifact> code = new TreeMap<>(files.files());
        code.keySet().removeAll(sources().keySet());
        code.remove(new ArtifactPath("trefoil.yaml"));
        code.remove(new ArtifactPath(data.contract()));
        return digest(code);
    }

    private static Digest digest(SortedMap<ArtifactPath, Artifact> files) {
        DigestBuilder digest = new DigestBuilder();
        files.forEach((path, file) -> digest.add(path.value()).add(file.digest()));
        return digest.build();
    }
}
