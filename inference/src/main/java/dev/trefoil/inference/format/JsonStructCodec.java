package dev.trefoil.inference.format;

import dev.trefoil.inference.runtime.ModelFormatException;
import java.io.InputStream;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;

/// JSON as a [Struct]. `NaN`, `Infinity` and `-Infinity` are numbers, as the libraries write them.
public final class JsonStructCodec implements Struct {
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
            .build();

    private final String file;
    private final JsonParser parser;
    private final Place place = new Place();

    /// @param file its name, for messages
    public JsonStructCodec(String file, InputStream in) {
        this.file = file;
        try {
            this.parser = JSON.createParser(ObjectReadContext.empty(), in);
        } catch (JacksonException e) {
            throw bad("is no text in UTF-8 (" + e.getOriginalMessage() + ")");
        }
    }

    @Override
    public void object(Member member) {
        expect(JsonToken.START_OBJECT, "an object");
        down();
        for (JsonToken token = next(); token != JsonToken.END_OBJECT; token = next()) {
            String name = parser.currentName();
            place.name(name);
            member.read(name);
        }
        place.up();
    }

    @Override
    public void array(Element element) {
        expect(JsonToken.START_ARRAY, "an array");
        down();
        for (int index = 0; !atArrayEnd(); index++) {
            place.index(index);
            element.read(index);
        }
        place.up();
    }

    private boolean peeked;

    private boolean atArrayEnd() {
        JsonToken token = next();
        if (token == JsonToken.END_ARRAY) {
            return true;
        }
        peeked = true;
        return false;
    }

    @Override
    public float[] floats() {
        expect(JsonToken.START_ARRAY, "an array of numbers");
        Growing.Floats values = new Growing.Floats();
        for (JsonToken token = next(); token != JsonToken.END_ARRAY; token = next()) {
            values.add(token.isNumeric() ? floatValue() : (float) number(token));
        }
        return values.array();
    }

    @Override
    public double[] doubles() {
        expect(JsonToken.START_ARRAY, "an array of numbers");
        Growing.Doubles values = new Growing.Doubles();
        for (JsonToken token = next(); token != JsonToken.END_ARRAY; token = next()) {
            values.add(number(token));
        }
        return values.array();
    }

    private float floatValue() {
        try {
            return parser.getFloatValue();
        } catch (JacksonException e) {
            throw broken(e);
        }
    }

    private double number(JsonToken token) {
        try {
            return switch (token) {
                case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
                case VALUE_TRUE -> 1;
                case VALUE_FALSE -> 0;
                default -> throw bad("expected a number, found " + token);
            };
        } catch (JacksonException e) {
            throw broken(e);
        }
    }

    @Override
    public int[] ints() {
        expect(JsonToken.START_ARRAY, "an array of whole numbers");
        Growing.Ints values = new Growing.Ints();
        for (JsonToken token = next(); token != JsonToken.END_ARRAY; token = next()) {
            double value = number(token);
            if (value != (int) value) {
                throw bad("expected whole numbers of 32 bits, found " + value);
            }
            values.add((int) value);
        }
        return values.array();
    }

    @Override
    public String text() {
        JsonToken token = next();
        if (!token.isScalarValue()) {
            throw bad("expected a value, found " + token);
        }
        try {
            return parser.getString();
        } catch (JacksonException e) {
            throw broken(e);
        }
    }

    @Override
    public void skip() {
        JsonToken token = next();
        if (token.isStructStart()) {
            for (int depth = 1; depth > 0; ) {
                JsonToken inner = next();
                depth += inner.isStructStart() ? 1 : inner.isStructEnd() ? -1 : 0;
            }
        }
    }

    @Override
    public void end() {
        try {
            if (parser.nextToken() != null) {
                throw bad("something follows the end of the document");
            }
        } catch (JacksonException e) {
            throw broken(e);
        }
    }

    private void down() {
        if (!place.down()) {
            throw bad("is nested deeper than " + MAX_DEPTH + " levels");
        }
    }

    private void expect(JsonToken wanted, String what) {
        JsonToken token = next();
        if (token != wanted) {
            throw bad("expected " + what + ", found " + token);
        }
    }

    private JsonToken next() {
        try {
            if (peeked) {
                peeked = false;
                return parser.currentToken();
            }
            JsonToken token = parser.nextToken();
            if (token == null) {
                throw bad("the file ends in the middle");
            }
            return token;
        } catch (JacksonException e) {
            throw broken(e);
        }
    }

    private ModelFormatException broken(JacksonException e) {
        return bad("is not valid JSON at byte " + parser.currentLocation().getByteOffset() + " ("
                + e.getOriginalMessage() + ")");
    }

    @Override
    public String place() {
        return place.toString();
    }

    @Override
    public ModelFormatException bad(String problem) {
        return new ModelFormatException(file, place.toString(), problem, "save the model again");
    }

    @Override
    public void close() {
        parser.close();
    }
}
