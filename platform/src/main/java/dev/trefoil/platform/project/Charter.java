package dev.trefoil.platform.project;

import dev.trefoil.core.digest.Digest;
import dev.trefoil.core.digest.DigestBuilder;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/// A project file, resolved: every default is filled in, every name that it alone can check is checked.
///
/// @param project `[a-z0-9][a-z0-9-]*`
public record Charter(
        String project,
        Design design,
        DataSpec data,
        Development development,
        DeploymentSpec deployment,
        MonitoringSpec monitoring) {
    /// The resolved charter as JSON, with the keys of the project file and every default written out. Two files that
    /// say the same have the same canonical text; [CharterParser] reads it back.
    public String canonical() {
        return CharterCodec.canonical(this);
    }

    /// The version: the digest of [#canonical].
    public Digest version() {
        return Digest.of(canonical());
    }

    /// What a signature under each section vouches for: the digest of that part of the canonical text.
    public Map<Section, Digest> sections() {
        Map<Section, Digest> digests = new EnumMap<>(Section.class);
        for (Section section : Section.values()) {
            digests.put(section, digestOf(section));
        }
        return Collections.unmodifiableMap(digests);
    }

    /// The digest of one section.
    public Digest digestOf(Section section) {
        return new DigestBuilder()
                .add("charter section")
                .add(section.word())
                .add(CharterCodec.section(this, section))
                .build();
    }
}
