package dev.trefoil.platform.prediction;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// The scores that every arm gave one row, as bytes: per arm a count and that many doubles.
final class ScoreCodec {
    private ScoreCodec() {}

    static byte[] encode(List<double[]> byArm, int rows, int row) {
        int size = 0;
        for (double[] scores : byArm) {
            size += 1 + 8 * (scores.length / Math.max(1, rows));
        }
        ByteBuffer out = ByteBuffer.allocate(size);
        for (double[] scores : byArm) {
            int width = scores.length / Math.max(1, rows);
            out.put((byte) width);
            for (int k = 0; k < width; k++) {
                out.putDouble(scores[row * width + k]);
            }
        }
        return out.array();
    }

    static List<double[]> decode(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        List<double[]> byArm = new ArrayList<>();
        while (in.hasRemaining()) {
            double[] scores = new double[in.get() & 0xff];
            for (int k = 0; k < scores.length; k++) {
                scores[k] = in.getDouble();
            }
            byArm.add(scores);
        }
        return byArm;
    }
}
