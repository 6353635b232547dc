package dev.trefoil.cli;

import dev.trefoil.core.column.Column;
import dev.trefoil.core.metric.Metric;
import dev.trefoil.core.metric.MetricEstimator;
import dev.trefoil.core.metric.MetricOptions;
import dev.trefoil.core.metric.Scored;
import dev.trefoil.core.predicate.PredicateParser;
import dev.trefoil.core.predicate.PredicateResolver;
import dev.trefoil.core.verdict.Estimate;
import dev.trefoil.core.verdict.Verdict;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Judges the requirements of a charter on scored rows, with the arithmetic of every other gate.
final class CharterJudge {
    private final Charter charter;
    private final ScoredColumns columns;
    private final String score;
    private final MetricEstimator estimator;

    CharterJudge(Charter charter, ScoredColumns columns, String score, MetricEstimator estimator) {
        this.charter = charter;
        this.columns = columns;
        this.score = score;
        this.estimator = estimator;
    }

    /// A verdict for each requirement, and one for each group of those that ask for each.
    List<Verdict> judge(Scored model) {
        List<Verdict> verdicts = new ArrayList<>();
        for (Charter.Requirement requirement : charter.requirements()) {
            Metric metric = Metric.byName(requirement.measure());
            if (metric.operational()) {
                verdicts.add(Verdict.of(requirement.id(), Estimate.none(metric.id()), requirement.bound())
                        .withReason("measured while serving"));
                continue;
            }
            int[] rows = rows(requirement);
            if (requirement.forEach() == null) {
                verdicts.add(one(requirement, metric, model, rows));
                continue;
            }
            BitSet chosen = new BitSet();
            for (int row : rows) {
                chosen.set(row);
            }
            for (Map.Entry<String, int[]> group :
                    columns.groups(requirement.forEach()).entrySet()) {
                int[] part = IntStream.of(group.getValue()).filter(chosen::get).toArray();
                if (part.length > 0) {
                    verdicts.add(one(requirement, metric, model, part)
                            .forGroup(requirement.forEach() + "=" + group.getKey()));
                }
            }
        }
        return verdicts;
    }

    private Verdict one(Charter.Requirement requirement, Metric metric, Scored model, int[] rows) {
        Double precision = requirement.precision();
        Scored part = model.pick(rows);
        if (precision != null) {
            part = part.withOptions(options().withMinPrecision(precision));
        }
        Estimate estimate;
        if (requirement.betterThan() == null) {
            estimate = estimator.estimate(metric, part);
        } else {
            Scored other = alternative(requirement.betterThan(), model, metric).pick(rows);
            Estimate gap = switch (metric.direction()) {
                case HIGHER -> estimator.paired(metric, part, other);
                case LOWER -> estimator.paired(metric, other, part);
                case ZERO ->
                    throw new IllegalArgumentException("requirement " + requirement.id() + ": " + metric.id()
                            + " is best at 0; ask for 'within' instead of 'better_than'");
            };
            estimate = gap;
        }
        return Verdict.of(requirement.id(), estimate, requirement.bound());
    }

    /// The alternative of this name in the charter, or a column of the file.
    private Scored alternative(String name, Scored model, Metric metric) {
        for (Charter.Alternative one : charter.alternatives()) {
            if (one.id().equals(name)) {
                Scored scored = one.score() == null ? model : rule(one.score());
                boolean[] acts = one.when() == null ? null : matching(one.when());
                if (!metric.needsDecision() && one.score() == null) {
                    scored = indicator(acts == null ? new boolean[columns.rows().rows()] : acts);
                }
                return acts == null ? scored : scored.withDecisions(acts);
            }
        }
        if (columns.rows().find(name).isPresent()) {
            return columns.scored(name, model.task()).withOptions(options());
        }
        throw new IllegalArgumentException(
                "'" + name + "' is neither an alternative of the charter nor a column of the file");
    }

    /// A rule's score; where it has none the rule sees no reason to act, which is the least score.
    private Scored rule(String column) {
        double[] values = columns.numbers(column);
        double least = IntStream.range(0, values.length)
                .mapToDouble(i -> values[i])
                .filter(v -> !Double.isNaN(v))
                .min()
                .orElse(0);
        for (int i = 0; i < values.length; i++) {
            values[i] = Double.isNaN(values[i]) ? least : values[i];
        }
        return clustered(Scored.binary(values, columns.truths()));
    }

    private Scored indicator(boolean[] acts) {
        double[] values = new double[acts.length];
        for (int i = 0; i < acts.length; i++) {
            values[i] = acts[i] ? 1 : 0;
        }
        return clustered(Scored.binary(values, columns.truths()));
    }

    private Scored clustered(Scored scored) {
        String cluster = columns.cluster();
        return (cluster == null ? scored : scored.withClusters(columns.ids(cluster))).withOptions(options());
    }

    private MetricOptions options() {
        return charter.costs() == null ? MetricOptions.STANDARD : MetricOptions.of(charter.costs());
    }

    private int[] rows(Charter.Requirement requirement) {
        @Nullable String on = requirement.on();
        if (on == null) {
            return IntStream.range(0, columns.rows().rows()).toArray();
        }
        return PredicateResolver.resolve(
                        PredicateParser.parse(on), columns.rows().schema())
                .rows(columns.rows());
    }

    private boolean[] matching(String when) {
        int n = columns.rows().rows();
        boolean[] acts = new boolean[n];
        String text = when.trim();
        if (text.equalsIgnoreCase("false") || text.equalsIgnoreCase("true")) {
            java.util.Arrays.fill(acts, text.equalsIgnoreCase("true"));
            return acts;
        }
        Column any = columns.rows().column(score);
        BitSet matching = PredicateResolver.resolve(
                        PredicateParser.parse(when), columns.rows().schema())
                .matching(columns.rows());
        for (int i = 0; i < any.size(); i++) {
            acts[i] = matching.get(i);
        }
        return acts;
    }
}
