package dev.trefoil.inference;

import dev.trefoil.core.column.ColumnType;
import dev.trefoil.core.signature.Feature;
import dev.trefoil.core.signature.Signature;
import dev.trefoil.core.signature.Task;
import dev.trefoil.inference.runtime.ModelFormatException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The `MLmodel` file of MLflow: written for packages, read from folders that `mlflow` logged.
final class MlmodelCodec {
    static final String FILE = "MLmodel";

    private MlmodelCodec() {}

    /// What a folder says of itself.
    ///
    /// @param flavors settings by flavour
    /// @param inputs named input columns; empty when there is no signature
    record Folder(Map<String, Map<String, String>> flavors, List<Feature> inputs) {}

    static String write(PackageContents contents) {
        return String.format(
                Locale.ROOT,
                """
                flavors:
                  python_function:
                    code: code
                    loader_module: trefoil_package
                    python_version: 3.11.0
                  trefoil:
                    format: 1
                    runtime: %s
                    weights: %s
                model_size_bytes: %d
                signature:
                  inputs: '%s'
                  outputs: '%s'
                """,
                contents.kind().word(),
                contents.kind().file(),
                contents.sizeBytes(),
                inputs(contents.signature()).replace("'", "''"),
                outputs(contents.signature()).replace("'", "''"));
    }

    private static String inputs(Signature signature) {
        ArrayNode array = new JsonMapper().createArrayNode();
        for (Feature feature : signature.inputs()) {
            array.addObject()
                    .put("type", word(feature.type()))
                    .put("name", feature.name())
                    .put("required", feature.required());
        }
        return array.toString();
    }

    /// Whole numbers are declared as `double` because a data frame with a missing one holds doubles.
    private static String word(ColumnType type) {
        return switch (type) {
            case NUMBER, INTEGER -> "double";
            case BOOLEAN -> "boolean";
            case STRING -> "string";
            case TIMESTAMP, DATE -> "datetime";
        };
    }

    private static String outputs(Signature signature) {
        ArrayNode array = new JsonMapper().createArrayNode();
        ObjectNode tensor = array.addObject().put("type", "tensor").putObject("tensor-spec");
        tensor.put("dtype", "float64");
        ArrayNode shape = tensor.putArray("shape").add(-1);
        if (signature.outputWidth() > 1 || signature.task() == Task.MULTICLASS) {
            shape.add(signature.outputWidth());
        }
        return array.toString();
    }

    static Folder read(String text) {
        Object root;
        try {
            root = new Load(LoadSettings.builder()
                            .setCodePointLimit(1 << 22)
                            .setMaxAliasesForCollections(10)
                            .build())
                    .loadFromString(text);
        } catch (YamlEngineException e) {
            String message = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
            throw bad("", "is not valid YAML (" + message + ")");
        }
        if (!(root instanceof Map<?, ?> top) || !(top.get("flavors") instanceof Map<?, ?> flavors)) {
            throw bad("flavors", "is not there");
        }
        Map<String, Map<String, String>> settings = new LinkedHashMap<>();
        flavors.forEach((flavor, values) -> {
            Map<String, String> plain = new LinkedHashMap<>();
            if (values instanceof Map<?, ?> map) {
                map.forEach((key, value) -> plain.put(String.valueOf(key), String.valueOf(value)));
            }
            settings.put(String.valueOf(flavor), plain);
        });
        Object inputs = top.get("signature") instanceof Map<?, ?> signature ? signature.get("inputs") : null;
        return new Folder(settings, features(inputs));
    }

    private static List<Feature> features(@Nullable Object inputs) {
        if (!(inputs instanceof String json)) {
            return List.of();
        }
        try {
            List<Feature> features = new ArrayList<>();
            for (JsonNode node : new JsonMapper().readTree(json)) {
                if (node.path("type").asString("").equals("tensor")
                        || !node.path("name").isString()) {
                    return List.of();
                }
                features.add(new Feature(
                        node.path("name").asString(),
                        type(node.path("type").asString("")),
                        node.path("required").asBoolean(true)));
            }
            return features;
        } catch (JacksonException e) {
            throw bad("signature.inputs", "is not valid JSON (" + e.getOriginalMessage() + ")");
        }
    }

    private static ColumnType type(String word) {
        return switch (word) {
            case "integer", "long" -> ColumnType.INTEGER;
            case "boolean" -> ColumnType.BOOLEAN;
            case "datetime" -> ColumnType.TIMESTAMP;
            case "string", "binary", "object", "array" -> ColumnType.STRING;
            default -> ColumnType.NUMBER;
        };
    }

    private static ModelFormatException bad(String place, String problem) {
        return new ModelFormatException(FILE, place, problem, "log the model again");
    }
}
