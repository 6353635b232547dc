package dev.trefoil.server.api;

import dev.trefoil.platform.access.Permission;
import dev.trefoil.platform.artifact.ArtifactStore;
import dev.trefoil.platform.pipeline.Planner;
import dev.trefoil.server.http.ApiAnswer;
import dev.trefoil.server.http.ApiRequest;
import dev.trefoil.server.http.ApiRoute;
import java.util.List;
import java.util.Map;

/// What a trip would do.
public final class PlanRoutes {
    private final Planner planner;
    private final ArtifactStore artifacts;

    public PlanRoutes(Planner planner, ArtifactStore artifacts) {
        this.planner = planner;
        this.artifacts = artifacts;
    }

    public List<ApiRoute> routes() {
        return List.of(ApiRoute.post(
                "/api/v1/plans",
                Permission.WRITE,
                "Say what a trip with these files would do, and do nothing",
                this::plan));
    }

    private ApiAnswer plan(ApiRequest request) {
        return ApiAnswer.ok(Map.of(
                "steps",
                planner.plan(UploadedFolder.manifest(artifacts, request.json().path("files")))));
    }
}
