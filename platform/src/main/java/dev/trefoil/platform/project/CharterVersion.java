package dev.trefoil.platform.project;

import dev.trefoil.core.digest.Digest;
import java.time.Instant;

/// An immutable version of a charter; [Charters#read] says what it asks for.
///
/// @param digest of the canonical text: the version itself
/// @param number 1, 2, 3, … in the project, for people
/// @param text the file as it was first submitted
/// @param canonical every default written out, see [Charter#canonical]
public record CharterVersion(
        String project,
        Digest digest,
        long number,
        String text,
        String canonical,
        Instant submittedAt,
        String submittedBy) {}
