package dev.trefoil.cli;

import dev.trefoil.core.column.Column;
import dev.trefoil.core.column.ColumnBatch;
import dev.trefoil.core.column.ColumnSpec;
import dev.trefoil.core.column.ColumnType;
import dev.trefoil.core.drift.DomainClassifier;
import dev.trefoil.core.metric.Metric;
import dev.trefoil.core.metric.MetricEstimator;
import dev.trefoil.core.metric.MetricOptions;
import dev.trefoil.core.metric.Scored;
import dev.trefoil.core.signature.Task;
import dev.trefoil.core.unlabelled.ConfidenceEstimator;
import dev.trefoil.core.unlabelled.LossEstimator;
import dev.trefoil.core.unlabelled.Reference;
import dev.trefoil.core.verdict.Estimate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// What `evaluate --reference` says: the metrics of rows whose truth is still to come, estimated from rows
/// whose truth is known; and a second opinion on those rows of the file that have one already.
final class TruthToCome {
    private static final double OVERLAP = 0.1;

    private final ScoredColumns reference;
    private final ScoredColumns current;
    private final String score;
    private final MetricOptions options;
    private final double confidence;
    private final long seed;

    /// @param current the rows to estimate for; they may lack the label column
    TruthToCome(
            ScoredColumns reference,
            ScoredColumns current,
            String score,
            MetricOptions options,
            MetricEstimator estimator) {
        this.reference = reference;
        this.current = current;
        this.score = score;
        this.options = options;
        this.confidence = estimator.confidence();
        this.seed = estimator.seed();
    }

    /// Says an estimate for each metric that has one.
    ///
    /// @param chosen the columns that describe a row; empty for all that both files have
    void show(StatisticsOutput output, Task of, List<Metric> metrics, List<String> chosen) {
        int[] known = labelled(reference, of);
        if (known.length == 0) {
            throw new IllegalArgumentException(
                    "the reference has no known truth in column '" + reference.label() + "'");
        }
        if (of == Task.REGRESSION && metrics.stream().noneMatch(LossEstimator::estimates)) {
            throw new StatisticsCommand.WrongUse("--reference: of numbers only mae, mse, rmse and mape are estimated,"
                    + " which are means of losses; name one of them with --metrics");
        }
        List<String> features = features(chosen);
        output.say(current.rows().rows() + " rows to estimate for, " + known.length
                + " reference rows with a known truth, " + of.word() + ", " + features.size() + " columns");
        output.say("An estimate holds while a row of the same kind means the same as in the reference; it does not see"
                + " a change of that.");
        output.row("metric", "approach", "value", "interval", "n", "clusters", "method");
        switch (of) {
            case BINARY, MULTICLASS -> classes(output, of, metrics, features, known);
            case REGRESSION -> numbers(output, metrics, features, known);
        }
    }

    private void classes(StatisticsOutput output, Task of, List<Metric> metrics, List<String> features, int[] known) {
        Reference rows = learnt(of, known);
        double[] now = scores(current, of);
        ConfidenceEstimator cbpe = ConfidenceEstimator.cbpe(rows, seed);
        List<Estimate> byCbpe = cbpe.estimates(metrics, now, ids(current), options, confidence);
        double[] weights = new DomainClassifier(seed)
                .densityRatio(
                        reference.rows().pick(known).select(features),
                        current.rows().select(features));
        ConfidenceEstimator pape = ConfidenceEstimator.pape(rows, weights, seed);
        List<Estimate> byPape = pape.estimates(metrics, now, ids(current), options, confidence);
        for (int m = 0; m < metrics.size(); m++) {
            estimated(output, metrics.get(m), "cbpe", byCbpe.get(m));
            estimated(output, metrics.get(m), "pape", byPape.get(m));
        }
        output.table();
        double worth = pape.effectiveRows();
        output.line(StatisticsOutput.event("overlap")
                .put("reference_rows", known.length)
                .put("effective_rows", worth)
                .put("method", "kish/extra-trees-density-ratio"));
        output.say("weighted to look like the rows of now, the reference is worth " + Math.round(worth) + " of its "
                + known.length + " rows"
                + (worth < OVERLAP * known.length ? ": they hardly overlap, PAPE says little" : ""));
        int[] labelled = current.hasLabel() ? labelled(current, of) : new int[0];
        if (labelled.length > 0) {
            Scored realised = current.scored(score, of).pick(labelled).withOptions(options);
            int @Nullable [] units = ids(current);
            int @Nullable [] own = units == null ? null : pick(units, labelled);
            double[] theirs = pick(now, labelled, width(of));
            opinion(
                    output,
                    metrics,
                    realised,
                    List.of("cbpe", "pape"),
                    List.of(
                            cbpe.estimates(metrics, theirs, own, options, confidence),
                            pape.estimates(metrics, theirs, own, options, confidence)));
        }
    }

