package dev.trefoil.platform.pipeline;

import dev.trefoil.core.digest.Digest;
import dev.trefoil.platform.access.Principal;
import dev.trefoil.platform.artifact.Manifest;
import dev.trefoil.platform.jobs.JobContext;
import dev.trefoil.platform.project.Charter;
import dev.trefoil.platform.project.Places;
import java.nio.file.Path;

/// One trip round the loop: what it is for and on whose behalf.
///
/// @param places where the charter's keys stand in the file
/// @param files the project's files as they were sent
/// @param folder where those files lie on this machine
/// @param commit of the project's code, `+dirty` when it was changed; empty outside a repository
/// @param diff digest of what differs from that commit in the artifact store; empty where nothing does
/// @param job progress and cancellation
public record Trip(
        Charter charter,
        Places places,
        Manifest files,
        Path folder,
        String commit,
        String diff,
        Principal principal,
        JobContext job) {
    public String project() {
        return charter.project();
    }

    public Digest charterVersion() {
        return charter.version();
    }
}
