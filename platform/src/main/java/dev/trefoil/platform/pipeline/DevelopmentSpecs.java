package dev.trefoil.platform.pipeline;

import dev.trefoil.core.column.Schema;
import dev.trefoil.inference.encoder.EncoderSpec;
import dev.trefoil.platform.project.Baseline;
import dev.trefoil.platform.project.Candidate;
import dev.trefoil.platform.project.Charter;
import dev.trefoil.platform.project.FeatureKind;
import dev.trefoil.platform.project.ParameterRange;
import dev.trefoil.platform.project.SearchSpec;
import dev.trefoil.training.DevelopmentSpec;
import dev.trefoil.training.Rung;
import dev.trefoil.training.SearchPlan;
import dev.trefoil.training.baseline.LastValue;
import dev.trefoil.training.baseline.Majority;
import dev.trefoil.training.baseline.Rule;
import dev.trefoil.training.evaluation.EvaluationSpec;
import dev.trefoil.training.sample.Target;
import dev.trefoil.training.search.Hyperparameters;
import dev.trefoil.training.search.MedianPruner;
import dev.trefoil.training.search.Parameter;
import dev.trefoil.training.search.Pruner;
import dev.trefoil.training.search.RandomSampler;
import dev.trefoil.training.search.Sampler;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The development section of a charter as training takes it.
public final class DevelopmentSpecs {
    /// After so long a command counts as hung, unless the charter says how long a search may take.
    private static final int MOST_MINUTES = 240;

    private DevelopmentSpecs() {}

    /// To judge a model that is there already, on a table with these columns: nothing is searched.
    static DevelopmentSpec judging(Charter charter, Schema schema, Target target) {
        List<dev.trefoil.training.Candidate> none = List.of(dev.trefoil.training.Candidate.Trained.of("logistic"));
        return of(charter, schema, target, List.of(), none);
    }

    /// @param more rungs beside those of the charter, such as the version that serves now
    /// @param folder of the project, in which commands run; null leaves them out
    public static DevelopmentSpec of(
            Charter charter, Schema schema, Target target, List<Rung> more, @Nullable Path folder) {
        return of(charter, schema, target, more, candidates(charter, folder));
    }

    private static DevelopmentSpec of(
            Charter charter,
            Schema schema,
            Target target,
            List<Rung> more,
            List<dev.trefoil.training.Candidate> candidates) {
        EvaluationSpec evaluation = Requests.evaluation(
                charter, schema, target, charter.development().search().seed());
        Set<String> hidden = Requests.hidden(charter);
        List<String> features =
                schema.names().stream().filter(name -> !hidden.contains(name)).toList();
        List<Rung> ladder = new ArrayList<>(ladder(charter, schema));
        ladder.addAll(more);
        return new DevelopmentSpec(
                features,
                kinds(charter),
                charter.data().time(),
                charter.data().group(),
                ladder,
                candidates,
                plan(charter.development().search()),
                charter.development().selectBy(),
                evaluation);
    }

    private static List<Rung> ladder(Charter charter, Schema schema) {
        List<Rung> rungs = new ArrayList<>();
        List<Rule> rules = Requests.rules(charter, schema);
        for (Baseline baseline : charter.development().baselines()) {
            switch (baseline) {
                case Baseline.Majority _ -> rungs.add(new Rung.Plain(new Majority()));
                case Baseline.LastValue _ -> addLastValue(rungs, charter);
                case Baseline.Logistic _ -> rungs.add(new Rung.Logistic());
                case Baseline.Rule(String id) ->
                    rules.stream()
                            .filter(rule -> rule.id().equals(id))
                            .forEach(rule -> rungs.add(new Rung.Plain(rule)));
            }
        }
        // What a requirement compares with is measured whether or not the ladder names it.
        for (Rule rule : rules) {
            boolean there = rungs.stream().anyMatch(rung -> rung.id().equals(rule.id()));
            if (!there) {
                rungs.add(new Rung.Plain(rule));
            }
        }
        return rungs;
    }

