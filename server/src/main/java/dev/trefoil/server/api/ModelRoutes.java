package dev.trefoil.server.api;

import dev.trefoil.platform.PlatformException;
import dev.trefoil.platform.access.Permission;
import dev.trefoil.platform.artifact.ArtifactFolders;
import dev.trefoil.platform.artifact.ArtifactStore;
import dev.trefoil.platform.artifact.Manifest;
import dev.trefoil.platform.jobs.Job;
import dev.trefoil.platform.jobs.JobRequest;
import dev.trefoil.platform.jobs.Jobs;
import dev.trefoil.platform.monitoring.ReleaseGate;
import dev.trefoil.platform.pipeline.Gate;
import dev.trefoil.platform.pipeline.RegisterOrder;
import dev.trefoil.platform.project.Projects;
import dev.trefoil.platform.registry.ModelRegistry;
import dev.trefoil.platform.registry.ModelVersion;
import dev.trefoil.server.http.ApiAnswer;
import dev.trefoil.server.http.ApiRequest;
import dev.trefoil.server.http.ApiRoute;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import tools.jackson.databind.JsonNode;

/// Registered models, their versions and aliases.
public final class ModelRoutes {
    private final ModelRegistry registry;
    private final Projects projects;
    private final ArtifactStore artifacts;
    private final Jobs jobs;
    private final ReleaseGate releases;

    /// What registering needs.
    public record Registering(Projects projects, ArtifactStore artifacts, Jobs jobs) {}

    public ModelRoutes(ModelRegistry registry, Registering registering, ReleaseGate releases) {
        this.registry = registry;
        this.projects = registering.projects();
        this.artifacts = registering.artifacts();
        this.jobs = registering.jobs();
        this.releases = releases;
    }

    public List<ApiRoute> routes() {
        return List.of(
                ApiRoute.get("/api/v1/models", "Registered models, of all projects or of one", this::models, "project"),
                ApiRoute.get("/api/v1/models/{model}", "A model's versions, newest first", this::versions),
                ApiRoute.get(
                        "/api/v1/models/{model}/versions/{version}",
                        "One version and what its gate says",
                        this::version),
                ApiRoute.post(
                        "/api/v1/projects/{project}/registrations",
                        Permission.WRITE,
                        "Register a model trained elsewhere: its files, judged on the project's hold-out rows",
                        this::adopt),
                ApiRoute.post(
                        "/api/v1/models/{model}/versions/{version}/release",
                        Permission.RELEASE,
                        "Start the rollout of a version, if its gate is open",
                        this::release),
                ApiRoute.put(
                        "/api/v1/models/{model}/aliases/{alias}",
                        Permission.RELEASE,
                        "Point an alias at a version",
                        this::alias),
                ApiRoute.delete(
                        "/api/v1/models/{model}/aliases/{alias}",
                        Permission.RELEASE,
                        "Take an alias away",
                        this::unalias));
    }

    private ApiAnswer models(ApiRequest request) {
        Optional<String> project = request.query("project");
        return ApiAnswer.ok(Map.of(
                "models",
                registry.models().stream()
                        .filter(name -> project.isEmpty()
                                || registry.versions(name).stream()
                                        .anyMatch(version -> version.project().equals(project.get())))
                        .map(this::model)
                        .toList()));
    }

    private Map<String, Object> model(String name) {
        List<ModelVersion> versions = registry.versions(name);
        return Map.of("name", name, "versions", versions.size(), "aliases", registry.aliases(name));
    }

    private ApiAnswer versions(ApiRequest request) {
        String model = request.path("model");
        List<ModelVersion> versions = registry.versions(model);
        if (versions.isEmpty()) {
            throw PlatformException.notFound("model", model);
        }
        return ApiAnswer.ok(Map.of(
                "name",
                model,
                "aliases",
                registry.aliases(model),
                "versions",
                versions.stream().map(ModelRoutes::view).toList()));
    }

    private ApiAnswer version(ApiRequest request) {
        ModelVersion version = registry.require(request.path("model"), number(request.path("version")));
        Map<String, Object> view = view(version);
        Gate gate = releases.gate(version.model(), version.version());
        view.put("gate", gate.word());
        view.put("objections", gate.objections());
        return ApiAnswer.ok(view);
    }

    private ApiAnswer adopt(ApiRequest request) {
        String project = projects.require(request.path("project")).name();
        Manifest manifest = UploadedFolder.manifest(artifacts, request.json().path("files"));
        if (manifest.files().isEmpty()) {
            throw PlatformException.invalid("registration", "'files' is empty: send the model's file or folder.");
        }
        new ArtifactFolders(artifacts).save(manifest);
        Job job = jobs.submit(JobRequest.of(
                project,
                "register",
                RegisterOrder.of(manifest.digest(), request.text("name", "model"), columns(request), request.caller())
                        .json()));
        return ApiAnswer.accepted(JobRoutes.view(job));
    }

    private static List<String> columns(ApiRequest request) {
        List<String> columns = new ArrayList<>();
        for (JsonNode column : request.json().path("columns")) {
            if (!column.isString()) {
                throw PlatformException.invalid(
                        "body", "'columns' must be a list of column names, in the model's order.");
            }
            columns.add(column.stringValue());
        }
        return columns;
    }

    private ApiAnswer release(ApiRequest request) {
        String model = request.path("model");
        long number = number(request.path("version"));
        ReleaseGate.Released released =
                releases.release(request.principal(), model, number, request.text("why", "released by hand"));
        Gate gate = released.gate();
        return ApiAnswer.accepted(Map.of(
                "model",
                model,
                "version",
                number,
                "gate",
                gate.word(),
                "objections",
                gate.objections(),
                "started",
                released.started()));
    }

    /// With `expected` in the body (0 where the alias should be new), it is moved only from there.
    private ApiAnswer alias(ApiRequest request) {
        JsonNode expected = request.json().path("expected");
        registry.alias(
                request.principal(),
                request.path("model"),
                request.path("alias"),
                number(request.text("version", request.json().path("version").asString(""))),
                request.text("why", ""),
                expected.isIntegralNumber() ? OptionalLong.of(expected.longValue()) : OptionalLong.empty());
        return ApiAnswer.ok(Map.of("aliases", registry.aliases(request.path("model"))));
    }

    private ApiAnswer unalias(ApiRequest request) {
        if (!registry.unalias(
                request.principal(), request.path("model"), request.path("alias"), request.text("why", ""))) {
            throw PlatformException.notFound("alias", request.path("alias"));
        }
        return ApiAnswer.ok(Map.of("aliases", registry.aliases(request.path("model"))));
    }

    static long number(String version) {
        String digits = version.startsWith("v") ? version.substring(1) : version;
        if (!digits.matches("[1-9]\\d{0,9}")) {
            throw PlatformException.invalid("version", "'" + version + "' is no version: write 3 or v3.");
        }
        return Long.parseLong(digits);
    }

    /// A version as clients see it.
    static Map<String, Object> view(ModelVersion version) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("model", version.model());
        view.put("version", version.version());
        view.put("project", version.project());
        view.put("package", version.packageDigest());
        view.put("manifest", version.manifest());
        view.put("provenance", version.provenance());
        view.put("created", version.createdAt());
        return view;
    }
}
