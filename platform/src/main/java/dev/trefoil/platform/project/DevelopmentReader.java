package dev.trefoil.platform.project;

import dev.trefoil.core.metric.Metric;
import dev.trefoil.core.signature.Task;
import dev.trefoil.core.text.Spelling;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Reads the section `development`.
final class DevelopmentReader {
    private static final List<String> CANDIDATES = List.of("logistic", "xgboost", "lightgbm", "command");

    private final Design design;
    private final Ids ids;
    private final @Nullable DataSpec data;

    private DevelopmentReader(Design design, Ids ids, @Nullable DataSpec data) {
        this.design = design;
        this.ids = ids;
        this.data = data;
    }

    static Development read(Optional<YamlValue> section, Design design, Ids ids, @Nullable DataSpec data) {
        return new DevelopmentReader(design, ids, data)
                .development(section.flatMap(value -> value.map(Shape.DEVELOPMENT)));
    }

    private Development development(Optional<YamlMap> map) {
        List<Baseline> baselines = baselines(map.flatMap(found -> found.find("baselines")));
        List<Candidate> candidates = map.flatMap(found -> found.find("candidates"))
                .map(this::candidates)
                .orElse(standard());
        SearchSpec search = map.flatMap(found -> found.find("search"))
                .flatMap(value -> value.map(Shape.SEARCH))
                .map(DevelopmentReader::search)
                .orElse(SearchSpec.STANDARD);
        @Nullable
        Metric selectBy = map.flatMap(found -> found.find("select_by"))
                .map(this::selectBy)
                .orElse(design.requirements().stream()
                        .map(Requirement::measure)
                        .filter(metric -> !metric.operational())
                        .findFirst())
                .orElse(null);
        return new Development(baselines, candidates, search, selectBy);
    }

    private static List<Candidate> standard() {
        return List.of(
                new Candidate.Trained(Candidate.Trainer.LOGISTIC, new TreeMap<>()),
                new Candidate.Trained(Candidate.Trainer.XGBOOST, new TreeMap<>()),
                new Candidate.Trained(Candidate.Trainer.LIGHTGBM, new TreeMap<>()));
    }

    /// What is said, and whatever a requirement compares with.
    private List<Baseline> baselines(Optional<YamlValue> said) {
        List<String> rules =
                design.problem().alternatives().stream().map(Alternative::id).toList();
        List<String> known = new ArrayList<>(Baseline.WORDS);
        known.addAll(ids.alternatives());
        List<String> words = new ArrayList<>();
        if (said.isPresent()) {
            said.orElseThrow()
                    .list()
                    .forEach(item -> item.word(known).ifPresent(word -> {
                        if (word.equals("last-value") && data != null && data.time() == null) {
                            item.error("'last-value' needs the column of the time", "add time: COLUMN to 'data'");
                        }
                        words.add(word);
                    }));
        } else {
            words.add("majority");
            if (data != null && data.time() != null) {
                words.add("last-value");
            }
            words.addAll(rules);
            words.add("logistic");
        }
        for (Requirement requirement : design.requirements()) {
            if (requirement.target() instanceof Target.BetterThan(String than, double _)) {
                words.add(than);
            }
        }
        return words.stream()
                .distinct()
                .map(word -> Baseline.of(word).orElseGet(() -> new Baseline.Rule(word)))
                .toList();
    }

    private List<Candidate> candidates(YamlValue value) {
        List<Candidate> candidates = new ArrayList<>();
        Set<String> names = new HashSet<>();
        List<YamlValue> items = value.list();
        if (value.isList() && items.isEmpty()) {
            value.error("there is no candidate", "such as [logistic, xgboost]");
        }
        for (YamlValue item : items) {
            candidate(item).ifPresent(candidate -> {
                if (!names.add(candidate.name())) {
                    String mend = candidate instanceof Candidate.Command
                            ? "give each command a name: command: {name: …, run: …, writes: …}"
                            : "say what both search in one";
                    item.error("two candidates are called '" + candidate.name() + "'", mend);
                }
                candidates.add(candidate);
            });
        }
        return candidates;
    }

