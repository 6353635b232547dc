package dev.trefoil.platform.jobs;

import org.jspecify.annotations.Nullable;

/// Work that is asked for.
///
/// @param project the project it is for; may be empty
/// @param kind which handler does it
/// @param payload JSON for the handler
/// @param key a second request with the same project, kind and key is the same job, until it failed or was
///     cancelled; empty to always make a new one
/// @param parent the job this one is a part of
/// @param attempts how often it may be started in all, counting those whose worker vanished
public record JobRequest(
        String project,
        String kind,
        String payload,
        String key,
        @Nullable JobId parent,
        int attempts) {
    public JobRequest {
        if (attempts < 1) {
            throw new IllegalArgumentException("at least one attempt");
        }
    }

    /// Three attempts, no key, no parent.
    public static JobRequest of(String project, String kind, String payload) {
        return new JobRequest(project, kind, payload, "", null, 3);
    }

    public JobRequest withKey(String unique) {
        return new JobRequest(project, kind, payload, unique, parent, attempts);
    }

    public JobRequest under(JobId job) {
        return new JobRequest(project, kind, payload, key, job, attempts);
    }
}
