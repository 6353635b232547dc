package dev.trefoil.platform.monitoring;

import dev.trefoil.core.column.Column;
import dev.trefoil.core.column.ColumnBatch;
import dev.trefoil.core.column.NumberColumn;
import dev.trefoil.core.drift.DriftFinding;
import dev.trefoil.core.drift.DriftRule;
import dev.trefoil.core.drift.ReferenceProfile;
import dev.trefoil.core.drift.WindowHistogram;
import dev.trefoil.core.interval.QuantileInterval;
import dev.trefoil.core.metric.Metric;
import dev.trefoil.core.signature.Signature;
import dev.trefoil.core.signature.Task;
import dev.trefoil.core.verdict.Verdict;
import dev.trefoil.inference.ModelPackage;
import dev.trefoil.platform.pipeline.Requests;
import dev.trefoil.platform.prediction.ServedRows;
import dev.trefoil.platform.project.Charter;
import dev.trefoil.training.FrozenReference;
import dev.trefoil.training.FrozenReferenceCodec;
import dev.trefoil.training.baseline.Answers;
import dev.trefoil.training.baseline.Majority;
import dev.trefoil.training.baseline.Rule;
import dev.trefoil.training.evaluation.EvaluationSpec;
import dev.trefoil.training.evaluation.HoldOut;
import dev.trefoil.training.evaluation.Judge;
import dev.trefoil.training.evaluation.MeasureRequest;
import dev.trefoil.training.evaluation.Operation;
import dev.trefoil.training.evaluation.Subject;
import dev.trefoil.training.sample.Target;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// Judges a version on served rows: every requirement by the same code as on the hold-out set, and drift
/// against the reference that the version's package froze.
final class WindowJudge {
    private static final long SEED = 11;

    private final Charter charter;
    private final ModelPackage model;
    private final double threshold;

    /// @param threshold the version acts from this probability on
    WindowJudge(Charter charter, ModelPackage model, double threshold) {
        this.charter = charter;
        this.model = model;
        this.threshold = threshold;
    }

    /// What was found.
    record Findings(List<Verdict> verdicts, List<DriftFinding> drift, List<Double> nulls, Promise promise) {
        static final Findings NONE = new Findings(List.of(), List.of(), List.of(), Promise.NONE);
    }

    /// What the probabilities promised on the rows whose truth is known, and what came true.
    ///
    /// @param promised mean probability of the positive class; NaN when there is none
    /// @param actual rate of the positive class
    record Promise(double promised, double actual) {
        static final Promise NONE = new Promise(Double.NaN, Double.NaN);

        /// ` It promises 24.1 % late, 32.0 % were.`; empty when there is nothing to say.
        String says(String label) {
            return Double.isNaN(promised)
                    ? ""
                    : String.format(
                            java.util.Locale.ROOT,
                            " It promised %.1f %% %s, %.1f %% were.",
                            100 * promised,
                            label,
                            100 * actual);
        }
    }

    Findings judge(ServedRows served, String arm) {
        double[] scores = served.scores(arm).orElse(new double[0]);
        return new Findings(
                verdicts(served, arm, scores), drift(served, scores), nulls(served), promise(served, scores));
    }

    private Promise promise(ServedRows served, double[] scores) {
        Target target = target();
        if (target.task() != Task.BINARY || scores.length != served.size()) {
            return Promise.NONE;
        }
        double[] truth = target.truth(Labels.spelled(LiveRows.of(served, charter), target));
        int[] known = IntStream.range(0, truth.length)
                .filter(r -> !Double.isNaN(truth[r]) && !Double.isNaN(scores[r]))
                .toArray();
        return known.length == 0
                ? Promise.NONE
                : new Promise(
                        Arrays.stream(known)
                                .mapToDouble(r -> scores[r])
                                .average()
                                .orElse(Double.NaN),
                        Arrays.stream(known)
                                .mapToDouble(r -> truth[r])
                                .average()
                                .orElse(Double.NaN));
    }

    private Target target() {
        Signature signature = model.signature();
        return new Target(charter.data().label().name(), signature.task(), signature.classes());
    }

