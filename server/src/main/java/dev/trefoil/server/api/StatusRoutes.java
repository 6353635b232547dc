package dev.trefoil.server.api;

import dev.trefoil.platform.PlatformException;
import dev.trefoil.platform.access.Permission;
import dev.trefoil.platform.data.Datasets;
import dev.trefoil.platform.monitoring.Alert;
import dev.trefoil.platform.monitoring.Alerts;
import dev.trefoil.platform.monitoring.LiveWindow;
import dev.trefoil.platform.monitoring.Watch;
import dev.trefoil.platform.project.Project;
import dev.trefoil.platform.project.Projects;
import dev.trefoil.platform.story.Story;
import dev.trefoil.platform.story.StoryCodec;
import dev.trefoil.platform.story.StoryLine;
import dev.trefoil.server.http.ApiAnswer;
import dev.trefoil.server.http.ApiRequest;
import dev.trefoil.server.http.ApiRoute;
import dev.trefoil.server.http.JsonCodec;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Where projects stand: station by station, requirement by requirement, window by window, alert by alert.
public final class StatusRoutes {
    private static final int MOST_LINES = 5_000;

    private final Projects projects;
    private final ProjectStatus status;
    private final Story story;
    private final Datasets datasets;
    private final Watch watch;
    private final Alerts alerts;

    public StatusRoutes(
            Projects projects, ProjectStatus status, Story story, Datasets datasets, Watch watch, Alerts alerts) {
        this.projects = projects;
        this.status = status;
        this.story = story;
        this.datasets = datasets;
        this.watch = watch;
        this.alerts = alerts;
    }

    public List<ApiRoute> routes() {
        return List.of(
                ApiRoute.get("/api/v1/projects", "Projects and where they stand", this::list),
                ApiRoute.get("/api/v1/projects/{project}/status", "Where a project stands", this::find),
                ApiRoute.get(
                        "/api/v1/projects/{project}/story",
                        "What happened, oldest first: up to limit lines after a number, or the last ones",
                        this::story,
                        "after",
                        "limit",
                        "last"),
                ApiRoute.get("/api/v1/projects/{project}/datasets", "Dataset versions, newest first", this::datasets),
                ApiRoute.get(
                        "/api/v1/projects/{project}/verdicts",
                        "Requirements by hold-out, rollout and live windows, all of them or the newest",
                        this::verdicts,
                        "windows"),
                ApiRoute.get(
                        "/api/v1/projects/{project}/windows",
                        "Live windows of the project's endpoint or of one that it had, all of them or the last ones",
                        this::windows,
                        "endpoint",
                        "last"),
                ApiRoute.get(
                        "/api/v1/alerts",
                        "Alerts, newest first; with state open, snoozed or closed those alone",
                        this::alerts,
                        "project",
                        "state"),
                ApiRoute.post(
                        "/api/v1/alerts/{alert}/snooze",
                        Permission.RELEASE,
                        "Snooze an alert",
                        request -> answer(request, Alert.State.SNOOZED)),
                ApiRoute.post(
                        "/api/v1/alerts/{alert}/close",
                        Permission.RELEASE,
                        "Close an alert",
                        request -> answer(request, Alert.State.CLOSED)),
                ApiRoute.post(
                        "/api/v1/alerts/{alert}/open",
                        Permission.RELEASE,
                        "Open an alert again",
                        request -> answer(request, Alert.State.OPEN)),
                ApiRoute.post("/api/v1/look", Permission.RELEASE, "Look at every endpoint now", this::look));
    }

    private ApiAnswer list(ApiRequest request) {
        return ApiAnswer.ok(Map.of(
                "projects",
                projects.list().stream().map(Project::name).map(status::brief).toList()));
    }

    private ApiAnswer find(ApiRequest request) {
        return ApiAnswer.ok(
                status.full(projects.require(request.path("project")).name()));
    }

    private ApiAnswer story(ApiRequest request) {
        String project = projects.require(request.path("project")).name();
        int last = request.number("last", 0, MOST_LINES);
        List<StoryLine> lines = last > 0
                ? story.after(project, Math.max(0, story.last(project) - last), last)
                : story.after(
                        project,
                        request.number("after", 0, Integer.MAX_VALUE),
                        Math.max(1, request.number("limit", 500, MOST_LINES)));
        return ApiAnswer.ok(Map.of(
                "lines",
                lines.stream()
                        .map(line -> JsonCodec.tree(StoryCodec.json(line)))
                        .toList()));
    }

    private ApiAnswer datasets(ApiRequest request) {
        return ApiAnswer.ok(Map.of(
                "datasets",
                datasets.list(projects.require(request.path("project")).name())));
    }

    private ApiAnswer verdicts(ApiRequest request) {
        return ApiAnswer.ok(status.verdicts(
                projects.require(request.path("project")).name(),
                request.number("windows", Integer.MAX_VALUE, Integer.MAX_VALUE)));
    }

    private ApiAnswer windows(ApiRequest request) {
        String project = projects.require(request.path("project")).name();
        List<LiveWindow> windows = watch.windows(request.query("endpoint").orElseGet(() -> status.endpoint(project)));
        int earlier = Math.max(0, windows.size() - request.number("last", windows.size(), Integer.MAX_VALUE));
        return ApiAnswer.ok(Map.of(
                "windows",
                windows.subList(earlier, windows.size()),
                "earlier",
                earlier,
                "requirements",
                status.requirements(project)));
    }

    private ApiAnswer alerts(ApiRequest request) {
        Optional<Alert.State> state =
                request.query("state").filter(word -> !word.isEmpty()).map(StatusRoutes::state);
        return ApiAnswer.ok(Map.of(
                "alerts",
                alerts.list(request.query("project").orElse("")).stream()
                        .filter(alert -> state.isEmpty() || state.get() == alert.state())
                        .toList()));
    }

    private static Alert.State state(String word) {
        for (Alert.State state : Alert.State.values()) {
            if (state.name().equalsIgnoreCase(word)) {
                return state;
            }
        }
        throw PlatformException.invalid(
                "query", "'" + word + "' is no state of an alert: say open, snoozed or closed.");
    }

    private ApiAnswer answer(ApiRequest request, Alert.State state) {
        Alert alert = alerts.answer(request.principal(), request.path("alert"), state, request.text("why"));
        return ApiAnswer.ok(
                Map.of("id", alert.id(), "state", alert.state().name().toLowerCase(Locale.ROOT)));
    }

    private ApiAnswer look(ApiRequest request) {
        watch.look();
        return ApiAnswer.ok(Map.of("looked", true));
    }
}
