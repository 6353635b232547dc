package dev.trefoil.inference.onnx;

import dev.trefoil.inference.runtime.Tensor;
import dev.trefoil.inference.runtime.TensorSpec;
import java.util.List;
import java.util.Map;

/// Whether given tensors are what a model takes.
final class TensorFit {
    private TensorFit() {}

    /// [IllegalArgumentException] that names the input which does not fit, and how.
    static void check(List<TensorSpec> inputs, Map<String, Tensor> values) {
        for (TensorSpec input : inputs) {
            Tensor value = values.get(input.name());
            if (value == null) {
                throw new IllegalArgumentException("input '" + input.name() + "' is missing");
            }
            if (value.type() != input.type()) {
                throw new IllegalArgumentException("input '" + input.name() + "' is "
                        + input.type().word() + ", not " + value.type().word());
            }
            boolean fits = value.shape().size() == input.shape().size();
            for (int i = 0; fits && i < input.shape().size(); i++) {
                fits = input.shape().get(i) < 0
                        || input.shape().get(i).equals(value.shape().get(i));
            }
            if (!fits) {
                throw new IllegalArgumentException("input '" + input.name() + "' has shape " + value.shape()
                        + ", the model takes " + input.shape());
            }
        }
        for (String name : values.keySet()) {
            if (inputs.stream().noneMatch(input -> input.name().equals(name))) {
                throw new IllegalArgumentException("there is no input '" + name + "'; there are "
                        + inputs.stream().map(TensorSpec::name).toList());
            }
        }
    }
}
