package dev.trefoil.inference.runtime;

import dev.trefoil.core.column.Column;
import dev.trefoil.core.column.ColumnBatch;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Columns as the inputs of a [TensorModel], and its outputs as predictions. An input of one number a row takes the
/// column of its name, one of k numbers the columns `name_0` … `name_k-1`; when no input finds its columns so, the
/// inputs take the columns in their order. A single input of free width takes all columns. Models with a fixed number
/// of rows are run as often as needed, the last time filled up with the last row.
final class TensorColumns {
    private TensorColumns() {}

    static Predictions predict(TensorModel model, ColumnBatch batch) {
        List<TensorSpec> inputs = model.inputs();
        List<List<Column>> columns = columns(inputs, batch);
        long fixed = inputs.stream().mapToLong(TensorSpec::rows).max().orElse(-1);
        if (batch.rows() == 0) {
            throw new IllegalArgumentException("there are no rows to predict");
        }
        int step = fixed < 0 ? batch.rows() : Math.toIntExact(Math.max(1, fixed));
        List<OutputColumns> outputs = new ArrayList<>();
        for (int start = 0; start < batch.rows(); start += step) {
            Map<String, Tensor> values = new HashMap<>();
            for (int i = 0; i < inputs.size(); i++) {
                values.put(inputs.get(i).name(), tensor(inputs.get(i), columns.get(i), start, step, batch.rows()));
            }
            Map<String, Tensor> answer = model.run(values);
            int rows = Math.min(step, batch.rows() - start);
            collect(model, answer, outputs, start, rows, step, batch.rows());
        }
        return new Predictions(
                batch.rows(),
                ordered(outputs.stream().map(OutputColumns::output).toList()));
    }

    /// The prediction first: probabilities before labels.
    private static List<Output> ordered(List<Output> outputs) {
        List<Output> ordered = new ArrayList<>(outputs);
        if (outputs.size() == 2
                && outputs.get(0).width() == 1
                && fractional(outputs.get(1))
                && !fractional(outputs.get(0))) {
            ordered = new ArrayList<>(outputs.reversed());
        }
        return ordered;
    }

    private static boolean fractional(Output output) {
        return output.type() == NumberType.FLOAT32 || output.type() == NumberType.FLOAT64;
    }

    private static void collect(
            TensorModel model,
            Map<String, Tensor> answer,
            List<OutputColumns> outputs,
            int start,
            int rows,
            int step,
            int total) {
        for (int i = 0; i < model.outputs().size(); i++) {
            String name = model.outputs().get(i).name();
            Tensor tensor = answer.get(name);
            if (tensor == null) {
                throw new IllegalArgumentException("the model did not answer its output '" + name + "'");
            }
            if (tensor.size() % step != 0) {
                throw new IllegalArgumentException("output '" + name + "' of shape " + tensor.shape()
                        + " has not one part for each of " + step + " rows");
            }
            if (outputs.size() <= i) {
                outputs.add(new OutputColumns(name, tensor, tensor.size() / step, total));
            }
            outputs.get(i).add(tensor, start, rows);
        }
    }

    private static List<List<Column>> columns(List<TensorSpec> inputs, ColumnBatch batch) {
        List<List<Column>> named = new ArrayList<>();
        List<String> absent = new ArrayList<>();
        for (TensorSpec input : inputs) {
            named.add(byName(input, batch, absent));
        }
        if (absent.isEmpty()) {
            return named;
        }
        if (named.stream().anyMatch(list -> !list.isEmpty())) {
            throw new IllegalArgumentException("the rows lack the model's inputs " + absent + "; they have "
                    + batch.schema().names());
        }
        return byPosition(inputs, batch);
    }

    private static List<Column> byName(TensorSpec input, ColumnBatch batch, List<String> absent) {
        if (input.width() == 1 && batch.schema().contains(input.name())) {
            return List.of(batch.column(input.name()));
        }
        List<Column> parts = new ArrayList<>();
        for (int i = 0; batch.schema().contains(input.name() + "_" + i); i++) {
            parts.add(batch.column(input.name() + "_" + i));
        }
        if (!parts.isEmpty() && (input.width() < 0 || input.width() == parts.size())) {
            return parts;
        }
        absent.add(input.name());
        return List.of();
    }

