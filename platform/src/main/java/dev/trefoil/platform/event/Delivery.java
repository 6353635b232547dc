package dev.trefoil.platform.event;

import java.time.Instant;

/// How telling one webhook of one event ended.
///
/// @param status HTTP status of the answer; 0 when there was none
/// @param problem empty when it was delivered
public record Delivery(WebhookId webhook, long event, Instant at, int attempts, int status, String problem) {
    public boolean delivered() {
        return problem.isEmpty();
    }
}