    private Reference learnt(Task of, int[] known) {
        int @Nullable [] ids = ids(reference);
        int @Nullable [] own = ids == null ? null : pick(ids, known);
        double[] scores = pick(scores(reference, of), known, width(of));
        if (of == Task.MULTICLASS) {
            List<String> names = reference.names(score);
            if (names.size() == 2) {
                throw new StatisticsCommand.WrongUse("--reference: of two classes give the probability of one as"
                        + " --score, and name it with --positive where the label is a text");
            }
            if (!names.equals(current.names(score))) {
                throw new IllegalArgumentException("'" + score + "' stands for " + names + " in the reference and for "
                        + current.names(score) + " in the current rows");
            }
            return Reference.ofClasses(scores, names.size(), pick(reference.classes(score), known), own);
        }
        double[] truths = pick(reference.truths(), known);
        double positives = Arrays.stream(truths).sum();
        if (positives == 0 || positives == known.length) {
            throw new IllegalArgumentException(
                    "the reference has rows of one class only; it takes both to learn what a score is worth");
        }
        return new Reference(scores, truths, own);
    }

    private int width(Task of) {
        return of == Task.MULTICLASS ? reference.names(score).size() : 1;
    }

    private double[] scores(ScoredColumns columns, Task of) {
        return of == Task.MULTICLASS ? columns.probabilities(columns.names(score)) : columns.numbers(score);
    }

    private void numbers(StatisticsOutput output, List<Metric> metrics, List<String> features, int[] known) {
        List<String> columns = new ArrayList<>(features);
        if (!columns.contains(score)) {
            columns.add(score);
        }
        int @Nullable [] ids = ids(reference);
        LossEstimator dle = new LossEstimator(
                reference.rows().pick(known).select(columns),
                pick(reference.numbers(reference.label()), known),
                pick(reference.numbers(score), known),
                ids == null ? null : pick(ids, known),
                seed);
        List<Metric> possible =
                metrics.stream().filter(LossEstimator::estimates).toList();
        ColumnBatch now = current.rows().select(columns);
        int @Nullable [] units = ids(current);
        for (Metric metric : metrics) {
            Estimate estimate = LossEstimator.estimates(metric)
                    ? dle.estimate(metric, now, count(units, now.rows()), confidence)
                    : Estimate.none(metric.id() + "/dle/undefined:not-a-mean-of-losses");
            estimated(output, metric, "dle", estimate);
        }
        output.table();
        int[] labelled = current.hasLabel() ? labelled(current, Task.REGRESSION) : new int[0];
        if (labelled.length > 0) {
            Scored realised = Scored.regression(
                    pick(current.numbers(score), labelled), pick(current.numbers(current.label()), labelled));
            int @Nullable [] own = units == null ? null : pick(units, labelled);
            ColumnBatch part = now.pick(labelled);
            opinion(
                    output,
                    possible,
                    own == null ? realised : realised.withClusters(own),
                    List.of("dle"),
                    List.of(possible.stream()
                            .map(metric -> dle.estimate(metric, part, count(own, labelled.length), confidence))
                            .toList()));
        }
    }

