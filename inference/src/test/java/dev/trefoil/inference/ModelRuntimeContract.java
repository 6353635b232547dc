package dev.trefoil.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trefoil.core.column.Column;
import dev.trefoil.core.column.ColumnBatch;
import dev.trefoil.core.column.ColumnSpec;
import dev.trefoil.core.column.ColumnType;
import dev.trefoil.core.column.NumberColumn;
import dev.trefoil.core.column.Schema;
import dev.trefoil.inference.runtime.ModelRuntime;
import dev.trefoil.inference.runtime.PredictOptions;
import dev.trefoil.inference.runtime.Predictions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/// What every loaded model keeps to, whatever wrote it. A subclass names the type it loads.
abstract class ModelRuntimeContract {
    /// The model, loaded anew, of the type under test.
    abstract ModelRuntime load() throws Exception;

    /// Rows for it: one array per input, in the model's order.
    abstract double[][] inputs() throws Exception;

    abstract String type();

    @Test
    void theModelIsOfTheTypeUnderTest() throws Exception {
        try (ModelRuntime model = load()) {
            assertThat(model.getClass().getSimpleName()).isEqualTo(type());
        }
    }

    @Test
    void everyRowIsAnsweredWithTheStatedWidth() throws Exception {
        try (ModelRuntime model = load()) {
            Predictions predictions = model.predict(rows(0, count()), PredictOptions.VALUE);
            assertThat(predictions.rows()).isEqualTo(count());
            assertThat(predictions.values()).hasSize(count() * predictions.width());
            assertThat(predictions.width()).isEqualTo(model.description().width());
        }
    }

    @Test
    void aRowAnswersTheSameAloneAndInTheBatch() throws Exception {
        try (ModelRuntime model = load()) {
            double[] together =
                    model.predict(rows(0, count()), PredictOptions.VALUE).values();
            int width = together.length / count();
            for (int row = 0; row < count(); row++) {
                double[] alone =
                        model.predict(rows(row, row + 1), PredictOptions.VALUE).values();
                assertThat(alone).isEqualTo(Arrays.copyOfRange(together, row * width, (row + 1) * width));
            }
        }
    }

    @Test
    void threadsAtOnceGetTheSameAnswers() throws Exception {
        try (ModelRuntime model = load();
                ExecutorService executor = Executors.newFixedThreadPool(4)) {
            double[] expected =
                    model.predict(rows(0, count()), PredictOptions.VALUE).values();
            List<Callable<double[]>> calls = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                calls.add(() ->
                        model.predict(rows(0, count()), PredictOptions.VALUE).values());
            }
            for (Future<double[]> answer : executor.invokeAll(calls)) {
                assertThat(answer.get()).isEqualTo(expected);
            }
        }
    }

    /// A graph may be unable to run on no rows; then it says so.
    @Test
    void noRowsGiveNoPredictionsOrAreRefusedInWords() throws Exception {
        try (ModelRuntime model = load()) {
            assertThat(model.predict(rows(0, 0), PredictOptions.VALUE).rows()).isZero();
        } catch (IllegalArgumentException e) {
            assertThat(e).hasMessage("there are no rows to predict");
        }
    }

    @Test
    void missingInputsAreRefused() throws Exception {
        ColumnBatch one = new ColumnBatch(
                new Schema(List.of(new ColumnSpec("no such input", ColumnType.NUMBER))),
                List.of(new NumberColumn(new double[] {1})));
        try (ModelRuntime model = load()) {
            assertThatThrownBy(() -> model.predict(one, PredictOptions.VALUE))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    private int count() throws Exception {
        return inputs()[0].length;
    }

    private ColumnBatch rows(int from, int until) throws Exception {
        List<ColumnSpec> specs = new ArrayList<>();
        List<Column> columns = new ArrayList<>();
        for (double[] input : inputs()) {
            specs.add(new ColumnSpec("column " + specs.size(), ColumnType.NUMBER));
            columns.add(new NumberColumn(Arrays.copyOfRange(input, from, until)));
        }
        return new ColumnBatch(new Schema(specs), columns);
    }
}
