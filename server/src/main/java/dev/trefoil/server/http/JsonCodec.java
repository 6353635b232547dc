package dev.trefoil.server.http;

import dev.trefoil.core.digest.Digest;
import dev.trefoil.platform.PlatformException;
import dev.trefoil.platform.jobs.JobId;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.ToStringSerializer;

/// JSON of the native dialect: times as ISO-8601, digests and ids as text, NaN and infinities as null.
public final class JsonCodec {
    private static final JsonMapper JSON = JsonMapper.builder()
            .addModule(new SimpleModule()
                    .addSerializer(Double.class, new FiniteOrNull())
                    .addSerializer(double.class, new FiniteOrNull())
                    .addSerializer(Digest.class, ToStringSerializer.instance)
                    .addSerializer(JobId.class, ToStringSerializer.instance))
            .build();

    private static final class FiniteOrNull extends ValueSerializer<Double> {
        @Override
        public void serialize(Double value, JsonGenerator json, SerializationContext context) {
            if (Double.isFinite(value)) {
                json.writeNumber(value);
            } else {
                json.writeNull();
            }
        }
    }

    private JsonCodec() {}

    public static byte[] write(Object value) {
        return JSON.writeValueAsBytes(value);
    }

    /// JSON text that is stored as text, as a tree.
    public static JsonNode tree(String json) {
        return json.isEmpty() ? empty() : JSON.readTree(json);
    }

    public static JsonNode empty() {
        return JSON.createObjectNode();
    }

    static JsonNode object(byte[] body) {
        try {
            JsonNode root = JSON.readTree(body);
            if (root == null || !root.isObject()) {
                throw PlatformException.invalid("body", "The body must be a JSON object.");
            }
            return root;
        } catch (JacksonException e) {
            String place = e.getLocation() == null
                    ? ""
                    : " at line " + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr();
            throw PlatformException.invalid(
                    "body",
                    "Broken JSON" + place + ": "
                            + e.getOriginalMessage().lines().findFirst().orElse("") + ".");
        }
    }
}
