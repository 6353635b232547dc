package dev.trefoil.platform.event;

import java.util.UUID;

/// Names a webhook.
public record WebhookId(String value) {
    public static WebhookId fresh() {
        return new WebhookId("hook-" + UUID.randomUUID());
    }

    @Override
    public String toString() {
        return value;
    }
}
