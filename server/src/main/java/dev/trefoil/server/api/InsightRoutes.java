package dev.trefoil.server.api;

import dev.trefoil.core.digest.Digest;
import dev.trefoil.platform.pipeline.Insights;
import dev.trefoil.platform.project.Projects;
import dev.trefoil.server.http.ApiAnswer;
import dev.trefoil.server.http.ApiRequest;
import dev.trefoil.server.http.ApiRoute;
import dev.trefoil.server.http.JsonCodec;
import java.util.List;

/// What versions say on the hold-out rows beyond their evaluation; computed when asked first.
public final class InsightRoutes {
    private final Insights insights;
    private final Projects projects;

    public InsightRoutes(Insights insights, Projects projects) {
        this.insights = insights;
        this.projects = projects;
    }

    public List<ApiRoute> routes() {
        return List.of(
                ApiRoute.get(
                        "/api/v1/models/{model}/versions/{version}/importance",
                        "How much each column moves a version's answers on hold-out rows",
                        this::importance),
                ApiRoute.get(
                        "/api/v1/projects/{project}/labels",
                        "Labels of hold-out rows that the newest version does not believe, most suspicious first",
                        this::labels),
                ApiRoute.get(
                        "/api/v1/projects/{project}/datasets/{dataset}/drift",
                        "How far each column of a dataset version is from the version before",
                        this::drift));
    }

    private ApiAnswer importance(ApiRequest request) {
        return ApiAnswer.ok(JsonCodec.tree(
                insights.importance(request.path("model"), ModelRoutes.number(request.path("version")))));
    }

    private ApiAnswer drift(ApiRequest request) {
        return ApiAnswer.ok(JsonCodec.tree(
                insights.drift(projects.require(request.path("project")).name(), new Digest(request.path("dataset")))));
    }

    private ApiAnswer labels(ApiRequest request) {
        return ApiAnswer.ok(JsonCodec.tree(
                insights.labels(projects.require(request.path("project")).name())));
    }
}
