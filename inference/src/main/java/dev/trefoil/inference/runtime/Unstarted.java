package dev.trefoil.inference.runtime;

import dev.trefoil.core.column.ColumnBatch;
import dev.trefoil.core.signature.Task;
import java.util.List;
import java.util.Map;

/// Models that are code and are not started, for those who read only what a package says.
public final class Unstarted {
    /// Starts nothing; what it opens predicts nothing.
    public static final CodeRuntimes MODELS = _ -> model();

    private Unstarted() {}

    private static ModelRuntime model() {
        return new ModelRuntime() {
            @Override
            public ModelDescription description() {
                return new ModelDescription(
                        "python", "", "", Task.REGRESSION, NumberType.FLOAT64, -1, List.of(), 1, 0, 0, 0, 0, Map.of());
            }

            @Override
            public Predictions predict(ColumnBatch rows, PredictOptions options) {
                throw new IllegalStateException("this model was opened to be read, not to predict");
            }

            @Override
            public void close() {}
        };
    }
}
