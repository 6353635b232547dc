package dev.trefoil.training.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.trefoil.core.signature.Task;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/// Golden numbers from scikit-learn (lbfgs to 1e-12; C = 1 / l2).
class LinearFitTest {
    private static final Offset<Double> NEAR = within(2e-5);
    private static final int N = 40;

    @Test
    void twoClassesEqualScikitLearn() {
        LinearFit.Weights one = fit(Task.BINARY, 2, 1);
        assertThat(one.coefficients()[0])
                .containsExactly(new double[] {1.8227050324506149, -0.3600246214758777, 0.007656114659276098}, NEAR);
        assertThat(one.intercepts()[0]).isCloseTo(1.4961299456962158, NEAR);
        LinearFit.Weights twenty = fit(Task.BINARY, 2, 20);
        assertThat(twenty.coefficients()[0])
                .containsExactly(new double[] {0.41376293067649206, -0.15432031244860403, 0.004776411288808345}, NEAR);
    }

    @Test
    void severalClassesEqualScikitLearn() {
        double[] answers = fit(Task.MULTICLASS, 3, 1).predict(rows(Task.MULTICLASS), Task.MULTICLASS);
        assertThat(answers[0]).isCloseTo(0.5932453841297737, NEAR);
        assertThat(answers[3]).isCloseTo(0.0006512314422091024, NEAR);
        assertThat(answers[7]).isCloseTo(0.0383370611767531, NEAR);
    }

    @Test
    void numbersEqualRidge() {
        LinearFit.Weights fit = fit(Task.REGRESSION, 0, 2);
        assertThat(fit.coefficients()[0])
                .containsExactly(new double[] {1.077445467761008, -0.28518294601695227, 0.004070981479648666}, NEAR);
        assertThat(fit.intercepts()[0]).isCloseTo(-0.10416597538480388, NEAR);
    }

    @Test
    void sparseRowsGiveTheSameFitAsDenseOnes() {
        int n = 300;
        float[] narrow = new float[n * 2];
        float[] wide = new float[n * 40];
        float[] labels = new float[n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < 2; j++) {
                narrow[i * 2 + j] = (i * 7 + j * 3) % 10 == 0 ? (i % 5) + 1 : 0;
                wide[i * 40 + j] = narrow[i * 2 + j];
            }
            labels[i] = narrow[i * 2] > narrow[i * 2 + 1] || i % 7 == 0 ? 1 : 0;
        }
        narrow[0] = 0.5f;
        wide[0] = 0.5f;
        LinearFit.Weights dense = fit(narrow, 2, labels);
        LinearFit.Weights sparse = fit(wide, 40, labels);
        assertThat(sparse.coefficients()[0][0]).isCloseTo(dense.coefficients()[0][0], within(1e-4));
        assertThat(sparse.coefficients()[0][1]).isCloseTo(dense.coefficients()[0][1], within(1e-4));
        assertThat(sparse.coefficients()[0][39]).isZero();
    }

    private static LinearFit.Weights fit(float[] features, int columns, float[] labels) {
        EncodedRows rows = new EncodedRows(features, columns, labels, null);
        List<String> names = java.util.stream.IntStream.range(0, columns)
                .mapToObj(i -> "f" + i)
                .toList();
        return new LinearFit(new TrainingSet(rows, null, Task.BINARY, 2, names, 1), 1, TrainingMonitor.BLIND).fit();
    }

    private static LinearFit.Weights fit(Task task, int classes, double l2) {
        TrainingSet set = new TrainingSet(rows(task), null, task, classes, List.of("a", "b", "c"), 1);
        return new LinearFit(set, l2, TrainingMonitor.BLIND).fit();
    }

    private static EncodedRows rows(Task task) {
        float[] features = new float[N * 3];
        float[] labels = new float[N];
        for (int i = 0; i < N; i++) {
            features[i * 3] = (float) (((i * 37) % 11) / 3.0 - 1.5);
            features[i * 3 + 1] = (float) (((i * 53) % 17) / 2.0);
            features[i * 3 + 2] = ((i * 29) % 5) * 100f;
            double signal = features[i * 3]
                    - 0.3 * features[i * 3 + 1]
                    + 0.004 * features[i * 3 + 2]
                    + ((i * 71) % 13) / 6.0
                    - 1;
            labels[i] = switch (task) {
                case BINARY -> signal > -1 ? 1 : 0;
                case MULTICLASS -> signal >= 0 ? 2 : signal >= -2 ? 1 : 0;
                case REGRESSION -> (float) signal;
            };
        }
        return new EncodedRows(features, 3, labels, null);
    }
}
