package dev.trefoil.gateway;

import dev.trefoil.core.column.ColumnBatch;
import dev.trefoil.gateway.route.Scorer;
import java.util.Arrays;

/// What an arm says of some rows of a request, NaN at the others.
final class ArmScores {
    private ArmScores() {}

    /// Positions of the rows that this arm answered.
    static int[] answered(byte[] arms, int arm) {
        int[] positions = new int[arms.length];
        int n = 0;
        for (int r = 0; r < arms.length; r++) {
            if (arms[r] == arm) {
                positions[n++] = r;
            }
        }
        return Arrays.copyOf(positions, n);
    }

    /// Positions of the rows that it did not answer.
    static int[] others(byte[] arms, int arm) {
        int[] positions = new int[arms.length];
        int n = 0;
        for (int r = 0; r < arms.length; r++) {
            if (arms[r] != arm) {
                positions[n++] = r;
            }
        }
        return Arrays.copyOf(positions, n);
    }

    /// @param positions rows to score; with none, there are no numbers at all
    static double[] of(Scorer scorer, ColumnBatch rows, int[] positions, int width) {
        if (positions.length == 0) {
            return new double[0];
        }
        if (positions.length == rows.rows()) {
            return scorer.score(rows);
        }
        double[] scores = new double[rows.rows() * width];
        Arrays.fill(scores, Double.NaN);
        put(scores, scorer.score(rows.pick(positions)), positions, width);
        return scores;
    }

    static void put(double[] into, double[] scores, int[] positions, int width) {
        for (int i = 0; i < positions.length; i++) {
            System.arraycopy(scores, i * width, into, positions[i] * width, width);
        }
    }
}
