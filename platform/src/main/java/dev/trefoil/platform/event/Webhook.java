package dev.trefoil.platform.event;

import java.time.Instant;
import java.util.Set;

/// Somebody who is told of events by HTTP.
///
/// @param project whose events; empty for all
/// @param kinds which kinds, such as `alert.raised`, or all that begin alike as `alert.*`; empty for all
/// @param seen the last event that was delivered, passed over or given up
/// @param attempts failed attempts at the event after that
/// @param problem what the last attempt failed with; empty when it went well
public record Webhook(
        WebhookId id,
        String project,
        String url,
        Set<String> kinds,
        Instant created,
        long seen,
        int attempts,
        String problem) {
    public Webhook {
        kinds = Set.copyOf(kinds);
    }

    /// Whether it is told of this event.
    public boolean wants(EventDraft event) {
        return (project.isEmpty() || project.equals(event.project()))
                && (kinds.isEmpty() || kinds.stream().anyMatch(kind -> matches(kind, event.kind())));
    }

    private static boolean matches(String wanted, String kind) {
        return wanted.endsWith(".*") ? kind.startsWith(wanted.substring(0, wanted.length() - 1)) : kind.equals(wanted);
    }
}
