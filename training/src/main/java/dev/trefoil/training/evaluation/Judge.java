package dev.trefoil.training.evaluation;

import dev.trefoil.core.column.Column;
import dev.trefoil.core.column.ColumnBatch;
import dev.trefoil.core.metric.Metric;
import dev.trefoil.core.metric.MetricEstimator;
import dev.trefoil.core.metric.MetricOptions;
import dev.trefoil.core.metric.Scored;
import dev.trefoil.core.verdict.Bound;
import dev.trefoil.core.verdict.Estimate;
import dev.trefoil.core.verdict.Outcome;
import dev.trefoil.core.verdict.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Judges requirements on rows with known truth: kept apart, or served.
public final class Judge {
    /// Rows below which a group is too small to be judged by itself.
    private static final int FEWEST = 20;

    private final ColumnBatch rows;
    private final Subject model;
    private final Map<String, Subject> baselines;
    private final double[] truth;
    private final int @Nullable [] clusters;
    private final EvaluationSpec spec;
    private final Operation operation;

    public Judge(
            HoldOut holdOut, Subject model, Map<String, Subject> baselines, EvaluationSpec spec, Operation operation) {
        this.rows = holdOut.rows();
        this.truth = holdOut.truth();
        this.clusters = holdOut.clusters();
        this.model = model;
        this.baselines = baselines;
        this.spec = spec;
        this.operation = operation;
    }

    /// The verdict on one requirement.
    public Judged judge(MeasureRequest request) {
        if (request.measure().operational()) {
            return operational(request);
        }
        if (truth.length == 0 && (request.on() != null || request.forEach() != null)) {
            return nothing(request);
        }
        int[] positions = request.on() == null ? all() : request.on().rows(rows);
        if (request.forEach() == null) {
            Verdict verdict = verdict(request, positions);
            return new Judged(verdict, List.of(), needed(verdict));
        }
        List<Verdict> groups = new ArrayList<>();
        byValue(rows.column(request.forEach()), positions).forEach((value, members) -> {
            Verdict verdict = verdict(request, members.stream().mapToInt(i -> i).toArray());
            groups.add(verdict.forGroup(value));
        });
        groups.sort(
                Comparator.comparingInt((Verdict v) -> severity(v.outcome())).thenComparingDouble(Judge::margin));
        if (groups.isEmpty()) {
            return nothing(request);
        }
        Verdict worst = groups.getFirst();
        long bad = groups.stream().filter(v -> v.outcome() == worst.outcome()).count();
        String reason = worst.outcome() == Outcome.PASS
                ? "holds for all " + groups.size() + " values of " + request.forEach()
                : worst.outcome().word() + " for " + bad + " of " + groups.size() + " values of " + request.forEach()
                        + ", worst for '" + worst.group() + "'";
        return new Judged(worst.withReason(reason), groups, needed(worst));
    }

    /// Without a row there may be no column either.
    private static Judged nothing(MeasureRequest request) {
        Estimate none = Estimate.none(request.measure().id());
        return new Judged(
                new Verdict(request.id(), "", Outcome.INCONCLUSIVE, none, bound(request), "no data"), List.of(), -1);
    }

    private Verdict verdict(MeasureRequest request, int[] positions) {
        Bound bound = bound(request);
        MetricEstimator estimator = new MetricEstimator(1_000, spec.seed(), request.confidence());
        try {
            Estimate estimate = estimate(request, positions, estimator);
            Verdict verdict = Verdict.of(request.id(), estimate, bound);
            return request.forEach() != null && estimate.n() < FEWEST && estimate.n() > 0
                    ? new Verdict(
                            request.id(), "", Outcome.INCONCLUSIVE, estimate, bound, "only " + estimate.n() + " rows")
                    : verdict;
        } catch (IllegalArgumentException e) {
            return new Verdict(
                    request.id(),
                    "",
                    Outcome.INCONCLUSIVE,
                    Estimate.none(request.measure().id()),
                    bound,
                    String.valueOf(e.getMessage()));
        }
    }

