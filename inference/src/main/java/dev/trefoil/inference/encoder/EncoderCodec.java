package dev.trefoil.inference.encoder;

import dev.trefoil.inference.runtime.ModelFormatException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// `encoder.json`: `{"encoder":1,"steps":[{"step":"number","column":"distance"}, …]}`. The same encoder always
/// gives
/// the same bytes.
public final class EncoderCodec {
    private static final int FORMAT = 1;

    private EncoderCodec() {}

    public static byte[] write(FeatureEncoder encoder) {
        JsonMapper mapper = new JsonMapper();
        ObjectNode root = mapper.createObjectNode();
        root.put("encoder", FORMAT);
        ArrayNode steps = root.putArray("steps");
        for (Step step : encoder.steps()) {
            write(step, steps.addObject());
        }
        return (mapper.writeValueAsString(root) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private static void write(Step step, ObjectNode to) {
        switch (step) {
            case NumberStep number -> {
                to.put("step", "number").put("column", number.column());
                if (number.scale() != null) {
                    write(number.scale(), to.putObject("scale"));
                    to.put("flagged", number.flagged());
                }
            }
            case BooleanStep truth ->
                to.put("step", "boolean").put("column", truth.column()).put("linear", truth.linear());
            case OrdinalStep ordinal -> {
                to.put("step", "ordinal").put("column", ordinal.column());
                ordinal.categories().forEach(to.putArray("categories")::add);
            }
            case OneHotStep hot -> {
                to.put("step", "onehot").put("column", hot.column());
                hot.categories().forEach(to.putArray("categories")::add);
            }
            case TimeStep time -> {
                to.put("step", "time").put("column", time.column());
                ArrayNode scales = to.putArray("scales");
                time.scales().forEach(scale -> write(scale, scales.addObject()));
            }
            case TextStep text -> {
                to.put("step", "text").put("column", text.column());
                text.vocabulary().forEach(to.putArray("vocabulary")::add);
                ArrayNode weights = to.putArray("weights");
                for (double weight : text.weights()) {
                    weights.add(weight);
                }
            }
        }
    }

    private static void write(Scale scale, ObjectNode to) {
        to.put("mean", scale.mean()).put("deviation", scale.deviation());
    }

    /// @param file its name, for messages
    public static FeatureEncoder read(String file, byte[] bytes) {
        try {
            JsonNode root = new JsonMapper().readTree(bytes);
            if (root.path("encoder").asInt(0) != FORMAT) {
                throw bad(file, "encoder", "is format " + root.path("encoder") + ", known is " + FORMAT);
            }
            List<Step> steps = new ArrayList<>();
            for (JsonNode step : root.path("steps")) {
                steps.add(step(file, "steps[" + steps.size() + "]", step));
            }
            return new FeatureEncoder(steps);
        } catch (JacksonException e) {
            throw bad(file, "", "is not valid JSON (" + e.getOriginalMessage() + ")");
        }
    }

    private static Step step(String file, String place, JsonNode node) {
        String kind = node.path("step").asString("");
        if (!node.path("column").isString()) {
            throw bad(file, place, "names no column");
        }
        String column = node.path("column").asString();
        try {
            return switch (kind) {
                case "number" -> {
                    Scale scale = node.has("scale") ? scale(node.path("scale")) : null;
                    yield new NumberStep(column, scale, flag(node, "flagged"));
                }
                case "boolean" -> new BooleanStep(column, flag(node, "linear"));
                case "ordinal" -> new OrdinalStep(column, texts(node.path("categories")));
                case "onehot" -> new OneHotStep(column, texts(node.path("categories")));
                case "time" -> {
                    List<Scale> scales = new ArrayList<>();
                    node.path("scales").forEach(scale -> scales.add(scale(scale)));
                    yield new TimeStep(column, scales);
                }
                case "text" -> new TextStep(column, texts(node.path("vocabulary")), numbers(node.path("weights")));
                default -> throw new IllegalArgumentException("the step '" + kind + "' is not known");
            };
        } catch (IllegalArgumentException e) {
            throw bad(file, place, String.valueOf(e.getMessage()));
        }
    }

    private static boolean flag(JsonNode node, String name) {
        return node.path(name).asBoolean(false);
    }

    private static Scale scale(JsonNode node) {
        return new Scale(number(node.path("mean")), number(node.path("deviation")));
    }

    private static double number(@Nullable JsonNode node) {
        if (node == null || !node.isNumber()) {
            throw new IllegalArgumentException("expected a number, found " + node);
        }
        return node.asDouble();
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        for (JsonNode node : array) {
            if (!node.isString()) {
                throw new IllegalArgumentException("expected a text, found " + node);
            }
            texts.add(node.asString());
        }
        return texts;
    }

    private static double[] numbers(JsonNode array) {
        double[] numbers = new double[array.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = number(array.get(i));
        }
        return numbers;
    }

    private static ModelFormatException bad(String file, String place, String problem) {
        return new ModelFormatException(file, place, problem, "fit the encoder again");
    }
}
