package dev.trefoil.inference;

import dev.trefoil.core.signature.Task;
import dev.trefoil.inference.linear.LinearModel;
import dev.trefoil.inference.runtime.ModelRuntime;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Nested;

/// The contract on models that the libraries wrote, and on one of our own.
class LibraryModelsTest {
    private static final int ROWS = 20;

    abstract static class Golden extends ModelRuntimeContract {
        private final EqualityCase model;

        Golden(String name) throws Exception {
            model = new EqualityCase(GoldenModelTest.resources("golden/" + name));
        }

        @Override
        ModelRuntime load() throws Exception {
            return model.model();
        }

        @Override
        double[][] inputs() throws Exception {
            EqualityCase.Matrix rows = model.rows();
            double[][] inputs = new double[rows.columns()][Math.min(ROWS, rows.rows())];
            for (int column = 0; column < inputs.length; column++) {
                for (int row = 0; row < inputs[column].length; row++) {
                    inputs[column][row] = rows.values()[row * rows.columns() + column];
                }
            }
            return inputs;
        }
    }

    @Nested
    class XgboostTrees extends Golden {
        XgboostTrees() throws Exception {
            super("xgb-multi-softprob-missing");
        }

        @Override
        String type() {
            return "XgboostForest";
        }
    }

    @Nested
    class XgboostCoefficients extends Golden {
        XgboostCoefficients() throws Exception {
            super("xgb-gblinear-reg-squarederror");
        }

        @Override
        String type() {
            return "XgboostLinear";
        }
    }

    @Nested
    class LightgbmTrees extends Golden {
        LightgbmTrees() throws Exception {
            super("lgb-binary-missing-categorical");
        }

        @Override
        String type() {
            return "LightgbmModel";
        }
    }

    @Nested
    class Logistic extends ModelRuntimeContract {
        @Override
        ModelRuntime load() {
            return new LinearModel(
                    Task.BINARY,
                    List.of("column 0", "column 1"),
                    new double[][] {{0.5, -2}},
                    new double[] {0.25},
                    new double[0]);
        }

        @Override
        double[][] inputs() {
            double[][] inputs = new double[2][ROWS];
            Arrays.setAll(inputs[0], row -> row * 0.1 - 1);
            Arrays.setAll(inputs[1], row -> row % 3);
            return inputs;
        }

        @Override
        String type() {
            return "LinearModel";
        }
    }
}
