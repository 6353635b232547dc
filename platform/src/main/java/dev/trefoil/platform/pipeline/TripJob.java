package dev.trefoil.platform.pipeline;

import dev.trefoil.core.digest.Digest;
import dev.trefoil.platform.PlatformException;
import dev.trefoil.platform.artifact.Artifact;
import dev.trefoil.platform.artifact.ArtifactFolders;
import dev.trefoil.platform.artifact.ArtifactStore;
import dev.trefoil.platform.artifact.Manifest;
import dev.trefoil.platform.jobs.JobContext;
import dev.trefoil.platform.jobs.JobHandler;
import dev.trefoil.platform.project.CharterParser;
import dev.trefoil.platform.project.CharterReading;
import dev.trefoil.platform.project.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/// A trip round the loop as a job: lays the project's files out and runs the loop on them.
public final class TripJob implements JobHandler {
    private final ArtifactStore artifacts;
    private final Loop loop;
    private final Path work;

    public TripJob(ArtifactStore artifacts, Loop loop, Path work) {
        this.artifacts = artifacts;
        this.loop = loop;
        this.work = work;
    }

    @Override
    public String run(JobContext context) {
        TripOrder order = PipelineCodec.readOrder(context.job().request().payload());
        ArtifactFolders folders = new ArtifactFolders(artifacts);
        Manifest files = folders.require(new Digest(order.files()));
        Path folder = work.resolve("projects").resolve(files.digest().hex());
        try {
            Files.createDirectories(work.resolve("projects"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        folders.fetch(files, folder);
        Trip trip = trip(context, order, files, folder);
        Loop.Outcome outcome = loop.run(trip, Loop.Until.valueOf(order.until()));
        return answer(trip, files, outcome);
    }

    private static Trip trip(JobContext context, TripOrder order, Manifest files, Path folder) {
        try {
            String text = Files.readString(folder.resolve("trefoil.yaml"));
            return switch (CharterParser.parse("trefoil.yaml", text)) {
                case CharterReading.Resolved resolved ->
                    new Trip(
                            resolved.charter(),
                            resolved.places(),
                            files,
                            folder,
                            order.commit(),
                            Objects.requireNonNullElse(order.diff(), ""),
                            order.principal(),
                            context);
                case CharterReading.Refused(List<Problem> problems) ->
                    throw PlatformException.invalid(
                            "trefoil.yaml",
                            problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
            };
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The outcome, and the contract when this trip inferred it, so that the command can write it beside the project.
    private String answer(Trip trip, Manifest files, Loop.Outcome outcome) {
        String name = trip.charter().data().contract();
        Path contract = trip.folder().resolve(name).normalize();
        String digest = "";
        if (files.find(name).isEmpty() && Files.isRegularFile(contract)) {
            try (InputStream in = Files.newInputStream(contract)) {
                Artifact stored = artifacts.put(in);
                digest = stored.digest().hex();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return PipelineCodec.outcome(outcome, name, digest);
    }
}
