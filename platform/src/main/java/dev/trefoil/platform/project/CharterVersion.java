package dev.trefoil.platform.project;

import dev.trefoil.core.digest.Digest;
import java.time.Instant;
import java.util.List;

/// An immutable version of a charter.
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
        String submittedBy) {
    /// The charter that it says.
    public Charter charter() {
        return switch (CharterParser.parse("charter " + digest.brief(), canonical)) {
            case CharterReading.Resolved resolved -> resolved.charter();
            case CharterReading.Refused(List<Problem> problems) ->
                throw new IllegalStateException("a stored charter cannot be read: " + problems);
        };
    }
}