    private static void estimated(StatisticsOutput output, Metric metric, String approach, Estimate estimate) {
        ObjectNode node = StatisticsOutput.event("estimated")
                .put("metric", metric.id())
                .put("approach", approach)
                .put("better", metric.direction().name().toLowerCase(Locale.ROOT));
        output.line(StatisticsOutput.estimate(node, estimate));
        output.row(
                metric.id(),
                approach,
                estimate.value(),
                StatisticsOutput.interval(estimate),
                estimate.n(),
                estimate.clusters(),
                estimate.method());
    }

    /// Where truth is known already: is what was measured where the estimate for the same rows said?
    private void opinion(
            StatisticsOutput output,
            List<Metric> metrics,
            Scored realised,
            List<String> approaches,
            List<List<Estimate>> estimates) {
        output.row("second opinion", "approach", "estimated", "interval", "measured", "n", "");
        for (int m = 0; m < metrics.size(); m++) {
            double measured = MetricEstimator.value(metrics.get(m), realised);
            for (int k = 0; k < approaches.size(); k++) {
                Estimate one = estimates.get(k).get(m);
                boolean undecided = !one.hasInterval() || Double.isNaN(measured);
                boolean broken = !undecided && (measured < one.low() || measured > one.high());
                ObjectNode node = StatisticsOutput.event("second_opinion")
                        .put("metric", metrics.get(m).id())
                        .put("approach", approaches.get(k))
                        .put("outcome", undecided ? "inconclusive" : broken ? "broken" : "agrees");
                StatisticsOutput.put(node, "measured", measured);
                output.line(StatisticsOutput.estimate(node, one));
                output.row(
                        metrics.get(m).id(),
                        approaches.get(k),
                        one.value(),
                        StatisticsOutput.interval(one),
                        measured,
                        one.n(),
                        undecided ? "inconclusive" : broken ? "BROKEN" : "agrees");
            }
        }
        output.table();
    }

    /// The columns that both files have and that describe a row; no times, no texts of which nearly all are
    /// different.
    private List<String> features(List<String> chosen) {
        if (!chosen.isEmpty()) {
            chosen.forEach(reference.rows()::column);
            chosen.forEach(current.rows()::column);
            return chosen;
        }
        return reference.rows().schema().columns().stream()
                .filter(spec -> !spec.type().temporal())
                .map(ColumnSpec::name)
                .filter(name -> !name.equals(reference.label()) && !name.equals(reference.cluster()))
                .filter(name -> current.rows().find(name).isPresent())
                .filter(name -> !names(reference.rows().column(name)))
                .toList();
    }

    /// True for texts of which most are different: names, ids.
    private static boolean names(Column column) {
        if (column.type() != ColumnType.STRING) {
            return false;
        }
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < column.size(); i++) {
            seen.add(String.valueOf(column.text(i)));
        }
        return seen.size() > column.size() / 2;
    }

    private int[] labelled(ScoredColumns columns, Task of) {
        double[] truths = switch (of) {
            case BINARY -> columns.truths();
            case REGRESSION -> columns.numbers(columns.label());
            case MULTICLASS ->
                Arrays.stream(columns.classes(score))
                        .mapToDouble(k -> k < 0 ? Double.NaN : k)
                        .toArray();
        };
        return IntStream.range(0, truths.length)
                .filter(i -> !Double.isNaN(truths[i]))
                .toArray();
    }

    private static int @Nullable [] ids(ScoredColumns columns) {
        return columns.cluster() == null ? null : columns.ids(columns.cluster());
    }

    private static long count(int @Nullable [] ids, int rows) {
        return ids == null ? rows : Arrays.stream(ids).distinct().count();
    }

    private static double[] pick(double[] values, int[] rows, int width) {
        double[] picked = new double[rows.length * width];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(values, rows[i] * width, picked, i * width, width);
        }
        return picked;
    }

    private static double[] pick(double[] values, int[] rows) {
        return Arrays.stream(rows).mapToDouble(i -> values[i]).toArray();
    }

    private static int[] pick(int[] values, int[] rows) {
        return Arrays.stream(rows).map(i -> values[i]).toArray();
    }
}
