package dev.trefoil.gateway.protocol;

import dev.trefoil.core.signature.Feature;
import dev.trefoil.core.signature.Signature;
import dev.trefoil.core.signature.Task;
import dev.trefoil.gateway.InferenceAnswer;
import dev.trefoil.gateway.route.Route;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;

/// Answers, metadata and errors as JSON in each dialect. A prediction that is not a number is `null`.
public final class AnswerCodec {
    private AnswerCodec() {}

    /// JSON made by these calls.
    public static byte[] json(Consumer<JsonGenerator> body) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        try (JsonGenerator json = JsonBody.FACTORY.createGenerator(ObjectWriteContext.empty(), bytes)) {
            body.accept(json);
        }
        return bytes.toByteArray();
    }

    /// The V2 answer with the outputs asked for, or all of them when none were.
    public static byte[] infer(InferenceAnswer answer, List<String> wanted) {
        Signature signature = answer.signature();
        List<String> given = wanted.isEmpty() ? outputs(signature) : wanted;
        return json(json -> {
            json.writeStartObject();
            json.writeStringProperty("model_name", answer.endpoint());
            json.writeStringProperty("model_version", single(answer.arms()));
            json.writeStringProperty("id", answer.id());
            json.writeObjectPropertyStart("parameters");
            texts(json, "prediction_ids", answer.predictionIds());
            texts(json, "answered_by", answer.arms());
            json.writeEndObject();
            json.writeArrayPropertyStart("outputs");
            for (String name : given) {
                output(json, name, answer);
            }
            json.writeEndArray();
            json.writeEndObject();
        });
    }

    private static void output(JsonGenerator json, String name, InferenceAnswer answer) {
        int rows = answer.rows();
        int width = answer.width();
        json.writeStartObject();
        json.writeStringProperty("name", name);
        switch (name) {
            case "prediction", "probability" -> {
                json.writeStringProperty("datatype", "FP64");
                shape(json, rows, 1);
                for (int r = 0; r < rows; r++) {
                    number(json, answer.scores()[r]);
                }
            }
            case "probabilities" -> {
                json.writeStringProperty("datatype", "FP64");
                shape(json, rows, width);
                for (double score : answer.scores()) {
                    number(json, score);
                }
            }
            default -> {
                json.writeStringProperty("datatype", "BYTES");
                shape(json, rows, 1);
                for (int r = 0; r < rows; r++) {
                    json.writeString(label(answer, r));
                }
            }
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    /// The most probable class, or for two classes the one that the decision's threshold says.
    private static String label(InferenceAnswer answer, int row) {
        List<String> classes = answer.signature().classes();
        if (answer.signature().task() == Task.BINARY) {
            boolean act = answer.decisions()[row] < 0 ? answer.scores()[row] >= 0.5 : answer.decisions()[row] == 1;
            return classes.get(act ? 1 : 0);
        }
        int best = 0;
        for (int c = 1; c < answer.width(); c++) {
            if (answer.scores()[row * answer.width() + c] > answer.scores()[row * answer.width() + best]) {
                best = c;
            }
        }
        return classes.get(best);
    }

    /// Names of the outputs: `probability` and `label`, `probabilities` and `label`, or `prediction`.
    public static List<String> outputs(Signature signature) {
        return switch (signature.task()) {
            case BINARY -> List.of("probability", "label");
            case MULTICLASS -> List.of("probabilities", "label");
            case REGRESSION -> List.of("prediction");
        };
    }

    /// The V2 metadata of an endpoint: feature columns in, named outputs out, -1 for the number of rows.
    public static byte[] metadata(Route route) {
        return json(json -> {
            json.writeStartObject();
            json.writeStringProperty("name", route.endpoint());
            json.writeArrayPropertyStart("versions");
            route.arms().forEach(share -> json.writeString(share.arm().name()));
            json.writeEndArray();
            json.writeStringProperty("platform", "trefoil");
            json.writeArrayPropertyStart("inputs");
            for (Feature feature : route.signature().inputs()) {
                tensor(json, feature.name(), InferCodec.datatype(feature.type()), 1);
            }
            json.writeEndArray();
            json.writeArrayPropertyStart("outputs");
            for (String output : outputs(route.signature())) {
                tensor(
                        json,
                        output,
                        output.equals("label") ? "BYTES" : "FP64",
                        output.equals("probabilities") ? route.signature().outputWidth() : 1);
            }
            json.writeEndArray();
            json.writeEndObject();
        });
    }

    private static void tensor(JsonGenerator json, String name, String datatype, int width) {
        json.writeStartObject();
        json.writeStringProperty("name", name);
        json.writeStringProperty("datatype", datatype);
        json.writeArrayPropertyStart("shape");
        json.writeNumber(-1);
        if (width > 1) {
            json.writeNumber(width);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    /// The answer of MLflow's scoring protocol: a number a row, or a row of class probabilities.
    public static byte[] invocations(InferenceAnswer answer) {
        return json(json -> {
            json.writeStartObject();
            json.writeArrayPropertyStart("predictions");
            for (int r = 0; r < answer.rows(); r++) {
                if (answer.width() == 1) {
                    number(json, answer.scores()[r]);
                } else {
                    json.writeStartArray();
                    for (int c = 0; c < answer.width(); c++) {
                        number(json, answer.scores()[r * answer.width() + c]);
                    }
                    json.writeEndArray();
                }
            }
            json.writeEndArray();
            texts(json, "prediction_ids", answer.predictionIds());
            json.writeEndObject();
        });
    }

    private static void shape(JsonGenerator json, int rows, int width) {
        json.writeArrayPropertyStart("shape");
        json.writeNumber(rows);
        if (width > 1) {
            json.writeNumber(width);
        }
        json.writeEndArray();
        json.writeArrayPropertyStart("data");
    }

    private static void number(JsonGenerator json, double value) {
        if (Double.isFinite(value)) {
            json.writeNumber(value);
        } else {
            json.writeNull();
        }
    }

    private static void texts(JsonGenerator json, String name, List<String> values) {
        json.writeArrayPropertyStart(name);
        values.forEach(json::writeString);
        json.writeEndArray();
    }

    private static String single(List<String> arms) {
        List<String> distinct = arms.stream().distinct().toList();
        return String.join(",", distinct);
    }
}
