package dev.trefoil.platform.project;

import dev.trefoil.core.metric.Metric;
import dev.trefoil.core.verdict.Bound;
import dev.trefoil.table.source.ReadOptions;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Charters as canonical JSON: the keys of the project file in one fixed order, every default written out, what is not
/// there left out. JSON is YAML, so the parser reads it back.
///
/// Versions and signatures are digests of this text. A key that a later version of the format adds is written only
/// where
/// it is not at its default, so that charters keep their version and signatures hold over an upgrade.
final class CharterCodec {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private CharterCodec() {}

    static String canonical(Charter charter) {
        ObjectNode root = NODES.objectNode();
        root.put("trefoil", 1);
        root.put("project", charter.project());
        ObjectNode design = root.putObject("design");
        design.put("mode", Words.of(charter.design().mode()));
        design.set("problem", problem(charter.design().problem()));
        ArrayNode stakeholders = design.putArray("stakeholders");
        charter.design().stakeholders().forEach(s -> stakeholders.add(stakeholder(s)));
        if (charter.design().costs() != null) {
            design.set("costs", costs(charter.design().costs()));
        }
        design.set("requirements", requirements(charter.design().requirements()));
        root.set("data", data(charter.data()));
        root.set("development", development(charter.development()));
        root.set("deployment", deployment(charter.deployment()));
        root.set("monitoring", monitoring(charter.monitoring()));
        return MAPPER.writeValueAsString(root);
    }

    /// The part of the canonical text that a signature under this section vouches for.
    static String section(Charter charter, Section section) {
        ErrorCosts costs = charter.design().costs();
        return MAPPER.writeValueAsString(
                switch (section) {
                    case PROBLEM -> problem(charter.design().problem());
                    case REQUIREMENTS -> requirements(charter.design().requirements());
                    case COSTS -> costs == null ? NODES.objectNode() : costs(costs);
                    case DATA -> data(charter.data());
                    case DEPLOYMENT -> deployment(charter.deployment());
                    case MONITORING -> monitoring(charter.monitoring());
                });
    }

    /// Every single value of a canonical text by its path, such as `design.requirements[R1].at_least`; items of lists
    /// are named by their id or name where they have one, else by their position.
    static SortedMap<String, String> leaves(String canonical) {
        SortedMap<String, String> leaves = new TreeMap<>();
        collect("", MAPPER.readTree(canonical), leaves);
        return leaves;
    }

    /// A flat object with texts, for audit records and events.
    static String object(Map<String, String> values) {
        ObjectNode node = NODES.objectNode();
        values.forEach(node::put);
        return MAPPER.writeValueAsString(node);
    }

