package dev.trefoil.inference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trefoil.core.column.Column;
import dev.trefoil.core.column.ColumnBatch;
import dev.trefoil.core.column.ColumnSpec;
import dev.trefoil.core.column.NumberColumn;
import dev.trefoil.core.column.Schema;
import dev.trefoil.core.column.StringColumn;
import dev.trefoil.inference.runtime.Output;
import dev.trefoil.inference.runtime.Predictions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// One folder that `onnx_cases.py` wrote: a model, rows, and what ONNX Runtime answered.
record OnnxCase(Path folder) {
    ColumnBatch rows() throws IOException {
        List<ColumnSpec> specs = new ArrayList<>();
        List<Column> columns = new ArrayList<>();
        if (Files.exists(folder.resolve("rows.txt"))) {
            List<String[]> lines = Files.readAllLines(folder.resolve("rows.txt")).stream()
                    .map(line -> line.split("\t", -1))
                    .toList();
            for (int i = 0; i < lines.getFirst().length; i++) {
                int at = i;
                columns.add(new StringColumn(lines.stream().map(l -> l[at]).toArray(String[]::new)));
            }
        } else {
            EqualityCase.Matrix matrix = EqualityCase.Matrix.read(folder.resolve("rows.bin"));
            for (int i = 0; i < matrix.columns(); i++) {
                double[] values = new double[matrix.rows()];
                for (int row = 0; row < values.length; row++) {
                    values[row] = matrix.values()[row * matrix.columns() + i];
                }
                columns.add(new NumberColumn(values));
            }
        }
        for (Column column : columns) {
            specs.add(new ColumnSpec("c" + specs.size(), column.type()));
        }
        return new ColumnBatch(new Schema(specs), columns);
    }

    /// Compares every output, bit for bit where `ulps` is 0; returns the engine that ran the model.
    String check(int ulps) throws IOException {
        try (ModelPackage model = ModelPackage.load(folder.resolve("model.onnx"))) {
            Predictions predictions = model.predict(rows());
            int found = 0;
            for (Output output : predictions.outputs()) {
                Path numbers = folder.resolve("output-" + output.name() + ".bin");
                Path texts = folder.resolve("output-" + output.name() + ".txt");
                if (Files.exists(numbers)) {
                    compare(output, EqualityCase.Matrix.read(numbers), ulps);
                    found++;
                } else if (Files.exists(texts)) {
                    List<String> lines = Files.readAllLines(texts);
                    for (int row = 0; row < predictions.rows(); row++) {
                        StringBuilder line = new StringBuilder();
                        for (int i = 0; i < output.width(); i++) {
                            line.append(i == 0 ? "" : "\t").append(output.text(row, i));
                        }
                        assertThat(line.toString())
                                .as("%s %s row %d", folder, output.name(), row)
                                .isEqualTo(lines.get(row));
                    }
                    found++;
                }
            }
            assertThat(found)
                    .as("outputs of %s", folder.getFileName())
                    .isEqualTo(predictions.outputs().size());
            return model.description().more().getOrDefault("engine", "");
        }
    }

    private void compare(Output output, EqualityCase.Matrix answer, int ulps) {
        assertThat(output.width())
                .as("%s %s width", folder.getFileName(), output.name())
                .isEqualTo(answer.columns());
        for (int i = 0; i < answer.values().length; i++) {
            double here = output.number(i / output.width(), i % output.width());
            double there = answer.values()[i];
            boolean same = Double.doubleToLongBits(here) == Double.doubleToLongBits(there)
                    || Math.abs(here - there)
                            <= ulps
                                    * (output.type() == dev.trefoil.inference.runtime.NumberType.FLOAT32
                                            ? Math.ulp((float) there)
                                            : Math.ulp(there));
            assertThat(same)
                    .as(
                            "%s %s row %d: ONNX Runtime %s, here %s",
                            folder.getFileName(), output.name(), i / answer.columns(), there, here)
                    .isTrue();
        }
    }
}
