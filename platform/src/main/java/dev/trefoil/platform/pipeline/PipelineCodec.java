package dev.trefoil.platform.pipeline;

import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.node.ObjectNode;

/// Results of steps as JSON. NaN is written as `"NaN"`, so that it comes back.
final class PipelineCodec {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final JsonMapper PUBLIC = JsonMapper.builder()
            .addModule(new SimpleModule()
                    .addSerializer(Double.class, new FiniteOrNull())
                    .addSerializer(double.class, new FiniteOrNull()))
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

    private PipelineCodec() {}

    /// Any result of a step; [#read] brings it back.
    static String write(Object result) {
        return JSON.writeValueAsString(result);
    }

    static <T> T read(String json, Class<T> kind) {
        return JSON.readValue(json, kind);
    }

    static Development readDevelopment(String json) {
        return JSON.readValue(json, Development.class);
    }

    /// Any record for people and other programs: NaN and infinities become null.
    static byte[] document(Object value) {
        return PUBLIC.writeValueAsBytes(value);
    }

    /// What a trip's job answers.
    static String outcome(Loop.Outcome outcome, String contract, String contractDigest) {
        ObjectNode root = PUBLIC.valueToTree(outcome);
        root.put("contract", contract);
        root.put("contractDigest", contractDigest);
        return PUBLIC.writeValueAsString(root);
    }

    static String write(RegisterOrder order) {
        return JSON.writeValueAsString(order);
    }

    static RegisterOrder readRegistration(String json) {
        return JSON.readValue(json, RegisterOrder.class);
    }

    static TripOrder readOrder(String json) {
        return JSON.readValue(json, TripOrder.class);
    }
}
