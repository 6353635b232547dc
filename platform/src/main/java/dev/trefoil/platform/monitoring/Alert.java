package dev.trefoil.platform.monitoring;

import dev.trefoil.core.verdict.Verdict;
import java.time.Instant;
import java.util.List;

/// Something that somebody should know.
///
/// @param owner who is told
/// @param subject what it is about: a requirement's id
/// @param window label of the window it was seen in
/// @param says the finding in a sentence
/// @param verdict the evidence
/// @param moved the features that moved most, first the one that moved most
public record Alert(
        String id,
        String project,
        String endpoint,
        String owner,
        String subject,
        String window,
        String says,
        Verdict verdict,
        List<String> moved,
        State state,
        String note,
        Instant createdAt) {
    /// What is done about it.
    public enum State {
        OPEN,
        SNOOZED,
        CLOSED
    }

    public Alert {
        moved = List.copyOf(moved);
    }

    Alert as(State next, String why) {
        return new Alert(id, project, endpoint, owner, subject, window, says, verdict, moved, next, why, createdAt);
    }
}
