package dev.trefoil.platform.access;

import dev.trefoil.core.digest.Digest;

/// What checking the whole chain found.
public sealed interface AuditCheck {
    /// Every record follows the one before it.
    ///
    /// @param head hash of the last record; keep it elsewhere to notice a chain that was replaced whole
    record Intact(long records, Digest head) implements AuditCheck {}

    /// The first place where the chain does not hold.
    record Broken(long number, String reason) implements AuditCheck {}
}
