package dev.trefoil.inference.onnx;

import dev.trefoil.inference.runtime.ModelFormatException;
import dev.trefoil.inference.runtime.TensorSpec;
import dev.trefoil.inference.runtime.TensorType;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What an ONNX file holds: nodes in the order of execution, constants, inputs and outputs.
final class Graph {
    /// One operator.
    record Node(String operator, List<String> inputs, List<String> outputs, Attributes attributes) {}

    private final List<Node> nodes = new ArrayList<>();
    private final Map<String, Constant> constants = new LinkedHashMap<>();
    private final List<TensorSpec> inputs = new ArrayList<>();
    private final List<TensorSpec> outputs = new ArrayList<>();
    private final Map<String, Long> opsets = new TreeMap<>();
    private String producer = "";
    private boolean foreign;
    private boolean seen;

    private Graph() {}

    static Graph read(String file, ByteBuffer bytes) {
        Graph graph = new Graph();
        ProtoReader in = new ProtoReader(file, bytes);
        String version = "";
        while (in.next()) {
            switch (in.field()) {
                case 2 -> graph.producer = in.text();
                case 3 -> version = in.text();
                case 7 -> {
                    graph.seen = true;
                    graph.graph(in.message());
                }
                case 8 -> graph.opset(in.message());
                default -> in.skip();
            }
        }
        if (!graph.seen || graph.outputs.isEmpty()) {
            throw new ModelFormatException(
                    file, "graph", "is no ONNX model: it has no graph with outputs", "export it again");
        }
        graph.producer = (graph.producer + " " + version).strip();
        return graph;
    }

    private void opset(ProtoReader in) {
        String domain = "";
        long version = 0;
        while (in.next()) {
            switch (in.field()) {
                case 1 -> domain = in.text();
                case 2 -> version = in.varint();
                default -> in.skip();
            }
        }
        opsets.put(domain, version);
    }

    private void graph(ProtoReader in) {
        while (in.next()) {
            switch (in.field()) {
                case 1 -> node(in.message());
                case 5 -> {
                    Constant constant = Constant.read(in.message());
                    constants.put(constant.name(), constant);
                }
                case 11 -> inputs.add(value(in.message()));
                case 12 -> outputs.add(value(in.message()));
                case 15 -> {
                    foreign = true;
                    in.skip();
                }
                default -> in.skip();
            }
        }
    }

    private void node(ProtoReader in) {
        String operator = "";
        String domain = "";
        List<String> from = new ArrayList<>();
        List<String> to = new ArrayList<>();
        Attributes attributes = new Attributes();
        while (in.next()) {
            switch (in.field()) {
                case 1 -> from.add(in.text());
                case 2 -> to.add(in.text());
                case 4 -> operator = in.text();
                case 5 -> attributes.read(in.message());
                case 7 -> domain = in.text();
                default -> in.skip();
            }
        }
        foreign |= !domain.isEmpty() && !domain.equals("ai.onnx") && !domain.equals("ai.onnx.ml");
        foreign |= attributes.graphs();
        nodes.add(new Node(operator, List.copyOf(from), List.copyOf(to), attributes));
    }

    private TensorSpec value(ProtoReader in) {
        String name = "";
        TensorType type = TensorType.FLOAT32;
        List<Long> shape = new ArrayList<>();
        while (in.next()) {
            switch (in.field()) {
                case 1 -> name = in.text();
                case 2 -> {
                    ProtoReader kind = in.message();
                    while (kind.next()) {
                        if (kind.field() == 1) {
                            type = tensor(kind.message(), shape);
                        } else {
                            foreign |= kind.field() != 4 && kind.field() != 6;
                            kind.skip();
                        }
                    }
                }
                default -> in.skip();
            }
        }
        return new TensorSpec(name, type, shape);
    }

    private TensorType tensor(ProtoReader in, List<Long> shape) {
        TensorType type = TensorType.FLOAT32;
        while (in.next()) {
            switch (in.field()) {
                case 1 -> {
                    TensorType known = type((int) in.varint());
                    foreign |= known == null;
                    type = known == null ? type : known;
                }
                case 2 -> {
                    ProtoReader dimensions = in.message();
                    while (dimensions.next()) {
                        if (dimensions.field() == 1) {
                            shape.add(dimension(dimensions.message()));
                        } else {
                            dimensions.skip();
                        }
                    }
                }
                default -> in.skip();
            }
        }
        return type;
    }

    private static long dimension(ProtoReader in) {
        long value = -1;
        while (in.next()) {
            if (in.field() == 1) {
                long stated = in.varint();
                value = stated > 0 ? stated : -1;
            } else {
                in.skip();
            }
        }
        return value;
    }

    static @Nullable TensorType type(int code) {
        return switch (code) {
            case 1 -> TensorType.FLOAT32;
            case 2 -> TensorType.UINT8;
            case 3 -> TensorType.INT8;
            case 4 -> TensorType.UINT16;
            case 5 -> TensorType.INT16;
            case 6 -> TensorType.INT32;
            case 7 -> TensorType.INT64;
            case 8 -> TensorType.STRING;
            case 9 -> TensorType.BOOL;
            case 10 -> TensorType.FLOAT16;
            case 11 -> TensorType.FLOAT64;
            case 12 -> TensorType.UINT32;
            case 13 -> TensorType.UINT64;
            case 16 -> TensorType.BFLOAT16;
            default -> null;
        };
    }

    List<Node> nodes() {
        return nodes;
    }

    Map<String, Constant> constants() {
        return constants;
    }

    /// Inputs that are not constants.
    List<TensorSpec> inputs() {
        return inputs.stream()
                .filter(input -> !constants.containsKey(input.name()))
                .toList();
    }

    List<TensorSpec> outputs() {
        return outputs;
    }

    /// Versions by domain; the standard one is empty.
    Map<String, Long> opsets() {
        return opsets;
    }

    String producer() {
        return producer;
    }

    /// Whether it holds something beyond tensors and operators of the standard domains.
    boolean foreign() {
        return foreign;
    }
}
