package dev.trefoil.server.api;

import dev.trefoil.platform.PlatformException;
import dev.trefoil.platform.access.Permission;
import dev.trefoil.platform.artifact.Artifact;
import dev.trefoil.platform.artifact.ArtifactFolders;
import dev.trefoil.platform.artifact.ArtifactStore;
import dev.trefoil.platform.artifact.Manifest;
import dev.trefoil.platform.jobs.Job;
import dev.trefoil.platform.jobs.JobRequest;
import dev.trefoil.platform.jobs.Jobs;
import dev.trefoil.platform.pipeline.Documents;
import dev.trefoil.platform.pipeline.Loop;
import dev.trefoil.platform.pipeline.TripOrder;
import dev.trefoil.platform.project.Candidate;
import dev.trefoil.platform.project.CharterParser;
import dev.trefoil.platform.project.CharterReading;
import dev.trefoil.platform.project.CharterVersion;
import dev.trefoil.platform.project.Charters;
import dev.trefoil.platform.project.Problem;
import dev.trefoil.platform.project.Projects;
import dev.trefoil.platform.project.Section;
import dev.trefoil.platform.project.SectionStatus;
import dev.trefoil.platform.project.Signatures;
import dev.trefoil.platform.project.Submission;
import dev.trefoil.server.http.ApiAnswer;
import dev.trefoil.server.http.ApiRequest;
import dev.trefoil.server.http.ApiRoute;
import dev.trefoil.server.http.JsonCodec;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/// Projects, their charters and signatures, and trips round the loop.
public final class ProjectRoutes {
    private final Projects projects;
    private final Charters charters;
    private final Signatures signatures;
    private final ArtifactStore artifacts;
    private final Jobs jobs;

    public ProjectRoutes(
            Projects projects, Charters charters, Signatures signatures, ArtifactStore artifacts, Jobs jobs) {
        this.projects = projects;
        this.charters = charters;
        this.signatures = signatures;
        this.artifacts = artifacts;
        this.jobs = jobs;
    }

    public List<ApiRoute> routes() {
        return List.of(
                ApiRoute.post(
                        "/api/v1/trips",
                        Permission.WRITE,
                        "Submit a project's files and take it round the loop",
                        this::trip),
                ApiRoute.post("/api/v1/charters", Permission.WRITE, "Submit a project file alone", this::submit),
                ApiRoute.get(
                        "/api/v1/projects/{project}/charter", "The current charter and who signed what", this::charter),
                ApiRoute.get("/api/v1/projects/{project}/charters", "Charter versions, newest first", this::history),
                ApiRoute.post(
                        "/api/v1/projects/{project}/signatures",
                        Permission.RELEASE,
                        "Sign sections of the current charter for a stakeholder",
                        this::sign),
                ApiRoute.delete(
                        "/api/v1/projects/{project}/signatures",
                        Permission.RELEASE,
                        "Withdraw a stakeholder's signature under a section of the current charter",
                        this::withdraw));
    }

    private ApiAnswer trip(ApiRequest request) {
        JsonNode body = request.json();
        Manifest manifest = UploadedFolder.manifest(artifacts, body.path("files"));
        Loop.Until until = Loop.until(body.path("until").asString(""));
        Artifact file = manifest.find("trefoil.yaml")
                .orElseThrow(() -> PlatformException.invalid("trip", "The files lack trefoil.yaml."));
        requireExecute(request, text(file));
        Submission.Accepted accepted = accept(request, text(file));
        new ArtifactFolders(artifacts).save(manifest);
        Job job = jobs.submit(JobRequest.of(
                accepted.version().project(),
                "trip",
                Documents.text(new TripOrder(
                        manifest.digest().hex(),
                        accepted.version().digest().hex(),
                        body.path("commit").asString(""),
                        body.path("diff").asString(""),
                        until.name(),
                        request.principal().name(),
                        request.principal().kind().name()))));
        Map<String, Object> view = new LinkedHashMap<>(JobRoutes.view(job));
        view.put("charter", version(accepted.version()));
        view.put("changed", accepted.changed());
        view.put("voided", accepted.voided());
        view.put(
                "warnings",
                accepted.reading().warnings().stream().map(Problem::toString).toList());
        return ApiAnswer.accepted(view);
    }

    /// A command of a project is code that runs on this machine: nobody but its owner may send one.
    private static void requireExecute(ApiRequest request, String text) {
        if (!request.caller().role().may(Permission.EXECUTE)
                && CharterParser.parse("trefoil.yaml", text) instanceof CharterReading.Resolved resolved) {
            resolved.charter().development().candidates().stream()
                    .filter(candidate -> candidate instanceof Candidate.Command)
                    .findFirst()
                    .ifPresent(command -> {
                        throw new PlatformException(
                                PlatformException.Kind.FORBIDDEN,
                                "candidate " + command.name(),
                                "The candidate '" + command.name() + "' runs a command on the server's machine, which"
                                        + " needs the permission execute: run the project there as its owner, or"
                                        + " leave the candidate out.");
                    });
        }
    }

