package dev.trefoil.inference;

import dev.trefoil.inference.runtime.CodeRuntimes;
import dev.trefoil.inference.runtime.ModelRuntime;
import java.util.Arrays;

/// The contract on an ONNX forest, which runs in Java, six numbers a row.
class PlainOnnxModelTest extends ModelRuntimeContract {
    private static final int WIDTH = 6;

    @Override
    ModelRuntime load() throws Exception {
        return ModelFiles.open(
                GoldenModelTest.resources("golden-onnx/aggregate-average-3").resolve("model.onnx"), CodeRuntimes.NONE);
    }

    @Override
    double[][] inputs() {
        double[][] inputs = new double[WIDTH][20];
        for (int column = 0; column < WIDTH; column++) {
            int factor = column + 1;
            Arrays.setAll(inputs[column], row -> (row - 10) * 0.25 * factor);
        }
        return inputs;
    }

    @Override
    String type() {
        return "PlainModel";
    }
}
