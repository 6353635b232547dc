package dev.trefoil.inference.onnx;

import dev.trefoil.inference.runtime.Tensor;
import java.util.List;

/// One operator, ready to run: its inputs that are not constants in, its outputs out.
@FunctionalInterface
interface Kernel {
    List<Tensor> run(List<Tensor> inputs, int rows);
}