    private ApiAnswer submit(ApiRequest request) {
        Submission.Accepted accepted = accept(request, request.text("text"));
        return ApiAnswer.created(Map.of(
                "charter",
                version(accepted.version()),
                "changed",
                accepted.changed(),
                "voided",
                accepted.voided(),
                "warnings",
                accepted.reading().warnings().stream().map(Problem::toString).toList()));
    }

    private Submission.Accepted accept(ApiRequest request, String text) {
        return switch (charters.submit(request.principal(), "trefoil.yaml", text, "submitted")) {
            case Submission.Accepted accepted -> accepted;
            case Submission.Refused(List<Problem> problems) ->
                throw PlatformException.invalid(
                        "trefoil.yaml", problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
        };
    }

    private String text(Artifact file) {
        try (InputStream in = artifacts.open(file.digest())) {
            return new String(in.readNBytes(2 << 20), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ApiAnswer charter(ApiRequest request) {
        String project = projects.require(request.path("project")).name();
        CharterVersion current = charters.requireCurrent(project);
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("version", version(current));
        view.put("text", current.text());
        view.put("charter", JsonCodec.tree(current.canonical()));
        view.put(
                "sections",
                signatures.status(project).stream()
                        .map(status -> section(project, status))
                        .toList());
        view.put("requirements", RequirementView.all(charters.read(current)));
        return ApiAnswer.ok(view);
    }

    private ApiAnswer history(ApiRequest request) {
        return ApiAnswer.ok(Map.of(
                "charters",
                charters.history(projects.require(request.path("project")).name()).stream()
                        .map(ProjectRoutes::version)
                        .toList()));
    }

    private ApiAnswer sign(ApiRequest request) {
        Set<Section> sections = EnumSet.noneOf(Section.class);
        for (JsonNode word : request.json().path("sections")) {
            sections.add(section(word.asString("")));
        }
        String project = request.path("project");
        requireUnchanged(project, request.json().path("digests"));
        signatures.sign(request.principal(), project, request.text("stakeholder"), sections, request.text("why", ""));
        return ApiAnswer.created(Map.of(
                "sections",
                signatures.status(project).stream()
                        .map(status -> section(project, status))
                        .toList()));
    }

    private static Section section(String word) {
        return Section.of(word)
                .orElseThrow(() -> PlatformException.invalid(
                        "signature",
                        "There is no section '" + word + "': it is one of "
                                + List.of(Section.values()).stream()
                                        .map(Section::word)
                                        .collect(Collectors.joining(", "))
                                + "."));
    }

    private ApiAnswer withdraw(ApiRequest request) {
        String project = request.path("project");
        signatures.withdraw(
                request.principal(),
                project,
                request.text("stakeholder"),
                section(request.text("section")),
                request.text("why"));
        return ApiAnswer.ok(Map.of(
                "sections",
                signatures.status(project).stream()
                        .map(status -> section(project, status))
                        .toList()));
    }

    /// With `digests` in the body, a section is signed only if it is still as the caller read it.
    private void requireUnchanged(String project, JsonNode read) {
        for (SectionStatus section : signatures.status(project)) {
            String digest = read.path(section.section().word()).asString("");
            if (!digest.isEmpty() && !digest.equals(section.digest().hex())) {
                CharterVersion now = charters.requireCurrent(project);
                throw new PlatformException(
                        PlatformException.Kind.CONFLICT,
                        "signature",
                        "The section " + section.section().word() + " is not as you read it: " + now.submittedBy()
                                + " submitted charter " + now.number() + " at "
                                + now.submittedAt().truncatedTo(ChronoUnit.SECONDS) + ". Read it again, then sign.");
            }
        }
    }

    private static Map<String, Object> version(CharterVersion version) {
        return Map.of(
                "project",
                version.project(),
                "digest",
                version.digest(),
                "number",
                version.number(),
                "submitted",
                version.submittedAt(),
                "by",
                version.submittedBy());
    }

    private Map<String, Object> section(String project, SectionStatus status) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("section", status.section().word());
        view.put("digest", status.digest());
        view.put(
                "signatories",
                status.signatories().stream().map(ProjectRoutes::signatory).toList());
        if (!status.holds()) {
            view.put("changes", signatures.changesSinceSigned(project, status.section()));
        }
        return view;
    }

    private static Map<String, Object> signatory(SectionStatus.Signatory signatory) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("stakeholder", signatory.stakeholder());
        view.put("state", signatory.state().name().toLowerCase(Locale.ROOT));
        signatory.findLast().ifPresent(last -> {
            view.put("at", last.signedAt());
            view.put("by", last.signedBy());
            view.put("why", last.why());
            view.put("digest", last.digest());
        });
        return view;
    }
}
