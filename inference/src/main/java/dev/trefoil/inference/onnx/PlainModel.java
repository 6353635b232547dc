package dev.trefoil.inference.onnx;

import dev.trefoil.inference.runtime.ModelDescription;
import dev.trefoil.inference.runtime.ModelFormatException;
import dev.trefoil.inference.runtime.Tensor;
import dev.trefoil.inference.runtime.TensorModel;
import dev.trefoil.inference.runtime.TensorSpec;
import dev.trefoil.inference.runtime.TensorType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A graph of known operators only, run in Java: no native code, no threads of its own.
final class PlainModel implements TensorModel {
    private record Step(String operator, Kernel kernel, List<String> inputs, List<String> outputs) {
        /// What a graph may wire together without its kernels noticing is refused here, in words.
        List<Tensor> run(Map<String, Tensor> known, int rows) {
            List<Tensor> given =
                    inputs.stream().map(name -> tensor(known, name)).toList();
            try {
                return kernel.run(given, rows);
            } catch (IndexOutOfBoundsException | ArithmeticException | NegativeArraySizeException e) {
                throw new IllegalArgumentException(
                        "the operator " + operator + " cannot compute on tensors of shape "
                                + given.stream().map(Tensor::shape).toList(),
                        e);
            }
        }
    }

    private final List<TensorSpec> inputs;
    private final List<TensorSpec> outputs;
    private final List<Step> steps;
    private final ModelDescription description;

    private PlainModel(Graph graph, List<TensorSpec> outputs, List<Step> steps) {
        this.inputs = graph.inputs();
        this.outputs = outputs;
        this.steps = steps;
        this.description = OnnxDescription.of(graph, "Java", inputs, outputs);
    }

    /// The model, or empty when the graph holds something that only ONNX Runtime knows.
    static Optional<TensorModel> of(String file, Graph graph) {
        if (graph.foreign() || graph.inputs().isEmpty() || graph.nodes().isEmpty() || !fit(graph)) {
            return Optional.empty();
        }
        List<Step> steps = new ArrayList<>();
        for (Graph.Node node : graph.nodes()) {
            Kernel kernel;
            try {
                kernel = kernel(node, graph);
            } catch (IllegalArgumentException | ArithmeticException e) {
                throw new ModelFormatException(
                        file, "node " + node.operator(), String.valueOf(e.getMessage()), "export the model again");
            }
            if (kernel == null) {
                return Optional.empty();
            }
            List<String> fed = node.inputs().stream()
                    .filter(name -> !graph.constants().containsKey(name))
                    .toList();
            if (fed.isEmpty() || node.outputs().isEmpty()) {
                throw new ModelFormatException(
                        file, "node " + node.operator(), "takes or gives nothing", "export the model again");
            }
            steps.add(new Step(node.operator(), kernel, fed, node.outputs()));
        }
        return Optional.of(new PlainModel(graph, shaped(graph), steps));
    }

    /// Inputs of rows of single-precision numbers, whole numbers or texts.
    private static boolean fit(Graph graph) {
        return graph.inputs().stream()
                        .allMatch(in -> in.shape().size() == 2
                                && in.rows() < 0
                                && (in.type() == TensorType.FLOAT32
                                        || in.type() == TensorType.INT64
                                        || in.type() == TensorType.STRING))
                && graph.nodes().stream()
                        .anyMatch(node -> node.operator().startsWith("TreeEnsemble")
                                || node.operator().startsWith("Linear"));
    }

    private static List<TensorSpec> shaped(Graph graph) {
        Map<String, Graph.Node> maps = new HashMap<>();
        graph.nodes().stream()
                .filter(node -> node.operator().equals("ZipMap"))
                .forEach(node -> maps.put(node.outputs().getFirst(), node));
        return graph.outputs().stream()
                .map(out -> maps.containsKey(out.name())
                        ? new TensorSpec(out.name(), TensorType.FLOAT32, List.of(-1L, (long)
                                Labels.of(maps.get(out.name()).attributes()).size()))
                        : out)
                .toList();
    }

