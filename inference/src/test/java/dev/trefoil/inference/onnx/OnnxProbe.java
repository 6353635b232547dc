package dev.trefoil.inference.onnx;

import dev.trefoil.inference.runtime.TensorModel;
import java.nio.ByteBuffer;
import java.util.Optional;

/// Reads a graph as far as Java goes, for tests that must not hand their bytes to native code.
public final class OnnxProbe {
    private OnnxProbe() {}

    public static Optional<? extends TensorModel> read(byte[] bytes) {
        return PlainModel.of("model.onnx", Graph.read("model.onnx", ByteBuffer.wrap(bytes)));
    }
}
