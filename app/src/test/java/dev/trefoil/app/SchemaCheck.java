package dev.trefoil.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The part of JSON Schema that the documents in docs/reference use: type, enum, required, properties, items.
final class SchemaCheck {
    private final JsonNode schema;

    private SchemaCheck(JsonNode schema) {
        this.schema = schema;
    }

    /// The document of that name.
    static SchemaCheck of(String name) {
        try {
            Path file = Path.of("..", "docs", "reference", name + ".schema.json");
            return new SchemaCheck(JsonMapper.shared().readTree(Files.readString(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Where the value is not as the document says; empty when it is.
    List<String> problems(JsonNode value) {
        List<String> problems = new ArrayList<>();
        check(schema, value, "$", problems);
        return problems;
    }

    private static void check(JsonNode schema, JsonNode value, String at, List<String> problems) {
        if (schema.has("type") && !typed(schema.path("type"), value)) {
            problems.add(at + " is no " + schema.path("type") + ": " + value);
            return;
        }
        if (schema.has("enum")) {
            boolean known = false;
            for (JsonNode word : schema.path("enum")) {
                known |= word.equals(value);
            }
            if (!known) {
                problems.add(at + " is none of " + schema.path("enum") + ": " + value);
            }
        }
        for (JsonNode name : schema.path("required")) {
            if (!value.has(name.asString(""))) {
                problems.add(at + " lacks " + name);
            }
        }
        schema.path("properties").properties().forEach(property -> {
            if (value.has(property.getKey())) {
                check(property.getValue(), value.path(property.getKey()), at + "." + property.getKey(), problems);
            }
        });
        if (schema.has("items")) {
            for (int i = 0; i < value.size(); i++) {
                check(schema.path("items"), value.path(i), at + "[" + i + "]", problems);
            }
        }
    }

    private static boolean typed(JsonNode type, JsonNode value) {
        if (type.isArray()) {
            for (JsonNode one : type) {
                if (typed(one, value)) {
                    return true;
                }
            }
            return false;
        }
        return switch (type.asString("")) {
            case "object" -> value.isObject();
            case "array" -> value.isArray();
            case "string" -> value.isString();
            case "integer" -> value.isIntegralNumber();
            case "number" -> value.isNumber();
            case "boolean" -> value.isBoolean();
            case "null" -> value.isNull();
            default -> throw new IllegalArgumentException("type " + type);
        };
    }
}
