package dev.trefoil.platform.jobs;

import org.jspecify.annotations.Nullable;

/// Which jobs; an empty word or null means any.
public record JobFilter(
        String project,
        String kind,
        @Nullable JobState state,
        @Nullable JobId parent) {
    public static JobFilter any() {
        return new JobFilter("", "", null, null);
    }

    public static JobFilter partsOf(JobId job) {
        return new JobFilter("", "", null, job);
    }
}
