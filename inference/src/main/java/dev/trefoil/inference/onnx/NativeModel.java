package dev.trefoil.inference.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import dev.trefoil.inference.runtime.ModelDescription;
import dev.trefoil.inference.runtime.ModelFormatException;
import dev.trefoil.inference.runtime.Tensor;
import dev.trefoil.inference.runtime.TensorModel;
import dev.trefoil.inference.runtime.TensorSpec;
import dev.trefoil.inference.runtime.TensorType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A model in ONNX Runtime. Each call computes on one thread; as many calls run at once as there are processors, at
/// most four.
final class NativeModel implements TensorModel {
    private final String file;
    private final OrtEnvironment environment;
    private final OrtSession session;
    private final NativeThreads threads;
    private final List<TensorSpec> inputs;
    private final List<TensorSpec> outputs;
    private final List<String> labels;
    private final ModelDescription description;

    private NativeModel(
            String file,
            OrtEnvironment environment,
            OrtSession session,
            Graph graph,
            List<TensorSpec> outputs,
            List<String> labels,
            int atOnce) {
        this.file = file;
        this.environment = environment;
        this.session = session;
        this.threads = new NativeThreads(file, atOnce);
        this.inputs = graph.inputs();
        this.outputs = outputs;
        this.labels = labels;
        this.description = OnnxDescription.of(graph, "ONNX Runtime " + environment.getVersion(), this.inputs, outputs);
    }

    static NativeModel open(Path path, String file, Graph graph) {
        try {
            OrtEnvironment environment =
                    OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL, "trefoil");
            try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
                options.setIntraOpNumThreads(1);
                options.setInterOpNumThreads(1);
                options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
                options.setDeterministicCompute(true);
                OrtSession session = environment.createSession(path.toString(), options);
                int atOnce = Math.clamp(Runtime.getRuntime().availableProcessors(), 1, 4);
                List<String> labels = graph.nodes().stream()
                        .filter(node -> node.operator().equals("ZipMap"))
                        .findFirst()
                        .map(node -> node.attributes().texts("classlabels_strings"))
                        .orElse(List.of());
                return new NativeModel(file, environment, session, graph, outputs(session, graph), labels, atOnce);
            }
        } catch (OrtException e) {
            String message = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
            throw new ModelFormatException(
                    file,
                    "",
                    "ONNX Runtime cannot load it (" + message + ")",
                    "check it with onnx.checker and export it again");
        }
    }

    private static List<TensorSpec> outputs(OrtSession session, Graph graph) throws OrtException {
        Map<String, NodeInfo> infos = session.getOutputInfo();
        List<TensorSpec> specs = new ArrayList<>();
        for (TensorSpec output : graph.outputs()) {
            boolean tensor = infos.get(output.name()) == null
                    || infos.get(output.name()).getInfo() instanceof ai.onnxruntime.TensorInfo;
            specs.add(tensor ? output : new TensorSpec(output.name(), TensorType.FLOAT32, List.of(-1L, -1L)));
        }
        return specs;
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
        return threads.call(() -> runHere(values));
    }

    private Map<String, Tensor> runHere(Map<String, Tensor> values) {
        Map<String, OnnxTensor> fed = new HashMap<>();
        try {
            for (TensorSpec input : inputs) {
                Tensor value = values.get(input.name());
                if (value != null) {
                    fed.put(input.name(), NativeTensors.out(environment, input.name(), value));
                }
            }
            Map<String, Tensor> answer = new LinkedHashMap<>();
            try (OrtSession.Result result = session.run(fed)) {
                for (TensorSpec output : outputs) {
                    answer.put(
                            output.name(),
                            NativeTensors.in(
                                    output.name(), result.get(output.name()).orElseThrow(), labels));
                }
            }
            return answer;
        } catch (OrtException e) {
            String message = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
            throw new IllegalArgumentException(file + ": ONNX Runtime refused the rows: " + message, e);
        } finally {
            fed.values().forEach(OnnxTensor::close);
        }
    }

    @Override
    public void close() {
        threads.close();
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException("cannot close " + file, e);
        }
    }
}
