package dev.trefoil.cli;

import dev.trefoil.core.column.BooleanColumn;
import dev.trefoil.core.column.Column;
import dev.trefoil.core.column.ColumnBatch;
import dev.trefoil.core.column.ColumnSpec;
import dev.trefoil.core.column.IntegerColumn;
import dev.trefoil.core.column.NumberColumn;
import dev.trefoil.core.column.Schema;
import dev.trefoil.core.column.StringColumn;
import dev.trefoil.inference.runtime.NumberType;
import dev.trefoil.inference.runtime.Output;
import dev.trefoil.inference.runtime.Predictions;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The columns of an output file, gathered from a model's answers.
final class PredictionTable {
    private final int rows;
    private final List<ColumnSpec> specs = new ArrayList<>();
    private final List<Column> columns = new ArrayList<>();
    private final Set<String> singles = new HashSet<>();

    PredictionTable(int rows) {
        this.rows = rows;
    }

    void addPredictions(Predictions predictions) {
        for (Output output : predictions.outputs()) {
            add(output.name(), output);
        }
    }

    /// One column, or `name_0` … where the output has several numbers a row.
    void add(String name, Output output) {
        for (int i = 0; i < output.width(); i++) {
            column(output.width() == 1 ? name : name + "_" + i, output, i);
        }
    }

    void addLeaves(Output output) {
        for (int i = 0; i < output.width(); i++) {
            long[] values = new long[rows];
            for (int row = 0; row < rows; row++) {
                values[row] = (long) output.number(row, i);
            }
            put("leaf_" + i, new IntegerColumn(values, new BitSet()));
        }
    }

    void addContributions(Output output, int features) {
        int groups = output.width() / (features + 1);
        for (int i = 0; i < output.width(); i++) {
            int feature = i % (features + 1);
            String of = groups == 1 ? "" : "_" + i / (features + 1);
            column("contribution" + of + "_" + (feature == features ? "bias" : feature), output, i);
        }
    }

    private void column(String name, Output output, int at) {
        switch (output.type()) {
            case FLOAT32, FLOAT64 -> {
                double[] values = new double[rows];
                for (int row = 0; row < rows; row++) {
                    values[row] = output.number(row, at);
                }
                put(name, new NumberColumn(values));
                if (output.type() == NumberType.FLOAT32) {
                    singles.add(name);
                }
            }
            case INTEGER -> {
                long[] values = new long[rows];
                for (int row = 0; row < rows; row++) {
                    values[row] = output.integer(row, at);
                }
                put(name, new IntegerColumn(values, new BitSet()));
            }
            case BOOLEAN -> {
                byte[] values = new byte[rows];
                for (int row = 0; row < rows; row++) {
                    values[row] = (byte) output.integer(row, at);
                }
                put(name, new BooleanColumn(values));
            }
            case TEXT -> {
                @Nullable String[] values = new @Nullable String[rows];
                for (int row = 0; row < rows; row++) {
                    values[row] = output.text(row, at);
                }
                put(name, new StringColumn(values));
            }
        }
    }

    private void put(String name, Column column) {
        specs.add(new ColumnSpec(name, column.type()));
        columns.add(column);
    }

    ColumnBatch batch() {
        return new ColumnBatch(new Schema(specs), columns, rows);
    }

    /// Columns that the model computed in single precision.
    Set<String> singles() {
        return singles;
    }
}
