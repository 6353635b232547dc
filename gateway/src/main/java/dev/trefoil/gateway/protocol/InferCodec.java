package dev.trefoil.gateway.protocol;

import dev.trefoil.core.column.Column;
import dev.trefoil.core.column.ColumnSpec;
import dev.trefoil.core.column.ColumnType;
import dev.trefoil.core.signature.Signature;
import dev.trefoil.gateway.GatewayException;
import dev.trefoil.gateway.InferenceRequest;
import dev.trefoil.gateway.route.Route;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// Requests of the Open Inference Protocol, version 2, as JSON: one tensor per feature, or one two-dimensional
/// tensor when every feature is a number. Strict: types are not bent, unknown inputs are refused.
public final class InferCodec {
    private InferCodec() {}

    private static final class Tensor {
        String name = "";

        @Nullable
        String datatype;

        long @Nullable [] shape;

        @Nullable
        List<@Nullable Object> data;
    }

    /// What a request says apart from its tensors.
    ///
    /// @param outputs names asked for, or empty for all
    public record Decoded(InferenceRequest request, List<String> outputs) {}

    /// @throws GatewayException INVALID with the input at fault
    public static Decoded decode(byte[] body, Route route) {
        return JsonBody.parse(body, parser -> read(parser, route));
    }

    private static Decoded read(JsonParser parser, Route route) {
        String id = "";
        Map<?, ?> parameters = Map.of();
        List<Tensor> tensors = null;
        List<String> outputs = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String key = JsonBody.once(parser.currentName(), seen, "the request");
            parser.nextToken();
            switch (key) {
                case "id" -> id = JsonBody.text(JsonBody.value(parser), "'id'");
                case "parameters" -> {
                    if (!(JsonBody.value(parser) instanceof Map<?, ?> map)) {
                        throw GatewayException.invalid("'parameters' must be an object");
                    }
                    parameters = map;
                }
                case "inputs" -> tensors = tensors(parser);
                case "outputs" -> {
                    for (Object output : JsonBody.listOf(JsonBody.value(parser), "'outputs'")) {
                        if (!(output instanceof Map<?, ?> map)) {
                            throw GatewayException.invalid("'outputs' holds objects with a 'name'");
                        }
                        outputs.add(JsonBody.text(map.get("name"), "'name' of an output"));
                    }
                }
                default ->
                    throw GatewayException.invalid(
                            "unknown key '" + key + "'; a request has id, parameters, inputs, outputs");
            }
        }
        if (tensors == null || tensors.isEmpty()) {
            throw GatewayException.invalid("'inputs' is missing; this endpoint takes " + names(route.signature()));
        }
        List<String> known = AnswerCodec.outputs(route.signature());
        for (String output : outputs) {
            if (!known.contains(output)) {
                throw GatewayException.invalid("unknown output '" + output + "'; there are " + known);
            }
        }
        return new Decoded(request(route, id, parameters, tensors), outputs);
    }

    private static List<Tensor> tensors(JsonParser parser) {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            throw GatewayException.invalid("'inputs' must be an array of tensors");
        }
        List<Tensor> tensors = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (parser.currentToken() != JsonToken.START_OBJECT) {
                throw GatewayException.invalid("'inputs' must be an array of tensors");
            }
            tensors.add(tensor(parser));
        }
        return tensors;
    }

    private static Tensor tensor(JsonParser parser) {
        Tensor tensor = new Tensor();
        Set<String> seen = new HashSet<>();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String key = JsonBody.once(parser.currentName(), seen, "an input");
            parser.nextToken();
            switch (key) {
                case "name" -> tensor.name = JsonBody.text(JsonBody.value(parser), "'name' of an input");
                case "datatype" -> tensor.datatype = JsonBody.text(JsonBody.value(parser), "'datatype' of an input");
                case "shape" -> tensor.shape = shape(JsonBody.value(parser));
                case "data" -> {
                    tensor.data = new ArrayList<>();
                    JsonBody.flatten(parser, tensor.data, "'data' of input '" + tensor.name + "'");
                }
                case "parameters" -> JsonBody.value(parser);
                default ->
                    throw GatewayException.invalid(
                            "unknown key '" + key + "' in an input; it has name, shape, datatype, parameters, data");
            }
        }
        return tensor;
    }

    private static long[] shape(@Nullable Object value) {
        List<@Nullable Object> dims = JsonBody.listOf(value, "'shape'");
        long[] shape = new long[dims.size()];
        for (int i = 0; i < shape.length; i++) {
            if (!(dims.get(i) instanceof Long dim) || dim < 0) {
                throw GatewayException.invalid("'shape' holds whole numbers of at least 0, not " + dims.get(i));
            }
            shape[i] = dim;
        }
        return shape;
    }

    private static InferenceRequest request(Route route, String id, Map<?, ?> parameters, List<Tensor> tensors) {
        List<@Nullable Column> given = BatchBuilder.slots(route.accepted().size());
        int rows = -1;
        if (tensors.size() == 1 && route.accepted().indexOf(tensors.getFirst().name) < 0) {
            rows = matrix(route, tensors.getFirst(), given);
        } else {
            for (Tensor tensor : tensors) {
                rows = column(route, tensor, given, rows);
            }
        }
        List<String> warnings = List.of();
        return new InferenceRequest(
                id,
                BatchBuilder.complete(route.accepted(), route.signature(), given, rows),
                CallerSays.predictionIds(parameters.get("prediction_ids")),
                CallerSays.eventTimes(parameters.get("event_times")),
                CallerSays.keys(parameters.get("keys")),
                warnings);
    }

    private static int column(Route route, Tensor tensor, List<@Nullable Column> given, int rows) {
        int at = route.accepted().indexOf(tensor.name);
        if (at < 0) {
            throw GatewayException.invalid(
                    "unexpected input '" + tensor.name + "'; this endpoint takes " + names(route.signature()));
        }
        if (given.get(at) != null) {
            throw GatewayException.invalid("input '" + tensor.name + "' is given twice");
        }
        ColumnSpec spec = route.accepted().columns().get(at);
        List<@Nullable Object> data = checked(tensor, spec.type());
        long[] shape = tensor.shape == null ? new long[] {data.size()} : tensor.shape;
        if (shape.length > 2 || shape.length == 0 || shape.length == 2 && shape[1] != 1) {
            throw GatewayException.invalid("input '" + tensor.name + "' must have shape [n] or [n, 1]");
        }
        if (rows >= 0 && rows != shape[0]) {
            throw GatewayException.invalid(
                    "input '" + tensor.name + "' has " + shape[0] + " rows, the inputs before it " + rows);
        }
        given.set(at, ValueColumn.of(tensor.name, spec.type(), data, false, new ArrayList<>()));
        return data.size();
    }

    /// One two-dimensional tensor of numbers, a column per feature.
    private static int matrix(Route route, Tensor tensor, List<@Nullable Column> given) {
        int width = route.signature().inputs().size();
        boolean numeric =
                route.signature().inputs().stream().allMatch(f -> f.type().numeric());
        if (!numeric || tensor.shape == null || tensor.shape.length != 2) {
            throw GatewayException.invalid(
                    "unexpected input '" + tensor.name + "'; this endpoint takes " + names(route.signature()));
        }
        if (tensor.shape[1] != width) {
            throw GatewayException.invalid("input '" + tensor.name + "' has " + tensor.shape[1]
                    + " columns, the model has " + width + " features");
        }
        List<@Nullable Object> data = checked(tensor, ColumnType.NUMBER);
        int rows = data.size() / width;
        for (int c = 0; c < width; c++) {
            List<@Nullable Object> values = new ArrayList<>(rows);
            for (int r = 0; r < rows; r++) {
                values.add(data.get(r * width + c));
            }
            ColumnSpec spec = route.accepted().columns().get(c);
            given.set(c, ValueColumn.of(spec.name(), spec.type(), values, false, new ArrayList<>()));
        }
        return rows;
    }

    private static List<@Nullable Object> checked(Tensor tensor, ColumnType type) {
        if (tensor.data == null) {
            throw GatewayException.invalid("input '" + tensor.name + "' has no 'data'");
        }
        if (tensor.datatype == null) {
            throw GatewayException.invalid("input '" + tensor.name + "' has no 'datatype'; it is " + datatype(type));
        }
        if (!fits(tensor.datatype, type)) {
            throw GatewayException.invalid("input '" + tensor.name + "' has datatype " + tensor.datatype
                    + "; the model takes " + datatype(type));
        }
        if (tensor.shape != null) {
            long size = 1;
            for (long dim : tensor.shape) {
                size = dim == 0 ? 0 : size > Integer.MAX_VALUE / dim ? Integer.MAX_VALUE : size * dim;
            }
            if (size != tensor.data.size()) {
                throw GatewayException.invalid("input '" + tensor.name + "' has shape "
                        + java.util.Arrays.toString(tensor.shape) + " and " + tensor.data.size() + " values");
            }
        }
        checkRange(tensor);
        return tensor.data;
    }

    /// Values must be ones that the datatype holds.
    private static void checkRange(Tensor tensor) {
        String datatype = String.valueOf(tensor.datatype);
        boolean unsigned = datatype.startsWith("UINT");
        if (!unsigned && !datatype.startsWith("INT")) {
            return;
        }
        int bits = Integer.parseInt(datatype.substring(unsigned ? 4 : 3));
        long most = bits == 64 ? Long.MAX_VALUE : (1L << (unsigned ? bits : bits - 1)) - 1;
        long least = unsigned ? 0 : bits == 64 ? Long.MIN_VALUE : -most - 1;
        List<@Nullable Object> data = java.util.Objects.requireNonNull(tensor.data);
        for (int i = 0; i < data.size(); i++) {
            if (data.get(i) instanceof Long value && (value < least || value > most)) {
                throw GatewayException.invalid(
                        "input '" + tensor.name + "', value " + i + ": " + value + " does not fit into " + datatype);
            }
            if (data.get(i) instanceof Double value && value != Math.rint(value)) {
                throw GatewayException.invalid("input '" + tensor.name + "', value " + i + ": " + value
                        + " is no whole number, as " + datatype + " says");
            }
        }
    }

    private static boolean fits(String datatype, ColumnType type) {
        boolean whole = datatype.matches("U?INT(8|16|32|64)");
        return switch (type) {
            case NUMBER -> whole || datatype.matches("FP(16|32|64)");
            case INTEGER -> whole;
            case BOOLEAN -> datatype.equals("BOOL");
            case STRING -> datatype.equals("BYTES");
            case TIMESTAMP, DATE -> datatype.equals("BYTES") || datatype.equals("INT64");
        };
    }

    /// The datatype that the metadata of a model names for a column of this type.
    public static String datatype(ColumnType type) {
        return switch (type) {
            case NUMBER -> "FP64";
            case INTEGER -> "INT64";
            case BOOLEAN -> "BOOL";
            case STRING, TIMESTAMP, DATE -> "BYTES";
        };
    }

    private static String names(Signature signature) {
        return String.join(
                ", ",
                signature.inputs().stream()
                        .map(feature -> feature.name() + " " + datatype(feature.type()))
                        .toList());
    }
}
