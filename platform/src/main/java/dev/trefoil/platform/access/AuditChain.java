package dev.trefoil.platform.access;

import dev.trefoil.core.digest.Digest;
import org.jspecify.annotations.Nullable;

/// Walks records in order and remembers the first that does not follow.
final class AuditChain {
    private long number;
    private Digest head = AuditRecord.GENESIS;
    private AuditCheck.@Nullable Broken broken;

    void follow(AuditRecord record) {
        if (broken != null) {
            return;
        }
        if (record.number() != number + 1) {
            broken = new AuditCheck.Broken(number + 1, "the record is missing");
        } else if (!record.previous().equals(head)) {
            broken = new AuditCheck.Broken(record.number(), "it does not follow the record before it");
        } else if (!record.intact()) {
            broken = new AuditCheck.Broken(record.number(), "its content was altered");
        }
        number = record.number();
        head = record.hash();
    }

    AuditCheck check(long expected) {
        if (broken != null) {
            return broken;
        }
        return number == expected
                ? new AuditCheck.Intact(number, head)
                : new AuditCheck.Broken(number + 1, "the records at the end are missing");
    }
}