    private static List<List<Column>> byPosition(List<TensorSpec> inputs, ColumnBatch batch) {
        List<List<Column>> positioned = new ArrayList<>();
        int at = 0;
        for (TensorSpec input : inputs) {
            long width =
                    input.width() < 0 && inputs.size() == 1 ? batch.columns().size() : input.width();
            if (width < 0 || at + width > batch.columns().size()) {
                throw new IllegalArgumentException("input '" + input.name() + "' of shape " + input.shape()
                        + " cannot be filled from the columns " + batch.schema().names());
            }
            positioned.add(batch.columns().subList(at, at + (int) width));
            at += (int) width;
        }
        if (at != batch.columns().size()) {
            throw new IllegalArgumentException("the model takes " + at + " columns by position, the rows have "
                    + batch.columns().size());
        }
        return positioned;
    }

    private static Tensor tensor(TensorSpec input, List<Column> columns, int start, int rows, int total) {
        List<Long> shape = new ArrayList<>();
        shape.add((long) rows);
        if (input.width() >= 0) {
            shape.addAll(input.shape()
                    .subList(Math.min(1, input.shape().size()), input.shape().size()));
        } else {
            if (input.shape().size() != 2) {
                throw new IllegalArgumentException(
                        "input '" + input.name() + "' of shape " + input.shape() + " cannot be filled from columns");
            }
            shape.add((long) columns.size());
        }
        if (input.shape().isEmpty()) {
            shape = List.of();
        }
        int width = columns.size();
        if (input.type() == TensorType.STRING) {
            @Nullable String[] texts = new @Nullable String[Math.multiplyExact(rows, width)];
            for (int i = 0; i < texts.length; i++) {
                String text = columns.get(i % width).text(Math.min(start + i / width, total - 1));
                texts[i] = text == null ? "" : text;
            }
            return Tensor.texts(shape, texts);
        }
        if (input.type().fractional()) {
            double[] numbers = new double[Math.multiplyExact(rows, width)];
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = columns.get(i % width).number(Math.min(start + i / width, total - 1));
            }
            return Tensor.numbers(input.type(), shape, numbers);
        }
        long[] integers = new long[Math.multiplyExact(rows, width)];
        for (int i = 0; i < integers.length; i++) {
            integers[i] = whole(input, columns.get(i % width), Math.min(start + i / width, total - 1));
        }
        return Tensor.integers(input.type(), shape, integers);
    }

    private static long whole(TensorSpec input, Column column, int row) {
        if (column instanceof dev.trefoil.core.column.IntegerColumn integers && !integers.missing(row)) {
            return integers.values()[row];
        }
        double number = column.number(row);
        if (number != Math.rint(number) || Double.isInfinite(number)) {
            throw new IllegalArgumentException(
                    "input '" + input.name() + "' takes whole numbers, row " + row + " has " + column.text(row));
        }
        return (long) number;
    }

    /// One output, gathered over calls.
    private static final class OutputColumns {
        private final String name;
        private final TensorType type;
        private final int width;
        private final double[] numbers;
        private final long[] integers;
        private final @Nullable String[] texts;

        OutputColumns(String name, Tensor first, int width, int rows) {
            this.name = name;
            this.type = first.type();
            this.width = width;
            int size = Math.multiplyExact(width, rows);
            this.numbers = new double[type.fractional() ? size : 0];
            this.integers = new long[type.whole() ? size : 0];
            this.texts = new @Nullable String[type == TensorType.STRING ? size : 0];
        }

        void add(Tensor part, int start, int rows) {
            if (type.fractional()) {
                System.arraycopy(part.numbers(), 0, numbers, start * width, rows * width);
            } else if (type.whole()) {
                System.arraycopy(part.integers(), 0, integers, start * width, rows * width);
            } else {
                System.arraycopy(part.texts(), 0, texts, start * width, rows * width);
            }
        }

        Output output() {
            if (type.fractional()) {
                return Output.numbers(
                        name, type == TensorType.FLOAT64 ? NumberType.FLOAT64 : NumberType.FLOAT32, width, numbers);
            }
            return type.whole()
                    ? Output.integers(
                            name, type == TensorType.BOOL ? NumberType.BOOLEAN : NumberType.INTEGER, width, integers)
                    : Output.texts(name, width, texts);
        }
    }
}
