package dev.trefoil.inference.onnx;

import dev.trefoil.core.signature.Task;
import dev.trefoil.inference.runtime.ModelDescription;
import dev.trefoil.inference.runtime.NumberType;
import dev.trefoil.inference.runtime.TensorSpec;
import dev.trefoil.inference.runtime.TensorType;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What an ONNX model is, in the words of `inspect`.
final class OnnxDescription {
    private OnnxDescription() {}

    static ModelDescription of(Graph graph, String engine, List<TensorSpec> inputs, List<TensorSpec> outputs) {
        Map<String, Integer> operators = new TreeMap<>();
        graph.nodes().forEach(node -> operators.merge(node.operator(), 1, Integer::sum));
        int trees = 0;
        int depthless = 0;
        int classes = 1;
        Task task = Task.REGRESSION;
        for (Graph.Node node : graph.nodes()) {
            if (node.operator().startsWith("TreeEnsemble")) {
                long[] ids = node.attributes().wholes("nodes_treeids");
                trees += (int) Arrays.stream(ids).distinct().count();
                depthless += ids.length;
            }
            if (node.operator().endsWith("Classifier")) {
                classes = Math.max(
                        node.attributes().texts("classlabels_strings").size(),
                        Math.max(
                                node.attributes().wholes("classlabels_int64s").length,
                                node.attributes().wholes("classlabels_ints").length));
                task = classes == 2 ? Task.BINARY : Task.MULTICLASS;
            }
        }
        Map<String, String> more = new LinkedHashMap<>();
        more.put("engine", engine);
        more.put("operators", operators.toString().replaceAll("[{}]", "").replace('=', '×'));
        more.put(
                "opsets",
                String.join(
                        ", ",
                        graph.opsets().entrySet().stream()
                                .map(set -> (set.getKey().isEmpty() ? "ai.onnx" : set.getKey()) + " " + set.getValue())
                                .toList()));
        more.put("tensors in", shown(inputs));
        more.put("tensors out", shown(outputs));
        TensorSpec main = main(outputs);
        long width = inputs.stream().mapToLong(TensorSpec::width).reduce(0, (a, b) -> a < 0 || b < 0 ? -1 : a + b);
        boolean single = inputs.stream().allMatch(input -> input.width() == 1);
        return new ModelDescription(
                "onnx",
                graph.producer(),
                main(graph),
                task,
                main.type() == TensorType.FLOAT64
                        ? NumberType.FLOAT64
                        : main.type().fractional() ? NumberType.FLOAT32 : NumberType.INTEGER,
                width > Integer.MAX_VALUE ? -1 : (int) width,
                single ? inputs.stream().map(TensorSpec::name).toList() : List.of(),
                task == Task.REGRESSION ? (int) Math.max(1, main.width()) : classes,
                trees,
                0,
                0,
                trees > 0 ? depthless : graph.nodes().size(),
                more);
    }

    private static String main(Graph graph) {
        return graph.nodes().stream()
                .map(Graph.Node::operator)
                .filter(name -> name.startsWith("TreeEnsemble") || name.startsWith("Linear") || name.startsWith("SVM"))
                .findFirst()
                .orElse("graph");
    }

    private static TensorSpec main(List<TensorSpec> outputs) {
        return outputs.stream()
                .filter(output -> output.type().fractional())
                .findFirst()
                .orElse(outputs.getFirst());
    }

    private static String shown(List<TensorSpec> specs) {
        return String.join(
                ", ",
                specs.stream()
                        .map(spec -> spec.name() + " " + spec.type().word() + spec.shape())
                        .toList());
    }
}
