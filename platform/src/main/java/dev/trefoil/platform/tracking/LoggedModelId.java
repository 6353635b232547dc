package dev.trefoil.platform.tracking;

import java.util.UUID;

/// Names a logged model: `m-` and 32 hexadecimal digits when made here.
public record LoggedModelId(String value) {
    public static LoggedModelId fresh() {
        return new LoggedModelId("m-" + UUID.randomUUID().toString().replace("-", ""));
    }

    @Override
    public String toString() {
        return value;
    }
}
