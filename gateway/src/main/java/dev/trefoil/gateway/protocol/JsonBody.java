package dev.trefoil.gateway.protocol;

import dev.trefoil.gateway.GatewayException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;

/// JSON bodies read token by token into plain values: null, Boolean, Long, Double, String, List, Map.
final class JsonBody {
    /// Deeper than any dialect needs, far less than a stack holds.
    private static final int MAX_NESTING = 100;

    static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_NESTING)
                    .maxNumberLength(400)
                    .build())
            .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build();

    private JsonBody() {}

    /// What a parse function gives back.
    interface Reader<T> {
        T read(JsonParser parser);
    }

    /// Parses the whole body; anything after the value is refused. Faults of syntax are INVALID with line and
    /// column.
    static <T> T parse(byte[] body, Reader<T> reader) {
        if (body.length == 0) {
            throw GatewayException.invalid("the body is empty; send a JSON object");
        }
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), body)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw GatewayException.invalid("the body must be a JSON object");
            }
            T value = reader.read(parser);
            if (parser.nextToken() != null) {
                throw GatewayException.invalid(
                        "there is something after the end of the JSON object, at " + place(parser));
            }
            return value;
        } catch (JacksonException e) {
            throw new GatewayException(
                    GatewayException.Kind.INVALID,
                    "broken JSON"
                            + (e.getLocation() == null
                                    ? ""
                                    : " at line " + e.getLocation().getLineNr() + ", column "
                                            + e.getLocation().getColumnNr())
                            + ": " + e.getOriginalMessage().lines().findFirst().orElse(""),
                    e);
        }
    }

    private static String place(JsonParser parser) {
        return "line " + parser.currentTokenLocation().getLineNr() + ", column "
                + parser.currentTokenLocation().getColumnNr();
    }

    /// The value at the current token.
    static @Nullable Object value(JsonParser parser) {
        JsonToken token = parser.currentToken();
        return switch (token) {
            case VALUE_NULL -> null;
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_STRING -> parser.getString();
            case VALUE_NUMBER_INT -> whole(parser);
            case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
            case START_ARRAY -> list(parser);
            case START_OBJECT -> map(parser);
            case END_OBJECT, END_ARRAY, PROPERTY_NAME, VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE ->
                throw GatewayException.invalid("unexpected " + token + " at " + place(parser));
        };
    }

    /// Beyond 64 bits a whole number is kept as the nearest double.
    private static Object whole(JsonParser parser) {
        return parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
                ? (Object) parser.getDoubleValue()
                : (Object) parser.getLongValue();
    }

    private static List<@Nullable Object> list(JsonParser parser) {
        List<@Nullable Object> values = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            values.add(value(parser));
        }
        return values;
    }

    private static Map<String, @Nullable Object> map(JsonParser parser) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            Object value = value(parser);
            if (values.containsKey(name)) {
                throw twice(name, "an object");
            }
            values.put(name, value);
        }
        return values;
    }

    /// The key, unless it was seen before.
    static String once(String key, Set<String> seen, String where) {
        if (!seen.add(key)) {
            throw twice(key, where);
        }
        return key;
    }

    private static GatewayException twice(String key, String where) {
        return GatewayException.invalid("the key '" + key + "' is given twice in " + where);
    }

    /// The leaves of nested arrays, in row-major order, appended to `into`.
    static void flatten(JsonParser parser, List<@Nullable Object> into, String where) {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            throw GatewayException.invalid(where + " must be an array");
        }
        int depth = 1;
        while (depth > 0) {
            JsonToken token = parser.nextToken();
            switch (token) {
                case START_ARRAY -> depth++;
                case END_ARRAY -> depth--;
                case START_OBJECT -> throw GatewayException.invalid(where + " holds an object; it takes values");
                case null -> throw GatewayException.invalid(where + " does not end");
                default -> into.add(value(parser));
            }
        }
    }

    static String text(@Nullable Object value, String where) {
        if (value instanceof String text) {
            return text;
        }
        if (value instanceof Long || value instanceof Boolean) {
            return value.toString();
        }
        throw GatewayException.invalid(where + " must be text");
    }

    static List<@Nullable Object> listOf(@Nullable Object value, String where) {
        if (value instanceof List<?> list) {
            return new ArrayList<>(list);
        }
        throw GatewayException.invalid(where + " must be an array");
    }

    static List<String> texts(@Nullable Object value, String where) {
        return listOf(value, where).stream().map(item -> text(item, where)).toList();
    }
}
