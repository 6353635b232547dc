package dev.trefoil.server.api;

import dev.trefoil.core.metric.Metric;
import dev.trefoil.core.predicate.OrderTerm;
import dev.trefoil.core.predicate.Predicate;
import dev.trefoil.core.predicate.PredicateParser;
import dev.trefoil.platform.PlatformException;
import dev.trefoil.platform.db.Page;
import dev.trefoil.platform.tracking.Experiment;
import dev.trefoil.platform.tracking.ExperimentId;
import dev.trefoil.platform.tracking.ExperimentSearch;
import dev.trefoil.platform.tracking.Experiments;
import dev.trefoil.platform.tracking.MetricCurve;
import dev.trefoil.platform.tracking.MetricHistory;
import dev.trefoil.platform.tracking.MetricPoint;
import dev.trefoil.platform.tracking.Run;
import dev.trefoil.platform.tracking.RunDetails;
import dev.trefoil.platform.tracking.RunId;
import dev.trefoil.platform.tracking.RunSearch;
import dev.trefoil.platform.tracking.Runs;
import dev.trefoil.platform.tracking.View;
import dev.trefoil.server.http.ApiAnswer;
import dev.trefoil.server.http.ApiRequest;
import dev.trefoil.server.http.ApiRoute;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Runs: found by predicate, page by page, whatever their number; their curves, thinned out for a chart.
public final class RunRoutes {
    private static final int MOST_EXPERIMENTS = 1000;
    private static final int MOST_CURVES = 50;
    private static final int MOST_POINTS = 5000;
    private static final int RUNS_FOR_NAMES = 300;
    private static final int MOST_COUNTED = 100_000;

    private final Experiments experiments;
    private final Runs runs;
    private final MetricHistory history;

    public RunRoutes(Experiments experiments, Runs runs, MetricHistory history) {
        this.experiments = experiments;
        this.runs = runs;
        this.history = history;
    }

    public List<ApiRoute> routes() {
        return List.of(
                ApiRoute.get(
                        "/api/v1/runs",
                        "Runs that a predicate holds for; order is a field with ASC or DESC",
                        this::search,
                        "project",
                        "filter",
                        "order",
                        "token",
                        "limit"),
                ApiRoute.get(
                        "/api/v1/run-count",
                        "How many runs a predicate holds for, counted up to a limit that it names",
                        this::count,
                        "project",
                        "filter"),
                ApiRoute.get(
                        "/api/v1/run-fields",
                        "Names that a predicate over runs can use, from the newest runs",
                        this::fields,
                        "project"),
                ApiRoute.get("/api/v1/runs/{run}", "One run with all that it logged", this::find),
                ApiRoute.get(
                        "/api/v1/run-curves",
                        "A metric of several runs over their steps, thinned out with the extremes kept",
                        this::curves,
                        "metric",
                        "runs",
                        "points"));
    }

    private ApiAnswer search(ApiRequest request) {
        Map<ExperimentId, Experiment> of = experiments(request.query("project").orElse(""));
        if (of.isEmpty()) {
            return ApiAnswer.ok(Map.of("runs", List.of(), "next", ""));
        }
        List<OrderTerm> order = request.query("order")
                .map(PredicateParser::parseOrder)
                .map(List::of)
                .orElse(List.of());
        RunSearch search = active(of, request, Math.max(1, request.number("limit", 100, 1000)))
                .orderBy(order)
                .byNumbers()
                .from(request.query("token").orElse(""));
        Page<RunDetails> page = RunWords.placed(() -> runs.search(search));
        return ApiAnswer.ok(Map.of(
                "runs",
                page.items().stream()
                        .map(run -> view(run, of.get(run.run().experiment())))
                        .toList(),
                "next",
                page.next()));
    }

    private ApiAnswer count(ApiRequest request) {
        RunSearch search = active(experiments(request.query("project").orElse("")), request, 1);
        long count = RunWords.placed(() -> runs.count(search, MOST_COUNTED));
        return ApiAnswer.ok(Map.of("count", count, "limit", MOST_COUNTED));
    }

    /// The runs that the request's filter holds for.
    private static RunSearch active(Map<ExperimentId, Experiment> of, ApiRequest request, int limit) {
        Predicate filter = request.query("filter").map(RunWords::read).orElse(new Predicate.Constant(true));
        return new RunSearch(List.copyOf(of.keySet()), filter, List.of(), false, View.ACTIVE, "", limit);
    }

