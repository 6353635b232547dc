package dev.trefoil.platform.project;

import dev.trefoil.core.digest.Digest;
import java.time.Instant;

/// A stakeholder vouches for what a section says.
///
/// @param digest of the section, see [Charter#sections]: the signature holds for whatever charter has this section
/// @param charter the version in front of the stakeholder when it was signed
/// @param signedBy the principal who did it, for the stakeholder
public record Signature(
        String project,
        Section section,
        String stakeholder,
        Digest digest,
        Digest charter,
        Instant signedAt,
        String signedBy,
        String why) {}
