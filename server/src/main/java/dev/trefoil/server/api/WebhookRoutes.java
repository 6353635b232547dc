package dev.trefoil.server.api;

import dev.trefoil.platform.access.Permission;
import dev.trefoil.platform.event.Webhook;
import dev.trefoil.platform.monitoring.AlertHooks;
import dev.trefoil.platform.project.Projects;
import dev.trefoil.server.http.ApiAnswer;
import dev.trefoil.server.http.ApiRequest;
import dev.trefoil.server.http.ApiRoute;
import java.util.List;
import java.util.Map;

/// Where a project's alerts are told by HTTP, and what became of it.
public final class WebhookRoutes {
    private final AlertHooks hooks;
    private final Projects projects;

    public WebhookRoutes(AlertHooks hooks, Projects projects) {
        this.hooks = hooks;
        this.projects = projects;
    }

    public List<ApiRoute> routes() {
        return List.of(new ApiRoute(
                "GET",
                "/api/v1/projects/{project}/webhook",
                Permission.ADMINISTER,
                "Where alerts are told, the secret they are signed with, and the last deliveries",
                List.of(),
                this::show));
    }

    private ApiAnswer show(ApiRequest request) {
        String project = projects.require(request.path("project")).name();
        return ApiAnswer.ok(Map.of(
                "secret",
                hooks.secret(project),
                "webhooks",
                hooks.list(project).stream().map(this::view).toList()));
    }

    private Map<String, Object> view(Webhook hook) {
        return Map.of(
                "url",
                hook.url(),
                "attempts",
                hook.attempts(),
                "problem",
                hook.problem(),
                "deliveries",
                hooks.deliveries(hook).stream()
                        .map(delivery -> Map.of(
                                "event", delivery.event(),
                                "at", delivery.at(),
                                "status", delivery.status(),
                                "attempts", delivery.attempts(),
                                "problem", delivery.problem()))
                        .toList());
    }
}