    private Estimate estimate(MeasureRequest request, int[] positions, MetricEstimator estimator) {
        MetricOptions options = options(request);
        Metric measure = request.measure();
        Scored mine = model.scored(spec.target(), truth, clusters, options).pick(positions);
        return switch (request.ask()) {
            case MeasureRequest.Ask.Keep _ -> estimator.estimate(measure, mine);
            case MeasureRequest.Ask.Beat beat -> {
                Subject baseline = baselines.get(beat.baseline());
                if (baseline == null) {
                    throw new IllegalArgumentException("'" + beat.baseline()
                            + "' gave no answers to compare with; known are " + baselines.keySet());
                }
                Scored theirs =
                        baseline.scored(spec.target(), truth, clusters, options).pick(positions);
                yield switch (measure.direction()) {
                    case HIGHER -> estimator.paired(measure, mine, theirs);
                    case LOWER -> estimator.paired(measure, theirs, mine);
                    case ZERO ->
                        throw new IllegalArgumentException(measure.id()
                                + " is best at 0, so 'better than' has no meaning;" + " ask for 'within' instead");
                };
            }
        };
    }

    private MetricOptions options(MeasureRequest request) {
        MetricOptions options = Evaluator.options(spec.costs());
        Double precision = request.precision();
        return precision == null ? options : options.withMinPrecision(precision);
    }

    private static Bound bound(MeasureRequest request) {
        return switch (request.ask()) {
            case MeasureRequest.Ask.Keep keep -> keep.bound();
            case MeasureRequest.Ask.Beat beat -> new Bound(Bound.Side.AT_LEAST, beat.byAtLeast());
        };
    }

    private Judged operational(MeasureRequest request) {
        Estimate estimate = switch (request.measure()) {
            case LATENCY_P50 -> operation.latencyP50();
            case LATENCY_P95 -> operation.latencyP95();
            case LATENCY_P99 -> operation.latencyP99();
            case MODEL_SIZE -> size(operation.sizeBytes(), "model-size/measured");
            case MEMORY -> size(operation.memoryBytes(), "memory/measured");
            default -> Estimate.none(request.measure().id());
        };
        Verdict verdict = Verdict.of(request.id(), estimate, bound(request));
        return new Judged(estimate.n() == 0 ? verdict.withReason("is measured while serving") : verdict, List.of(), -1);
    }

    private static Estimate size(long bytes, String method) {
        return bytes == 0 ? Estimate.none(method) : Estimate.exact((double) bytes, 1, method);
    }

    private int[] all() {
        return IntStream.range(0, rows.rows()).toArray();
    }

    private static Map<String, List<Integer>> byValue(Column column, int[] positions) {
        Map<String, List<Integer>> values = new TreeMap<>();
        for (int row : positions) {
            String text = column.text(row);
            values.computeIfAbsent(text == null ? "(missing)" : text, _ -> new ArrayList<>())
                    .add(row);
        }
        return values;
    }

    private static int severity(Outcome outcome) {
        return switch (outcome) {
            case FAIL -> 0;
            case INCONCLUSIVE -> 1;
            case PASS -> 2;
        };
    }

    /// How far on the right side the value lies; undefined ones last.
    private static double margin(Verdict verdict) {
        double value = verdict.estimate().value();
        if (Double.isNaN(value)) {
            return Double.POSITIVE_INFINITY;
        }
        double bound = verdict.bound().value();
        return switch (verdict.bound().side()) {
            case AT_LEAST -> value - bound;
            case AT_MOST -> bound - value;
            case WITHIN -> bound - Math.abs(value);
        };
    }

    /// Rows at which the interval, shrinking with the root of their number, would leave the bound.
    static long needed(Verdict verdict) {
        Estimate estimate = verdict.estimate();
        if (verdict.outcome() != Outcome.INCONCLUSIVE) {
            return 0;
        }
        double margin = margin(verdict);
        if (!estimate.defined() || !estimate.hasInterval() || margin == 0) {
            return -1;
        }
        boolean high = verdict.bound().side() == Bound.Side.AT_MOST
                || (verdict.bound().side() == Bound.Side.WITHIN && estimate.value() > 0);
        boolean towardsHigh = margin > 0 == high;
        double width = towardsHigh ? estimate.high() - estimate.value() : estimate.value() - estimate.low();
        double rows = estimate.n() * Math.pow(width / margin, 2);
        return rows > 1e15 ? -1 : Math.max(estimate.n() + 1, (long) Math.ceil(rows));
    }
}
