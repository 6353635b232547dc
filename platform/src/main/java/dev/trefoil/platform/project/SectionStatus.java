package dev.trefoil.platform.project;

import dev.trefoil.core.digest.Digest;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Whether a section of the current charter is signed by those who sign it.
///
/// @param digest of the section as it is now
/// @param signatories those who sign it, in the order of the charter; empty when nobody does
public record SectionStatus(Section section, Digest digest, List<Signatory> signatories) {
    public SectionStatus {
        signatories = List.copyOf(signatories);
    }

    /// One of those who sign a section.
    ///
    /// @param last the signature that holds, else the latest one that does not; null when there is none
    public record Signatory(
            String stakeholder, State state, @Nullable Signature last) {
        /// The latest signature, if there is one.
        public Optional<Signature> findLast() {
            return Optional.ofNullable(last);
        }
    }

    /// What a signature is worth.
    public enum State {
        /// It vouches for the section as it is.
        SIGNED,
        /// The section was edited after it.
        VOID,
        /// There is none.
        MISSING
    }

    /// Whether nobody's signature is missing or void.
    public boolean holds() {
        return signatories.stream().allMatch(s -> s.state() == State.SIGNED);
    }

    /// One sentence for people, such as `requirements: the signature of ops-desk of 2026-01-01 is void, the section was
    /// edited after it`.
    public String says() {
        if (signatories.isEmpty()) {
            return section.word() + ": nobody signs it";
        }
        return section.word() + ": "
                + signatories.stream()
                        .filter(s -> holds() || s.state() != State.SIGNED)
                        .map(SectionStatus::says)
                        .collect(Collectors.joining("; "));
    }

    private static String says(Signatory signatory) {
        String day = signatory
                .findLast()
                .map(last -> " of " + last.signedAt().atOffset(ZoneOffset.UTC).toLocalDate())
                .orElse("");
        return switch (signatory.state()) {
            case SIGNED -> "signed by " + signatory.stakeholder();
            case VOID ->
                "the signature of " + signatory.stakeholder() + day + " is void, the section was edited after it";
            case MISSING -> signatory.stakeholder() + " has not signed it";
        };
    }
}
