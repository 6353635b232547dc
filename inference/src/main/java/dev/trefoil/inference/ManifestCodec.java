package dev.trefoil.inference;

import dev.trefoil.core.column.ColumnType;
import dev.trefoil.core.digest.Digest;
import dev.trefoil.core.signature.Feature;
import dev.trefoil.core.signature.Signature;
import dev.trefoil.core.signature.Task;
import dev.trefoil.inference.runtime.ModelFormatException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// `trefoil.json`, and the one canonical form of a signature that goes into the digest.
final class ManifestCodec {
    static final String FILE = "trefoil.json";
    private static final int FORMAT = 1;
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private ManifestCodec() {}

    static byte[] write(PackageManifest manifest) {
        ObjectNode root = JSON.createObjectNode();
        root.put("trefoil_package", FORMAT);
        root.put("runtime", manifest.runtime());
        root.put("weights", manifest.weights());
        root.put("encoder", manifest.encoder());
        root.put("reference", manifest.reference());
        root.set("signature", signature(manifest.signature()));
        if (manifest.threshold() != null) {
            root.put("threshold", manifest.threshold());
        }
        ObjectNode provenance = root.putObject("provenance");
        manifest.provenance().forEach(provenance::put);
        root.put("digest", manifest.digest().hex());
        return (JSON.writeValueAsString(root) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    static byte[] canonical(Signature signature) {
        return new JsonMapper().writeValueAsString(signature(signature)).getBytes(StandardCharsets.UTF_8);
    }

    static ObjectNode signature(Signature signature) {
        ObjectNode root = JSON.createObjectNode();
        root.put("task", signature.task().word());
        signature.classes().forEach(root.putArray("classes")::add);
        ArrayNode inputs = root.putArray("inputs");
        for (Feature feature : signature.inputs()) {
            inputs.addObject()
                    .put("name", feature.name())
                    .put("type", feature.type().name().toLowerCase(Locale.ROOT))
                    .put("required", feature.required());
        }
        return root;
    }

    static PackageManifest read(byte[] bytes) {
        try {
            JsonNode root = JSON.readTree(bytes);
            if (root.path("trefoil_package").asInt(0) != FORMAT) {
                throw bad("trefoil_package", "is format " + root.path("trefoil_package") + ", known is " + FORMAT);
            }
            Map<String, String> provenance = new TreeMap<>();
            root.path("provenance")
                    .properties()
                    .forEach(entry ->
                            provenance.put(entry.getKey(), entry.getValue().asString("")));
            JsonNode threshold = root.path("threshold");
            return new PackageManifest(
                    signature(root.path("signature")),
                    text(root, "runtime"),
                    fileName(text(root, "weights")),
                    root.path("encoder").asBoolean(false),
                    root.path("reference").asBoolean(false),
                    threshold.isNumber() ? threshold.asDouble() : null,
                    provenance,
                    digest(text(root, "digest")));
        } catch (JacksonException e) {
            throw bad("", "is not valid JSON (" + e.getOriginalMessage() + ")");
        }
    }

    private static Digest digest(String hex) {
        try {
            return new Digest(hex);
        } catch (IllegalArgumentException e) {
            throw bad("digest", "is " + e.getMessage());
        }
    }

    private static Signature signature(JsonNode node) {
        try {
            List<String> classes = new ArrayList<>();
            node.path("classes").forEach(name -> classes.add(name.asString("")));
            List<Feature> inputs = new ArrayList<>();
            for (JsonNode input : node.path("inputs")) {
                inputs.add(new Feature(
                        text(input, "name"),
                        ColumnType.valueOf(text(input, "type").toUpperCase(Locale.ROOT)),
                        input.path("required").asBoolean(true)));
            }
            return new Signature(inputs, Task.of(text(node, "task")), classes);
        } catch (ModelFormatException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw bad("signature", String.valueOf(e.getMessage()));
        }
    }

    private static String text(JsonNode node, String name) {
        if (!node.path(name).isString()) {
            throw bad(name, "is not there");
        }
        return node.path(name).asString();
    }

    private static String fileName(String name) {
        if (name.isEmpty() || name.contains("/") || name.contains("\\") || name.startsWith(".")) {
            throw bad("weights", "'" + name + "' is not the name of a file in the folder");
        }
        return name;
    }

    private static ModelFormatException bad(String place, String problem) {
        return new ModelFormatException(FILE, place, problem, "train and write the package again");
    }
}
