package dev.trefoil.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.trefoil.inference.runtime.MatrixModel;
import dev.trefoil.inference.runtime.PredictOptions;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Interventional contributions against their definition: all coalitions of features, the others from the background.
class InterventionalTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "xgb-binary-logistic-missing-categorical",
                "xgb-dart-reg-gamma",
                "xgb-gblinear-reg-squarederror",
                "lgb-binary-missing-categorical",
                "lgb-sqrt"
            })
    void contributionsAreShapleyValuesOverTheBackground(String name) throws Exception {
        EqualityCase one = new EqualityCase(GoldenModelTest.resources("golden").resolve(name));
        MatrixModel model = one.model();
        int features = model.features();
        double[] all = one.rows().values();
        double[] row = Arrays.copyOfRange(all, 3 * features, 4 * features);
        int others = 5;
        double[] background = Arrays.copyOfRange(all, 10 * features, (10 + others) * features);
        double[] here = new double[features + 1];
        model.contributions(row, 1, background, others, here);
        double[] exact = shapley(model, row, background, others);
        double size = Arrays.stream(exact).map(Math::abs).max().orElse(1);
        for (int i = 0; i <= features; i++) {
            assertThat(here[i]).as("feature %d", i).isCloseTo(exact[i], within(1e-5 * Math.max(1, size)));
        }
    }

    private static double[] shapley(MatrixModel model, double[] row, double[] background, int others) {
        int n = row.length;
        double[] worth = new double[1 << n];
        for (int set = 0; set < worth.length; set++) {
            double[] mixed = background.clone();
            for (int i = 0; i < mixed.length; i++) {
                mixed[i] = (set >> i % n & 1) != 0 ? row[i % n] : mixed[i];
            }
            double[] raw = new double[others];
            model.compute(mixed, others, PredictOptions.RAW, raw);
            worth[set] = Arrays.stream(raw).average().orElse(0);
        }
        double[] factorial = new double[n + 1];
        factorial[0] = 1;
        for (int i = 1; i <= n; i++) {
            factorial[i] = factorial[i - 1] * i;
        }
        double[] values = new double[n + 1];
        for (int i = 0; i < n; i++) {
            for (int set = 0; set < worth.length; set++) {
                if ((set >> i & 1) == 0) {
                    int size = Integer.bitCount(set);
                    values[i] += factorial[size]
                            * factorial[n - size - 1]
                            / factorial[n]
                            * (worth[set | 1 << i] - worth[set]);
                }
            }
        }
        values[n] = worth[0];
        return values;
    }
}