    private static void addLastValue(List<Rung> rungs, Charter charter) {
        String time = charter.data().time();
        if (time != null) {
            long micros = charter.data().label().arrivesAfter().exact().toNanos() / 1_000;
            rungs.add(new Rung.Plain(new LastValue(time, micros, List.of())));
        }
    }

    private static Map<String, EncoderSpec.Kind> kinds(Charter charter) {
        Map<String, EncoderSpec.Kind> kinds = new HashMap<>();
        charter.data().features().forEach((name, kind) -> kinds.put(name, kind(kind)));
        return kinds;
    }

    private static EncoderSpec.Kind kind(FeatureKind kind) {
        return switch (kind) {
            case NUMBER -> EncoderSpec.Kind.NUMBER;
            case CATEGORY -> EncoderSpec.Kind.CATEGORY;
            case TEXT -> EncoderSpec.Kind.TEXT;
            case DATE -> EncoderSpec.Kind.TIME;
            case BOOLEAN -> EncoderSpec.Kind.BOOLEAN;
        };
    }

    private static List<dev.trefoil.training.Candidate> candidates(Charter charter, @Nullable Path folder) {
        List<dev.trefoil.training.Candidate> candidates = new ArrayList<>();
        for (Candidate candidate : charter.development().candidates()) {
            switch (candidate) {
                case Candidate.Trained trained -> candidates.add(trained(trained));
                case Candidate.Command command -> {
                    if (folder != null) {
                        candidates.add(
                                command(command, folder, charter.development().search()));
                    }
                }
            }
        }
        return candidates;
    }

    private static dev.trefoil.training.Candidate command(Candidate.Command command, Path folder, SearchSpec search) {
        Integer minutes = search.minutes();
        return new dev.trefoil.training.Candidate.Command(
                command.name(),
                command.run(),
                command.writes(),
                folder,
                Map.of(),
                Duration.ofMinutes(minutes == null ? MOST_MINUTES : minutes));
    }

    private static dev.trefoil.training.Candidate trained(Candidate.Trained trained) {
        List<Parameter> searched = new ArrayList<>();
        Hyperparameters fixed = Hyperparameters.NONE;
        for (Map.Entry<String, ParameterRange> entry : trained.parameters().entrySet()) {
            String name = entry.getKey();
            switch (entry.getValue()) {
                case ParameterRange.Fixed(String value) -> fixed = fixed(fixed, name, value);
                case ParameterRange.Choice(var values) -> searched.add(new Parameter.Choice(name, values));
                case ParameterRange.Whole(long low, long high, boolean log) ->
                    searched.add(new Parameter.IntRange(name, low, high, log));
                case ParameterRange.Real(double low, double high, boolean log) ->
                    searched.add(new Parameter.FloatRange(name, low, high, log));
            }
        }
        return new dev.trefoil.training.Candidate.Trained(
                trained.name(), trained.trainer().name().toLowerCase(Locale.ROOT), searched, fixed);
    }

    /// Settings of these names and texts; texts that are numbers are numbers.
    static Hyperparameters settings(Map<String, String> texts) {
        Hyperparameters settings = Hyperparameters.NONE;
        for (Map.Entry<String, String> entry : texts.entrySet()) {
            settings = fixed(settings, entry.getKey(), entry.getValue());
        }
        return settings;
    }

    private static Hyperparameters fixed(Hyperparameters settings, String name, String value) {
        try {
            return settings.with(name, Double.parseDouble(value));
        } catch (NumberFormatException _) {
            return settings.with(name, value);
        }
    }

    private static SearchPlan plan(SearchSpec search) {
        Sampler sampler = switch (search.sampler()) {
            case TPE -> SearchPlan.tpe(search.trials());
            case RANDOM -> new RandomSampler();
        };
        Pruner pruner = switch (search.pruner()) {
            case ASHA -> SearchPlan.asha();
            case MEDIAN -> new MedianPruner();
            case NONE -> new Pruner.None();
        };
        Integer parallel = search.parallel();
        Integer minutes = search.minutes();
        return new SearchPlan(
                search.trials(),
                sampler,
                pruner,
                search.seed(),
                parallel == null ? SearchPlan.OVERLAP : parallel,
                minutes == null ? null : Duration.ofMinutes(minutes));
    }
}
