package dev.trefoil.training.evaluation;

import dev.trefoil.core.metric.Metric;
import dev.trefoil.core.verdict.Bound;
import dev.trefoil.core.verdict.Estimate;
import dev.trefoil.core.verdict.Outcome;
import dev.trefoil.core.verdict.Verdict;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// An evaluation as JSON and back. A number that is undefined is `null`.
public final class EvaluationCodec {
    private static final int FORMAT = 1;

    private EvaluationCodec() {}

    public static byte[] write(Evaluation evaluation) {
        JsonMapper mapper = new JsonMapper();
        return (mapper.writeValueAsString(node(mapper, evaluation)) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private static ObjectNode node(JsonMapper mapper, Evaluation evaluation) {
        ObjectNode root = mapper.createObjectNode();
        root.put("evaluation", FORMAT);
        root.put("rows", evaluation.rows());
        root.put("units", evaluation.units());
        number(root, "threshold", evaluation.threshold());
        measures(root.putObject("measures"), evaluation.measures());
        nested(root.putObject("baselines"), evaluation.baselines());
        nested(root.putObject("differences"), evaluation.differences());
        nested(root.putObject("per_class"), evaluation.perClass());
        ArrayNode confusion = root.putArray("confusion");
        evaluation.confusion().forEach(line -> line.forEach(confusion.addArray()::add));
        ArrayNode bins = root.putArray("calibration");
        for (CalibrationBin bin : evaluation.calibration()) {
            ObjectNode node = bins.addObject();
            node.put("low", bin.low()).put("high", bin.high()).put("rows", bin.rows());
            node.put("probability", bin.probability()).put("rate", bin.rate());
        }
        ArrayNode judged = root.putArray("requirements");
        evaluation.judged().forEach(one -> judged(judged.addObject(), one));
        ArrayNode slices = root.putArray("slices");
        evaluation.slices().forEach(slice -> slice(slices.addObject(), slice));
        ObjectNode operation = root.putObject("operation");
        estimate(operation.putObject("latency_p50"), evaluation.operation().latencyP50());
        estimate(operation.putObject("latency_p95"), evaluation.operation().latencyP95());
        estimate(operation.putObject("latency_p99"), evaluation.operation().latencyP99());
        operation.put("size_bytes", evaluation.operation().sizeBytes());
        operation.put("memory_bytes", evaluation.operation().memoryBytes());
        return root;
    }

    private static void number(ObjectNode node, String name, double value) {
        if (Double.isFinite(value)) {
            node.put(name, value);
        } else {
            node.putNull(name);
        }
    }

    private static void estimate(ObjectNode node, Estimate estimate) {
        number(node, "value", estimate.value());
        number(node, "low", estimate.low());
        number(node, "high", estimate.high());
        node.put("n", estimate.n()).put("clusters", estimate.clusters());
        node.put("method", estimate.method()).put("confidence", estimate.confidence());
    }

    private static void measures(ObjectNode node, Map<Metric, Estimate> measures) {
        measures.forEach((metric, estimate) -> estimate(node.putObject(metric.id()), estimate));
    }

    private static void nested(ObjectNode node, Map<String, Map<Metric, Estimate>> all) {
        all.forEach((name, measures) -> measures(node.putObject(name), measures));
    }

    private static void judged(ObjectNode node, Judged judged) {
        verdict(node, judged.verdict());
        node.put("rows_needed", judged.rowsNeeded());
        ArrayNode groups = node.putArray("groups");
        judged.groups().forEach(group -> verdict(groups.addObject(), group));
    }

    private static void verdict(ObjectNode node, Verdict verdict) {
        node.put("requirement", verdict.requirement());
        node.put("group", verdict.group());
        node.put("verdict", verdict.outcome().word());
        estimate(node.putObject("estimate"), verdict.estimate());
        ObjectNode bound = node.putObject("bound");
        bound.put("side", verdict.bound().side().name().toLowerCase(Locale.ROOT));
        bound.put("value", verdict.bound().value());
        node.put("reason", verdict.reason());
    }

    private static void slice(ObjectNode node, Slice slice) {
        node.put("name", slice.name()).put("where", slice.where()).put("found", slice.found());
        node.put("rows", slice.rows());
        number(node, "mean_error", slice.meanError());
        estimate(node.putObject("estimate"), slice.estimate());
        number(node, "score", slice.score());
        number(node, "probability", slice.probability());
    }

    /// An [IllegalArgumentException] when the bytes are not an evaluation.
    public static Evaluation read(byte[] bytes) {
        try {
            JsonNode root = new JsonMapper().readTree(bytes);
            if (root.path("evaluation").asInt(0) != FORMAT) {
                throw new IllegalArgumentException("not an evaluation, or of a format that is not known");
            }
            JsonNode operation = root.path("operation");
            return new Evaluation(
                    root.path("rows").asLong(),
                    root.path("units").asLong(),
                    number(root, "threshold"),
                    measures(root.path("measures")),
                    nested(root.path("baselines")),
                    nested(root.path("differences")),
                    each(root.path("confusion"), line -> each(line, JsonNode::asLong)),
                    each(root.path("calibration"), EvaluationCodec::bin),
                    each(root.path("requirements"), EvaluationCodec::judged),
                    each(root.path("slices"), EvaluationCodec::slice),
                    nested(root.path("per_class")),
                    new Operation(
                            estimate(operation.path("latency_p50")),
                            operation.has("latency_p95")
                                    ? estimate(operation.path("latency_p95"))
                                    : Operation.UNKNOWN.latencyP95(),
                            estimate(operation.path("latency_p99")),
                            operation.path("size_bytes").asLong(),
                            operation.path("memory_bytes").asLong()));
        } catch (JacksonException e) {
            throw new IllegalArgumentException("the evaluation cannot be read: " + e.getOriginalMessage(), e);
        }
    }

    private static <T> List<T> each(JsonNode array, Function<JsonNode, T> read) {
        List<T> all = new ArrayList<>();
        array.forEach(node -> all.add(read.apply(node)));
        return List.copyOf(all);
    }

    private static double number(JsonNode node, String name) {
        return node.path(name).asDouble(Double.NaN);
    }

    private static Estimate estimate(JsonNode node) {
        return new Estimate(
                number(node, "value"),
                number(node, "low"),
                number(node, "high"),
                node.path("n").asLong(),
                node.path("clusters").asLong(),
                node.path("method").asString(),
                node.path("confidence").asDouble());
    }

    private static Map<Metric, Estimate> measures(JsonNode node) {
        Map<Metric, Estimate> measures = new LinkedHashMap<>();
        node.properties().forEach(entry -> measures.put(Metric.byName(entry.getKey()), estimate(entry.getValue())));
        return measures;
    }

    private static Map<String, Map<Metric, Estimate>> nested(JsonNode node) {
        Map<String, Map<Metric, Estimate>> all = new LinkedHashMap<>();
        node.properties().forEach(entry -> all.put(entry.getKey(), measures(entry.getValue())));
        return all;
    }

    private static CalibrationBin bin(JsonNode node) {
        return new CalibrationBin(
                number(node, "low"),
                number(node, "high"),
                node.path("rows").asLong(),
                number(node, "probability"),
                number(node, "rate"));
    }

    private static Judged judged(JsonNode node) {
        return new Judged(
                verdict(node),
                each(node.path("groups"), EvaluationCodec::verdict),
                node.path("rows_needed").asLong());
    }

    private static Verdict verdict(JsonNode node) {
        JsonNode bound = node.path("bound");
        return new Verdict(
                node.path("requirement").asString(),
                node.path("group").asString(),
                Outcome.valueOf(node.path("verdict").asString().toUpperCase(Locale.ROOT)),
                estimate(node.path("estimate")),
                new Bound(
                        Bound.Side.valueOf(bound.path("side").asString().toUpperCase(Locale.ROOT)),
                        bound.path("value").asDouble()),
                node.path("reason").asString());
    }

    private static Slice slice(JsonNode node) {
        return new Slice(
                node.path("name").asString(),
                node.path("where").asString(),
                node.path("found").asBoolean(),
                node.path("rows").asLong(),
                number(node, "mean_error"),
                estimate(node.path("estimate")),
                number(node, "score"),
                number(node, "probability"));
    }
}
