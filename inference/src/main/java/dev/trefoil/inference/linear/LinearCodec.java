package dev.trefoil.inference.linear;

import dev.trefoil.core.signature.Task;
import dev.trefoil.inference.format.JsonStructCodec;
import dev.trefoil.inference.format.Struct;
import dev.trefoil.inference.runtime.ModelFormatException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// `linear.json`: `{"linear":1,"task":"binary","features":[…],"coefficients":[[…]],"intercepts":[…],"means":[…]}`.
public final class LinearCodec {
    static final int FORMAT = 1;

    private LinearCodec() {}

    public static byte[] write(LinearModel model) {
        JsonMapper mapper = new JsonMapper();
        ObjectNode root = mapper.createObjectNode();
        root.put("linear", FORMAT);
        root.put("task", model.task().word());
        ArrayNode features = root.putArray("features");
        model.featureNames().forEach(features::add);
        ArrayNode coefficients = root.putArray("coefficients");
        for (double[] row : model.coefficients()) {
            add(coefficients.addArray(), row);
        }
        add(root.putArray("intercepts"), model.intercepts());
        add(root.putArray("means"), model.means());
        return (mapper.writeValueAsString(root) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private static void add(ArrayNode array, double[] values) {
        for (double value : values) {
            array.add(value);
        }
    }

    /// @param file its name, for messages
    public static LinearModel read(String file, InputStream bytes) {
        try (Struct in = new JsonStructCodec(file, bytes)) {
            Draft draft = new Draft();
            in.object(name -> {
                switch (name) {
                    case "linear" -> draft.format = in.text();
                    case "task" -> draft.task = in.text();
                    case "features" -> in.array(_ -> draft.features.add(in.text()));
                    case "coefficients" -> in.array(_ -> draft.coefficients.add(in.doubles()));
                    case "intercepts" -> draft.intercepts = in.doubles();
                    case "means" -> draft.means = in.doubles();
                    default -> in.skip();
                }
            });
            in.end();
            if (!Integer.toString(FORMAT).equals(draft.format)) {
                throw new ModelFormatException(
                        file, "linear", "is format " + draft.format + ", known is " + FORMAT, "update Trefoil");
            }
            try {
                return new LinearModel(
                        Task.of(String.valueOf(draft.task)),
                        draft.features,
                        draft.coefficients.toArray(new double[0][]),
                        draft.intercepts,
                        draft.means);
            } catch (IllegalArgumentException e) {
                throw new ModelFormatException(file, "", String.valueOf(e.getMessage()), "write the model again");
            }
        }
    }

    private static final class Draft {
        private @Nullable String format;
        private @Nullable String task;
        private final List<String> features = new ArrayList<>();
        private final List<double[]> coefficients = new ArrayList<>();
        private double[] intercepts = new double[0];
        private double[] means = new double[0];
    }
}