    private Optional<Candidate> candidate(YamlValue item) {
        if (!item.isMap()) {
            return item.word(CANDIDATES).flatMap(word -> {
                if (word.equals("command")) {
                    item.error("a command needs what to run", "write command: {run: python train.py, writes: model/}");
                    return Optional.empty();
                }
                return Optional.of(new Candidate.Trained(trainer(word), new TreeMap<>()));
            });
        }
        Optional<YamlMap> map = item.names();
        Map<String, YamlValue> values = map.map(YamlMap::values).orElse(Map.of());
        if (values.size() != 1) {
            String mend = "write each candidate with a dash of its own, such as - xgboost: {max_depth: 3..8}";
            item.error("a candidate is one name with its search space", mend);
            return Optional.empty();
        }
        Map.Entry<String, YamlValue> only = values.entrySet().iterator().next();
        String word = only.getKey();
        YamlValue value = only.getValue();
        if (!CANDIDATES.contains(word)) {
            String mend = Spelling.nearest(word, CANDIDATES)
                    .map(meant -> "did you mean '" + meant + "'?")
                    .orElse("one of " + String.join(", ", CANDIDATES));
            item.error("there is no candidate '" + word + "'", mend);
            return Optional.empty();
        }
        return word.equals("command")
                ? command(value)
                : value.names().map(space -> new Candidate.Trained(trainer(word), ranges(trainer(word), space)));
    }

    private static Candidate.Trainer trainer(String word) {
        return switch (word) {
            case "logistic" -> Candidate.Trainer.LOGISTIC;
            case "xgboost" -> Candidate.Trainer.XGBOOST;
            default -> Candidate.Trainer.LIGHTGBM;
        };
    }

    private static SortedMap<String, ParameterRange> ranges(Candidate.Trainer trainer, YamlMap space) {
        SortedMap<String, ParameterRange> ranges = new TreeMap<>();
        space.values().forEach((name, value) -> {
            TrainerParameters.check(trainer, name, value);
            range(value).ifPresent(range -> ranges.put(name, range));
        });
        return ranges;
    }

    private static Optional<ParameterRange> range(YamlValue value) {
        if (value.isList()) {
            List<String> choices = value.texts();
            if (choices.isEmpty()) {
                value.error(value.name() + " has nothing to choose from", "such as [gbtree, dart]");
                return Optional.empty();
            }
            return Optional.of(new ParameterRange.Choice(choices));
        }
        return value.text().flatMap(text -> {
            try {
                return Optional.of(ParameterRange.parse(text));
            } catch (IllegalArgumentException e) {
                value.error(value.name() + ": " + e.getMessage(), "");
                return Optional.empty();
            }
        });
    }

    private static Optional<Candidate> command(YamlValue value) {
        return value.map(Shape.COMMAND).flatMap(map -> {
            Optional<String> run = map.require("run", "such as python train.py").flatMap(YamlValue::text);
            Optional<String> writes = map.require("writes", "the folder of the model, such as model/")
                    .flatMap(YamlValue::text);
            String name = map.find("name").flatMap(CharterParser::slug).orElse("command");
            writes.filter(folder -> folder.startsWith("/") || folder.contains(".."))
                    .ifPresent(folder -> map.error(
                            "writes",
                            "'writes' should be a folder inside the project, not '" + folder + "'",
                            "such as model/"));
            return run.isEmpty() || writes.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new Candidate.Command(name, run.orElseThrow(), writes.orElseThrow()));
        });
    }

    private static SearchSpec search(YamlMap map) {
        SearchSpec standard = SearchSpec.STANDARD;
        return new SearchSpec(
                count(map, "trials").orElse(standard.trials()),
                map.find("sampler")
                        .flatMap(v -> v.constant(SearchSpec.Sampler.class))
                        .orElse(standard.sampler()),
                map.find("pruner")
                        .flatMap(v -> v.constant(SearchSpec.Pruner.class))
                        .orElse(standard.pruner()),
                map.find("seed").flatMap(v -> v.whole(0)).orElse(standard.seed()),
                count(map, "parallel").orElse(null),
                count(map, "minutes").orElse(null));
    }

    static Optional<Integer> count(YamlMap map, String key) {
        return map.find(key)
                .flatMap(value -> value.whole(1).flatMap(count -> {
                    if (count > 1_000_000_000) {
                        value.error(value.name() + " is too large", "");
                        return Optional.empty();
                    }
                    return Optional.of(Math.toIntExact(count));
                }));
    }

    private Optional<Metric> selectBy(YamlValue value) {
        return RequirementReader.measure(value).filter(metric -> {
            @Nullable Task task = data == null ? null : data.label().task();
            if (metric.operational()) {
                value.error(
                        "'" + metric.id() + "' says nothing about predictions", "select by a measure of scored rows");
            } else if (task != null && !metric.fits(task)) {
                value.error(
                        "'" + metric.id() + "' does not fit a " + task.word() + " label",
                        "such as " + String.join(", ", RequirementReader.suggestions(task)));
            }
            return true;
        });
    }
}
