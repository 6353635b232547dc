package dev.trefoil.inference.onnx;

import dev.trefoil.inference.format.Growing;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The attributes of one node; what is not there has its default.
final class Attributes {
    private final Map<String, double[]> floats = new HashMap<>();
    private final Map<String, long[]> integers = new HashMap<>();
    private final Map<String, List<String>> texts = new HashMap<>();
    private final Map<String, Constant> tensors = new HashMap<>();
    private boolean graphs;

    void read(ProtoReader in) {
        String name = "";
        Growing.Doubles reals = new Growing.Doubles();
        List<Long> wholes = new ArrayList<>();
        List<String> strings = new ArrayList<>();
        Constant tensor = null;
        while (in.next()) {
            switch (in.field()) {
                case 1 -> name = in.text();
                case 2, 7 -> {
                    for (ProtoReader p = in.packed(); p.more(); ) {
                        reals.add(Float.intBitsToFloat(p.fixed32()));
                    }
                }
                case 3, 8 -> {
                    for (ProtoReader p = in.packed(); p.more(); ) {
                        wholes.add(p.varint());
                    }
                }
                case 4, 9 -> strings.add(in.text());
                case 5 -> tensor = Constant.read(in.message());
                case 6, 11 -> {
                    graphs = true;
                    in.skip();
                }
                default -> in.skip();
            }
        }
        if (reals.size() > 0) {
            floats.put(name, reals.array());
        }
        if (!wholes.isEmpty()) {
            integers.put(name, wholes.stream().mapToLong(Long::longValue).toArray());
        }
        if (!strings.isEmpty()) {
            texts.put(name, strings);
        }
        if (tensor != null) {
            tensors.put(name, tensor);
        }
    }

    /// Whether one of them is a graph.
    boolean graphs() {
        return graphs;
    }

    Set<String> tensorNames() {
        return tensors.keySet();
    }

    boolean has(String name) {
        return floats.containsKey(name)
                || integers.containsKey(name)
                || texts.containsKey(name)
                || tensors.containsKey(name);
    }

    /// Numbers; those of a tensor `name_as_tensor` where there is one.
    double[] reals(String name) {
        Constant tensor = tensors.get(name + "_as_tensor");
        return tensor != null ? tensor.numbers() : floats.getOrDefault(name, new double[0]);
    }

    double real(String name, double otherwise) {
        double[] values = floats.get(name);
        return values == null ? otherwise : values[0];
    }

    long[] wholes(String name) {
        return integers.getOrDefault(name, new long[0]);
    }

    long whole(String name, long otherwise) {
        long[] values = integers.get(name);
        return values == null ? otherwise : values[0];
    }

    List<String> texts(String name) {
        return texts.getOrDefault(name, List.of());
    }

    String text(String name, String otherwise) {
        List<String> values = texts.get(name);
        return values == null ? otherwise : values.getFirst();
    }
}