    private List<Verdict> verdicts(ServedRows served, String arm, double[] scores) {
        Target target = target();
        int width = target.width();
        ColumnBatch all = LiveRows.of(served, charter);
        Column truth = all.column(target.column());
        int[] known = IntStream.range(0, served.size())
                .filter(r -> !truth.missing(r) && scores.length > 0 && !Double.isNaN(scores[r * width]))
                .toArray();
        ColumnBatch rows = all.pick(known);
        EvaluationSpec spec = Requests.evaluation(charter, rows.schema(), target, SEED);
        HoldOut judged = HoldOut.of(Labels.spelled(rows, target), target, spec.cluster());
        if (judged.truth().length == 0 || judged.truth().length != known.length) {
            return live(spec).stream()
                    .map(request -> new Judge(
                                    HoldOut.of(Labels.spelled(rows.pick(new int[0]), target), target, null),
                                    new Subject(arm, new Answers(new double[0], null), threshold),
                                    Map.of(),
                                    spec,
                                    Operation.UNKNOWN)
                            .judge(request)
                            .verdict())
                    .toList();
        }
        double[] kept = new double[known.length * width];
        for (int i = 0; i < known.length; i++) {
            System.arraycopy(scores, known[i] * width, kept, i * width, width);
        }
        Map<String, Subject> others = new LinkedHashMap<>();
        // The best constant for the very rows that are judged: no constant that training knew does better on them.
        Majority majority = new Majority();
        double even = spec.costs() == null ? 0.5 : spec.costs().threshold();
        others.put(
                majority.id(), new Subject(majority.id(), majority.answer(judged.rows(), judged.rows(), target), even));
        for (Rule rule : Requests.rules(charter, rows.schema())) {
            others.put(rule.id(), new Subject(rule.id(), rule.answer(judged.rows(), judged.rows(), target), 0.5));
        }
        Judge judge = new Judge(
                judged, new Subject(arm, new Answers(kept, null), threshold), others, spec, operation(served));
        return live(spec).stream()
                .map(request -> judge.judge(request).verdict())
                .toList();
    }

    /// What may change while a version serves; its size and memory were judged before its release.
    private static List<MeasureRequest> live(EvaluationSpec spec) {
        return spec.requirements().stream()
                .filter(request -> request.measure() != Metric.MODEL_SIZE && request.measure() != Metric.MEMORY)
                .toList();
    }

    /// Latency of the requests that carried the rows, in milliseconds: one value a request, however many rows
    /// it had.
    private static Operation operation(ServedRows served) {
        double[] millis =
                Arrays.stream(served.requestNanos()).mapToDouble(n -> n / 1e6).toArray();
        return new Operation(
                QuantileInterval.of(millis, 0.5, 0.95, "latency-p50/requests"),
                QuantileInterval.of(millis, 0.95, 0.95, "latency-p95/requests"),
                QuantileInterval.of(millis, 0.99, 0.95, "latency-p99/requests"),
                0,
                0);
    }

    private List<DriftFinding> drift(ServedRows served, double[] scores) {
        byte[] bytes = model.reference().orElse(null);
        if (bytes == null || served.size() == 0) {
            return List.of();
        }
        FrozenReference reference = FrozenReferenceCodec.read(bytes);
        List<DriftFinding> findings = new ArrayList<>(compare(reference.features(), served.rows()));
        if (model.signature().task() != Task.MULTICLASS && scores.length == served.size()) {
            ColumnBatch prediction = new ColumnBatch(
                            new dev.trefoil.core.column.Schema(List.of()), List.of(), served.size())
                    .with("prediction", new NumberColumn(scores));
            findings.addAll(compare(reference.prediction(), prediction));
        }
        return findings;
    }

    private static List<DriftFinding> compare(ReferenceProfile reference, ColumnBatch rows) {
        boolean whole =
                reference.columns().stream().allMatch(column -> rows.schema().contains(column.name()));
        if (!whole) {
            return List.of();
        }
        WindowHistogram histogram = new WindowHistogram(reference);
        histogram.record(rows);
        return DriftRule.STANDARD.judge(histogram);
    }

    private List<Double> nulls(ServedRows served) {
        List<Double> shares = new ArrayList<>();
        for (var feature : model.signature().inputs()) {
            Column column = served.rows().find(feature.name()).orElse(null);
            double missing = column == null
                    ? served.size()
                    : IntStream.range(0, column.size()).filter(column::missing).count();
            shares.add(served.size() == 0 ? 0 : missing / served.size());
        }
        return shares;
    }
}