    private static void collect(String path, JsonNode node, SortedMap<String, String> into) {
        if (node.isObject()) {
            for (Map.Entry<String, JsonNode> property : node.properties()) {
                collect(path.isEmpty() ? property.getKey() : path + "." + property.getKey(), property.getValue(), into);
            }
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                JsonNode name = node.get(i).has("id")
                        ? node.get(i).get("id")
                        : node.get(i).get("name");
                String key = name == null ? String.valueOf(i) : name.asString();
                collect(path + "[" + key + "]", node.get(i), into);
            }
        } else {
            into.put(path, node.asString());
        }
    }

    private static ObjectNode problem(BusinessProblem problem) {
        ObjectNode node = NODES.objectNode();
        text(node, "decision", problem.decision());
        text(node, "user", problem.user());
        text(node, "unit", problem.unit());
        text(node, "today", problem.today());
        ArrayNode alternatives = node.putArray("alternatives");
        for (Alternative alternative : problem.alternatives()) {
            ObjectNode item = alternatives.addObject();
            item.put("id", alternative.id());
            text(item, "score", alternative.score());
            text(item, "when", alternative.when());
            if (alternative.value() != null) {
                item.put("value", number(alternative.value()));
            }
        }
        return node;
    }

    private static ObjectNode stakeholder(Stakeholder stakeholder) {
        ObjectNode node = NODES.objectNode();
        node.put("name", stakeholder.name());
        text(node, "role", stakeholder.role());
        ArrayNode signs = node.putArray("signs");
        stakeholder.signs().forEach(section -> signs.add(section.word()));
        return node;
    }

    private static ObjectNode costs(ErrorCosts costs) {
        ObjectNode node = NODES.objectNode();
        node.put("false_alarm", number(costs.costs().falseAlarm()));
        node.put("miss", number(costs.costs().miss()));
        text(node, "currency", costs.currency());
        return node;
    }

    private static ArrayNode requirements(List<Requirement> requirements) {
        ArrayNode nodes = NODES.arrayNode();
        for (Requirement requirement : requirements) {
            ObjectNode node = nodes.addObject();
            node.put("id", requirement.id());
            text(node, "says", requirement.says());
            node.put("measure", requirement.measure().id());
            switch (requirement.target()) {
                case Target.Absolute(Bound(Bound.Side side, double value)) -> {
                    String key = switch (side) {
                        case AT_LEAST -> "at_least";
                        case AT_MOST -> "at_most";
                        case WITHIN -> "within";
                    };
                    amount(node, key, requirement.measure(), value);
                }
                case Target.BetterThan(String than, double by) -> {
                    node.put("better_than", than);
                    amount(node, "by_at_least", requirement.measure(), by);
                }
            }
            text(node, "for_each", requirement.forEach());
            text(node, "on", requirement.on());
            if (requirement.precision() != null) {
                node.put("precision", number(requirement.precision()));
            }
            node.put("confidence", number(requirement.confidence()));
            text(node, "owner", requirement.owner());
        }
        return nodes;
    }

    private static void amount(ObjectNode node, String key, Metric metric, double value) {
        switch (metric) {
            case LATENCY_P50, LATENCY_P95, LATENCY_P99 ->
                node.put(key, number(value).toPlainString() + "ms");
            case MEMORY, MODEL_SIZE -> node.put(key, ByteSize.text(Math.round(value)));
            default -> node.put(key, number(value));
        }
    }

    private static ObjectNode data(DataSpec data) {
        ObjectNode node = NODES.objectNode();
        ObjectNode sources = node.putObject("sources");
        data.sources().forEach((name, source) -> sources.set(name, source(source)));
        text(node, "prepare", data.prepare());
        text(node, "id", data.id());
        text(node, "time", data.time());
        text(node, "cluster", data.cluster());
        texts(node, "group", data.group());
        ObjectNode exclude = node.putObject("exclude");
        data.exclude().forEach((column, reason) -> exclude.put(column, reason.isEmpty() ? "no reason given" : reason));
        ObjectNode features = node.putObject("features");
        data.features().forEach((column, kind) -> features.put(column, Words.of(kind)));
        ObjectNode label = node.putObject("label");
        label.put("name", data.label().name());
        if (data.label().task() != null) {
            label.put("task", data.label().task().word());
        }
        text(label, "positive", data.label().positive());
        label.put("arrives_after", data.label().arrivesAfter().toString());
        ObjectNode split = node.putObject("split");
        switch (data.split()) {
            case Split.ByTime byTime -> {
                split.put("by", "time");
                split.put("holdout_from", byTime.from().toString());
                text(split, "holdout_until", byTime.until());
            }
            case Split.ByChance(double holdout, long seed) -> {
                split.put("by", "random");
                split.put("holdout", number(holdout));
                split.put("seed", seed);
            }
        }
        node.put("contract", data.contract());
        return node;
    }

    private static JsonNode source(SourceSpec source) {
        ReadOptions options = source.options();
        ObjectNode node = NODES.objectNode();
        node.put("path", source.path());
        if (options.kind() != null) {
            node.put("format", options.kind().word());
        }
        text(node, "delimiter", options.delimiter());
        text(node, "quote", options.quote());
        text(node, "encoding", options.encoding());
        text(node, "decimal", options.decimal());
        text(node, "thousands", options.thousands());
        if (options.header() != null) {
            node.put("header", options.header());
        }
        texts(node, "columns", options.columns());
        if (options.missing() != null) {
            ArrayNode missing = node.putArray("missing");
            options.missing().forEach(missing::add);
        }
        if (!options.dates().isEmpty()) {
            ObjectNode dates = node.putObject("dates");
            new TreeMap<>(options.dates()).forEach(dates::put);
        }
        if (!options.types().isEmpty()) {
            ObjectNode types = node.putObject("types");
            new TreeMap<>(options.types()).forEach((column, type) -> types.put(column, Words.of(type)));
        }
        return node;
    }

    private static ObjectNode development(Development development) {
        ObjectNode node = NODES.objectNode();
        ArrayNode baselines = node.putArray("baselines");
        development.baselines().forEach(baseline -> baselines.add(baseline.word()));
        ArrayNode candidates = node.putArray("candidates");
        development.candidates().forEach(candidate -> candidates.add(candidate(candidate)));
        SearchSpec search = development.search();
        ObjectNode inner = node.putObject("search");
        inner.put("trials", search.trials());
        inner.put("sampler", Words.of(search.sampler()));
        inner.put("pruner", Words.of(search.pruner()));
        inner.put("seed", search.seed());
        if (search.parallel() != null) {
            inner.put("parallel", search.parallel());
        }
        if (search.minutes() != null) {
            inner.put("minutes", search.minutes());
        }
        if (development.selectBy() != null) {
            node.put("select_by", development.selectBy().id());
        }
        return node;
    }

    private static ObjectNode candidate(Candidate candidate) {
        ObjectNode node = NODES.objectNode();
        switch (candidate) {
            case Candidate.Trained trained -> {
                ObjectNode space = node.putObject(trained.name());
                trained.parameters().forEach((name, range) -> {
                    if (range instanceof ParameterRange.Choice(List<String> values)) {
                        ArrayNode choices = space.putArray(name);
                        values.forEach(choices::add);
                    } else {
                        space.put(name, range.toString());
                    }
                });
            }
            case Candidate.Command(String name, String run, String writes) -> {
                ObjectNode command = node.putObject("command");
                command.put("name", name);
                command.put("run", run);
                command.put("writes", writes);
            }
        }
        return node;
    }

    private static ObjectNode deployment(DeploymentSpec deployment) {
        ObjectNode node = NODES.objectNode();
        node.put("endpoint", deployment.endpoint());
        RolloutSpec rollout = deployment.rollout();
        ObjectNode inner = node.putObject("rollout");
        inner.put("strategy", Words.of(rollout.strategy()));
        inner.put("automation", Words.of(rollout.automation()));
        ArrayNode steps = inner.putArray("steps");
        for (RolloutSpec.Step step : rollout.steps()) {
            switch (step) {
                case RolloutSpec.Step.Shadow _ -> steps.add("shadow");
                case RolloutSpec.Step.Share(double share) ->
                    steps.add(plain(new BigDecimal(number(share).toString()).movePointRight(2)) + "%");
            }
        }
        if (rollout.minRows() != null) {
            inner.put("min_rows", rollout.minRows());
        }
        return node;
    }

    private static ObjectNode monitoring(MonitoringSpec monitoring) {
        ObjectNode node = NODES.objectNode();
        node.put("window", monitoring.window().toString());
        RetrainPolicy retrain = monitoring.retrain();
        if (retrain != null) {
            ObjectNode inner = node.putObject("retrain");
            inner.put("when", retrain.when().toString());
            inner.put("on", retrain.on() == null ? "all" : "last " + retrain.on());
            inner.put("cooldown", retrain.cooldown().toString());
        }
        ObjectNode capture = node.putObject("capture");
        texts(capture, "exclude", monitoring.capture().exclude());
        texts(capture, "hash", monitoring.capture().hash());
        capture.put("keep", monitoring.capture().keep().toString());
        capture.put("quota", ByteSize.text(monitoring.capture().quotaBytes()));
        text(node, "webhook", monitoring.webhook());
        return node;
    }

    private static void text(ObjectNode node, String key, @Nullable Object value) {
        if (value != null && !value.toString().isEmpty()) {
            node.put(key, value.toString());
        }
    }

    private static void texts(ObjectNode node, String key, Collection<String> values) {
        ArrayNode texts = node.putArray(key);
        values.forEach(texts::add);
    }

    /// The shortest decimal that is this number.
    private static BigDecimal number(double value) {
        return plainScale(BigDecimal.valueOf(value));
    }

    private static BigDecimal plainScale(BigDecimal value) {
        BigDecimal stripped = value.signum() == 0 ? BigDecimal.ZERO : value.stripTrailingZeros();
        return stripped.scale() < 0 && stripped.scale() > -16 ? stripped.setScale(0) : stripped;
    }

    private static String plain(BigDecimal value) {
        return plainScale(value).toPlainString();
    }
}
