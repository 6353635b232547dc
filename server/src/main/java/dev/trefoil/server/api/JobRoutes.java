package dev.trefoil.server.api;

import dev.trefoil.platform.PlatformException;
import dev.trefoil.platform.access.Permission;
import dev.trefoil.platform.db.Page;
import dev.trefoil.platform.jobs.Job;
import dev.trefoil.platform.jobs.JobFilter;
import dev.trefoil.platform.jobs.JobId;
import dev.trefoil.platform.jobs.Jobs;
import dev.trefoil.server.http.ApiAnswer;
import dev.trefoil.server.http.ApiRequest;
import dev.trefoil.server.http.ApiRoute;
import dev.trefoil.server.http.JsonCodec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Long work: what runs, how far it is, stop it.
public final class JobRoutes {
    private final Jobs jobs;

    public JobRoutes(Jobs jobs) {
        this.jobs = jobs;
    }

    public List<ApiRoute> routes() {
        return List.of(
                ApiRoute.get("/api/v1/jobs", "Jobs, newest first", this::list, "token", "limit"),
                ApiRoute.get("/api/v1/jobs/{job}", "One job", this::find),
                ApiRoute.post("/api/v1/jobs/{job}/cancel", Permission.WRITE, "Stop a job", this::cancel));
    }

    private ApiAnswer list(ApiRequest request) {
        Page<Job> page =
                jobs.list(JobFilter.any(), request.query("token").orElse(""), request.number("limit", 50, 500));
        return ApiAnswer.ok(
                Map.of("jobs", page.items().stream().map(JobRoutes::view).toList(), "next", page.next()));
    }

    private ApiAnswer find(ApiRequest request) {
        JobId id = new JobId(request.path("job"));
        return ApiAnswer.ok(view(jobs.find(id).orElseThrow(() -> PlatformException.notFound("job", id.value()))));
    }

    private ApiAnswer cancel(ApiRequest request) {
        return ApiAnswer.ok(view(jobs.cancel(new JobId(request.path("job")))));
    }

    /// A job as clients see it.
    static Map<String, Object> view(Job job) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("id", job.id().value());
        view.put("project", job.request().project());
        view.put("kind", job.request().kind());
        view.put("state", job.state().word());
        view.put("attempt", job.attempt());
        view.put("progress", job.progress().fraction());
        view.put("message", job.progress().message());
        view.put("created", job.times().created());
        job.result().ifPresent(result -> view.put("result", JsonCodec.tree(result)));
        job.failure().ifPresent(reason -> view.put("failure", reason));
        return view;
    }
}