    private static @Nullable Kernel kernel(Graph.Node node, Graph graph) {
        Attributes in = node.attributes();
        return switch (node.operator()) {
            case "TreeEnsembleRegressor" -> in.tensorNames().isEmpty() ? TreeKernels.regressor(in) : null;
            case "TreeEnsembleClassifier" -> in.tensorNames().isEmpty() ? TreeKernels.classifier(in) : null;
            case "LinearRegressor" -> LinearKernels.regressor(in);
            case "LinearClassifier" -> LinearKernels.classifier(in);
            case "Scaler" -> ColumnKernels.scaler(in);
            case "Normalizer" -> ColumnKernels.normalizer(in);
            case "Imputer" -> ColumnKernels.imputer(in);
            case "Binarizer" -> ColumnKernels.binarizer(in);
            case "OneHotEncoder" -> ColumnKernels.oneHot(in);
            case "LabelEncoder" -> ColumnKernels.labels(in);
            case "Cast" -> ColumnKernels.cast(in);
            case "Identity", "ZipMap" -> (given, _) -> List.of(given.getFirst());
            case "Concat" ->
                constants(node, graph).isEmpty() && Math.abs(in.whole("axis", 0)) == 1 ? ColumnKernels.concat() : null;
            case "ArrayFeatureExtractor" -> {
                List<Constant> chosen = constants(node, graph);
                yield chosen.size() == 1
                        ? ColumnKernels.columns(chosen.getFirst().integers(), false)
                        : null;
            }
            case "Gather" -> {
                List<Constant> chosen = constants(node, graph);
                yield chosen.size() == 1
                                && in.whole("axis", 0) == 1
                                && chosen.getFirst().shape().size() < 2
                        ? ColumnKernels.columns(
                                chosen.getFirst().integers(),
                                chosen.getFirst().shape().isEmpty())
                        : null;
            }
            case "Reshape" -> {
                List<Constant> shape = constants(node, graph);
                long[] to = shape.size() == 1 ? shape.getFirst().integers() : new long[0];
                yield to.length == 2 && to[0] == -1 && to[1] > 0
                        ? ColumnKernels.reshape(to[1])
                        : to.length == 1 && to[0] == -1 ? ColumnKernels.reshape(0) : null;
            }
            default -> null;
        };
    }

    private static List<Constant> constants(Graph.Node node, Graph graph) {
        List<Constant> constants = new ArrayList<>();
        for (String name : node.inputs()) {
            Constant constant = graph.constants().get(name);
            if (constant != null && !constant.external()) {
                constants.add(constant);
            }
        }
        return constants;
    }

    @Override
    public List<TensorSpec> inputs() {
        return inputs;
    }

    @Override
    public List<TensorSpec> outputs() {
        return outputs;
    }

    @Override
    public ModelDescription description() {
        return description;
    }

    @Override
    public Map<String, Tensor> run(Map<String, Tensor> values) {
        TensorFit.check(inputs, values);
        Map<String, Tensor> known = new HashMap<>(values);
        int rows =
                Math.toIntExact(tensor(values, inputs.getFirst().name()).shape().getFirst());
        for (TensorSpec input : inputs) {
            if (tensor(values, input.name()).shape().getFirst() != rows) {
                throw new IllegalArgumentException("the inputs have different numbers of rows");
            }
        }
        for (Step step : steps) {
            List<Tensor> answer = step.run(known, rows);
            for (int i = 0; i < Math.min(answer.size(), step.outputs().size()); i++) {
                known.put(step.outputs().get(i), answer.get(i));
            }
        }
        Map<String, Tensor> answers = new LinkedHashMap<>();
        for (TensorSpec output : outputs) {
            answers.put(output.name(), tensor(known, output.name()));
        }
        return answers;
    }

    private static Tensor tensor(Map<String, Tensor> known, String name) {
        Tensor tensor = known.get(name);
        if (tensor == null) {
            throw new IllegalArgumentException("the graph never computes '" + name + "'");
        }
        return tensor;
    }

    @Override
    public void close() {}
}
