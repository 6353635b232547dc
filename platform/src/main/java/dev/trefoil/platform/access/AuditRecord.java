package dev.trefoil.platform.access;

import dev.trefoil.core.digest.Digest;
import dev.trefoil.core.digest.DigestBuilder;
import dev.trefoil.platform.db.Micros;
import java.time.Instant;

/// A stored change. Its hash covers all of it and the hash of the record before, so that none can be altered,
/// left out or put in without breaking every later one.
///
/// @param number 1, 2, 3, … in the order of the commits
public record AuditRecord(long number, Instant at, AuditEntry entry, Digest previous, Digest hash) {
    /// What the first record follows: the digest of nothing.
    public static final Digest GENESIS = Digest.of("");

    static AuditRecord chained(long number, Instant at, AuditEntry entry, Digest previous) {
        return new AuditRecord(number, at, entry, previous, hash(number, at, entry, previous));
    }

    /// Whether the hash is that of the content.
    public boolean intact() {
        return hash(number, at, entry, previous).equals(hash);
    }

    /// SHA-256 over: previous hash, number, time in microseconds, name and kind of the principal, action,
    /// project, kind and id of the subject, before, after, why; each part framed by its length as eight bytes,
    /// big-endian.
    private static Digest hash(long number, Instant at, AuditEntry entry, Digest previous) {
        return new DigestBuilder()
                .add(previous)
                .add(number)
                .add(Micros.of(at))
                .add(entry.who().name())
                .add(entry.who().kind().name())
                .add(entry.action())
                .add(entry.subject().project())
                .add(entry.subject().kind())
                .add(entry.subject().id())
                .add(entry.before())
                .add(entry.after())
                .add(entry.why())
                .build();
    }
}
