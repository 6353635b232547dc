package dev.trefoil.inference;

import dev.trefoil.inference.runtime.CodeRuntimes;
import dev.trefoil.inference.runtime.ModelRuntime;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.io.TempDir;

/// The contract on an ONNX graph of one node, `y = |x|`, three numbers a row.
class OnnxModelTest extends ModelRuntimeContract {
    private static final int WIDTH = 3;

    @TempDir
    private Path folder;

    @Override
    ModelRuntime load() throws Exception {
        Path file = folder.resolve("model.onnx");
        Files.write(file, graph());
        return ModelFiles.open(file, CodeRuntimes.NONE);
    }

    @Override
    double[][] inputs() {
        double[][] inputs = new double[WIDTH][20];
        for (int column = 0; column < WIDTH; column++) {
            int factor = column + 1;
            Arrays.setAll(inputs[column], row -> (row - 10) * 0.5 * factor);
        }
        return inputs;
    }

    @Override
    String type() {
        return "NativeModel";
    }

    private static byte[] graph() {
        byte[] node = join(text(1, "x"), text(2, "y"), text(4, "Abs"));
        byte[] shape = join(message(1, text(2, "n")), message(1, number(1, WIDTH)));
        byte[] type = message(1, join(number(1, 1), message(2, shape)));
        byte[] in = join(text(1, "x"), message(2, type));
        byte[] out = join(text(1, "y"), message(2, type));
        byte[] graph = join(message(1, node), text(2, "g"), message(11, in), message(12, out));
        return join(number(1, 8), message(7, graph), message(8, number(2, 13)));
    }

    private static byte[] number(int field, int value) {
        return new byte[] {(byte) (field << 3), (byte) value};
    }

    private static byte[] text(int field, String text) {
        return message(field, text.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] message(int field, byte[] content) {
        return join(new byte[] {(byte) (field << 3 | 2), (byte) content.length}, content);
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
