package dev.trefoil.platform.jobs;

import java.util.UUID;

/// Names a job.
public record JobId(String value) {
    public static JobId fresh() {
        return new JobId("job-" + UUID.randomUUID());
    }

    @Override
    public String toString() {
        return value;
    }
}