    /// The project's experiments: those its training made, and one that a client named after it; all without a
    /// project.
    private Map<ExperimentId, Experiment> experiments(String project) {
        Map<ExperimentId, Experiment> found = new LinkedHashMap<>();
        String token = "";
        do {
            Page<Experiment> page =
                    experiments.search(ExperimentSearch.newest(MOST_EXPERIMENTS).from(token));
            page.items().stream()
                    .filter(experiment -> project.isEmpty()
                            || experiment.project().equals(project)
                            || experiment.name().equals(project))
                    .forEach(experiment -> found.put(experiment.id(), experiment));
            token = page.next();
        } while (!token.isEmpty() && found.size() < MOST_EXPERIMENTS);
        return found;
    }

    private ApiAnswer fields(ApiRequest request) {
        SortedMap<String, Integer> params = new TreeMap<>();
        SortedMap<String, Integer> metrics = new TreeMap<>();
        SortedMap<String, Integer> tags = new TreeMap<>();
        Map<ExperimentId, Experiment> of = experiments(request.query("project").orElse(""));
        if (!of.isEmpty()) {
            RunSearch newest = new RunSearch(
                    List.copyOf(of.keySet()),
                    new Predicate.Constant(true),
                    List.of(),
                    false,
                    View.ACTIVE,
                    "",
                    RUNS_FOR_NAMES);
            for (RunDetails run : runs.search(newest).items()) {
                run.params().keySet().forEach(name -> params.merge(name, 1, Integer::sum));
                run.metrics().keySet().forEach(name -> metrics.merge(name, 1, Integer::sum));
                run.tags().keySet().forEach(name -> tags.merge(name, 1, Integer::sum));
            }
        }
        return ApiAnswer.ok(Map.of("params", params, "metrics", metrics, "tags", tags));
    }

    private ApiAnswer find(ApiRequest request) {
        RunId id = new RunId(request.path("run"));
        RunDetails run = runs.find(id).orElseThrow(() -> PlatformException.notFound("run", id.value()));
        Map<String, Object> view =
                view(run, experiments.find(run.run().experiment()).orElse(null));
        view.put("deleted", run.run().deleted());
        view.put("datasets", run.datasets());
        view.put("makes", run.makes().stream().map(made -> made.model().value()).toList());
        view.put("reads", run.reads().stream().map(read -> read.model().value()).toList());
        return ApiAnswer.ok(view);
    }

    private ApiAnswer curves(ApiRequest request) {
        String metric = request.query("metric")
                .orElseThrow(() -> PlatformException.invalid("query", "'metric' is missing: name a metric."));
        List<RunId> ids = Arrays.stream(request.query("runs").orElse("").split(","))
                .filter(id -> !id.isBlank())
                .map(RunId::new)
                .toList();
        if (ids.size() > MOST_CURVES) {
            throw PlatformException.invalid("query", "at most " + MOST_CURVES + " runs at once.");
        }
        int points = Math.max(4, request.number("points", 1000, MOST_POINTS));
        List<Map<String, Object>> curves = new ArrayList<>();
        history.thinned(ids, metric, points).forEach((run, found) -> curves.add(curve(run, found)));
        return ApiAnswer.ok(Map.of("metric", metric, "direction", direction(metric), "curves", curves));
    }

    /// Which values of a measure are good: `higher`, `lower` or `zero`; empty for a name that only a client knows.
    private static String direction(String metric) {
        return Stream.of(Metric.values())
                .filter(known -> known.id().equals(metric))
                .map(known -> known.direction().name().toLowerCase(Locale.ROOT))
                .findFirst()
                .orElse("");
    }

    private static Map<String, Object> curve(RunId run, MetricCurve curve) {
        List<MetricPoint> points = curve.points();
        return Map.of(
                "run", run.value(),
                "count", curve.count(),
                "nonfinite", curve.nonfinite(),
                "steps", points.stream().map(MetricPoint::step).toList(),
                "values", points.stream().map(point -> number(point.value())).toList(),
                "times", points.stream().map(MetricPoint::loggedMillis).toList());
    }

    private static Map<String, Object> view(RunDetails details, @Nullable Experiment experiment) {
        Run run = details.run();
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("id", run.id().value());
        view.put("name", run.name());
        view.put("status", run.status());
        view.put("user", run.user());
        view.put("started", run.started());
        if (run.ended() != null) {
            view.put("ended", run.ended());
        }
        if (experiment != null) {
            view.put("experiment", experiment.name());
            view.put("project", experiment.project().isEmpty() ? experiment.name() : experiment.project());
        }
        view.put("params", details.params());
        Map<String, Object> metrics = new LinkedHashMap<>();
        details.metrics().forEach((name, point) -> metrics.put(name, number(point.value())));
        view.put("metrics", metrics);
        view.put("tags", details.tags());
        return view;
    }

    /// A number, or its name where JSON has none for it.
    private static Object number(double value) {
        return Double.isFinite(value) ? value : Double.toString(value);
    }
}
