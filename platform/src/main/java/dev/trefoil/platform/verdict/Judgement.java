package dev.trefoil.platform.verdict;

import dev.trefoil.core.digest.Digest;
import dev.trefoil.core.digest.DigestBuilder;
import dev.trefoil.core.verdict.Verdict;
import dev.trefoil.platform.db.Micros;

/// A verdict with what it is about.
///
/// @param inputs digest of all that went in: rows, predictions, truth as known then, seed
public record Judgement(JudgedSubject subject, Place place, Window window, Verdict verdict, Digest inputs) {
    /// The same subject judged by the same requirement on the same inputs has the same fingerprint.
    Digest fingerprint() {
        return new DigestBuilder()
                .add(subject.project())
                .add(subject.model())
                .add(subject.version())
                .add(subject.run())
                .add(subject.rollout())
                .add(subject.arm())
                .add(subject.charter())
                .add(place.name())
                .add(Micros.of(window.from()))
                .add(Micros.of(window.until()))
                .add(window.label())
                .add(verdict.requirement())
                .add(verdict.group())
                .add(inputs)
                .build();
    }
}
