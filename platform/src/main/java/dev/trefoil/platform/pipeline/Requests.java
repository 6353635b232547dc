package dev.trefoil.platform.pipeline;

import dev.trefoil.core.column.ColumnBatch;
import dev.trefoil.core.column.Schema;
import dev.trefoil.core.predicate.Predicate;
import dev.trefoil.core.predicate.PredicateResolver;
import dev.trefoil.core.predicate.RowTest;
import dev.trefoil.platform.project.Alternative;
import dev.trefoil.platform.project.Charter;
import dev.trefoil.platform.project.ErrorCosts;
import dev.trefoil.platform.project.Requirement;
import dev.trefoil.platform.project.Target.Absolute;
import dev.trefoil.platform.project.Target.BetterThan;
import dev.trefoil.training.baseline.Rule;
import dev.trefoil.training.evaluation.EvaluationSpec;
import dev.trefoil.training.evaluation.MeasureRequest;
import dev.trefoil.training.sample.Target;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The charter's requirements and alternatives, resolved against the columns of a table: the one translation that the
/// hold-out set, rollouts and live windows all judge by.
public final class Requests {
    private Requests() {}

    /// What is asked of a model on rows with these columns.
    ///
    /// @param seed of the resampling
    public static EvaluationSpec evaluation(Charter charter, Schema schema, Target target, long seed) {
        ErrorCosts costs = charter.design().costs();
        String cluster = charter.data().cluster();
        List<String> sliceColumns = schema.columns().stream()
                .filter(column -> column.type() == dev.trefoil.core.column.ColumnType.STRING
                        || column.type() == dev.trefoil.core.column.ColumnType.BOOLEAN)
                .map(dev.trefoil.core.column.ColumnSpec::name)
                .filter(name -> !hidden(charter).contains(name))
                .toList();
        return new EvaluationSpec(
                target,
                cluster != null && schema.contains(cluster) ? cluster : null,
                costs == null ? null : costs.costs(),
                mainMeasure(charter, target),
                charter.design().requirements().stream()
                        .map(requirement -> request(requirement, schema))
                        .toList(),
                Map.of(),
                sliceColumns,
                seed);
    }

    /// Columns that no model may see: the label, what only names or places a row, and what the charter leaves out. The
    /// time is one of them unless the charter names it among the features, for its hour, weekday and season.
    public static Set<String> hidden(Charter charter) {
        Set<String> hidden = new HashSet<>(charter.data().exclude().keySet());
        hidden.add(charter.data().label().name());
        addIfGiven(hidden, charter.data().id());
        String time = charter.data().time();
        if (time != null && !charter.data().features().containsKey(time)) {
            hidden.add(time);
        }
        addIfGiven(hidden, charter.data().cluster());
        hidden.addAll(charter.data().group());
        return hidden;
    }

    private static void addIfGiven(Set<String> names, @Nullable String name) {
        if (name != null) {
            names.add(name);
        }
    }

    private static dev.trefoil.core.metric.Metric mainMeasure(Charter charter, Target target) {
        return charter.design().requirements().stream()
                .map(Requirement::measure)
                .filter(measure -> measure.fits(target.task()))
                .findFirst()
                .orElse(
                        switch (target.task()) {
                            case BINARY -> dev.trefoil.core.metric.Metric.AUC;
                            case MULTICLASS -> dev.trefoil.core.metric.Metric.MACRO_F1;
                            case REGRESSION -> dev.trefoil.core.metric.Metric.RMSE;
                        });
    }

    private static MeasureRequest request(Requirement requirement, Schema schema) {
        MeasureRequest.Ask ask = switch (requirement.target()) {
            case Absolute(var bound) -> new MeasureRequest.Ask.Keep(bound);
            case BetterThan(String than, double by) -> new MeasureRequest.Ask.Beat(than, by);
        };
        return new MeasureRequest(
                requirement.id(),
                requirement.measure(),
                ask,
                requirement.forEach(),
                test(requirement.on(), schema),
                requirement.precision(),
                requirement.confidence());
    }

    /// The alternatives without ML, ready to answer for rows with these columns; those whose columns are not there are
    /// left out.
    public static List<Rule> rules(Charter charter, Schema schema) {
        List<Rule> rules = new ArrayList<>();
        for (Alternative alternative : charter.design().problem().alternatives()) {
            if (answerable(alternative, schema)) {
                rules.add(rule(alternative, schema));
            }
        }
        return rules;
    }

    /// One alternative; an [IllegalArgumentException] names the column it lacks.
    public static Rule rule(Alternative alternative, Schema schema) {
        String score = alternative.score();
        if (score != null && !schema.contains(score)) {
            throw new IllegalArgumentException(
                    "alternative '" + alternative.id() + "' needs the column '" + score + "'");
        }
        return new Rule(alternative.id(), score, test(alternative.when(), schema), alternative.value());
    }

    private static boolean answerable(Alternative alternative, Schema schema) {
        try {
            rule(alternative, schema);
            return true;
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    private static @Nullable RowTest test(@Nullable Predicate predicate, Schema schema) {
        return predicate == null ? null : PredicateResolver.resolve(predicate, schema);
    }

    /// The target as the labels of these rows and the charter have it.
    public static Target target(Charter charter, ColumnBatch rows) {
        return Target.infer(
                rows,
                charter.data().label().name(),
                charter.data().label().task(),
                charter.data().label().positive());
    }
}
