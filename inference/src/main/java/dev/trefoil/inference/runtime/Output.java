package dev.trefoil.inference.runtime;

import dev.trefoil.core.column.NumberColumn;
import org.jspecify.annotations.Nullable;

/// One named output of a model for a batch: `width` values for each row, row after row.
public final class Output {
    private final String name;
    private final NumberType type;
    private final int width;
    private final double[] numbers;
    private final long[] integers;
    private final @Nullable String[] texts;

    private Output(
            String name, NumberType type, int width, double[] numbers, long[] integers, @Nullable String[] texts) {
        this.name = name;
        this.type = type;
        this.width = width;
        this.numbers = numbers;
        this.integers = integers;
        this.texts = texts;
    }

    /// Floating-point values; the array is taken over, not copied.
    public static Output numbers(String name, NumberType type, int width, double[] values) {
        return new Output(name, type, width, values, new long[0], new @Nullable String[0]);
    }

    /// Whole numbers (or booleans as 0 and 1); the array is taken over, not copied.
    public static Output integers(String name, NumberType type, int width, long[] values) {
        return new Output(name, type, width, new double[0], values, new @Nullable String[0]);
    }

    /// Texts; the array is taken over, not copied.
    public static Output texts(String name, int width, @Nullable String[] values) {
        return new Output(name, NumberType.TEXT, width, new double[0], new long[0], values);
    }

    public String name() {
        return name;
    }

    public NumberType type() {
        return type;
    }

    public int width() {
        return width;
    }

    /// The value as a number; NaN where it is a text that is none.
    public double number(int row, int at) {
        int index = row * width + at;
        return switch (type) {
            case FLOAT32, FLOAT64 -> numbers[index];
            case INTEGER, BOOLEAN -> integers[index];
            case TEXT -> {
                try {
                    String text = texts[index];
                    yield text == null ? Double.NaN : Double.parseDouble(text);
                } catch (NumberFormatException _) {
                    yield Double.NaN;
                }
            }
        };
    }

    public long integer(int row, int at) {
        return integers.length > 0 ? integers[row * width + at] : (long) number(row, at);
    }

    /// The value as people read it, in the shortest form that keeps every bit of the output's own type.
    public @Nullable String text(int row, int at) {
        int index = row * width + at;
        return switch (type) {
            case FLOAT32 -> Float.toString((float) numbers[index]);
            case FLOAT64 -> NumberColumn.text(numbers[index]);
            case INTEGER -> Long.toString(integers[index]);
            case BOOLEAN -> integers[index] == 0 ? "false" : "true";
            case TEXT -> texts[index];
        };
    }

    /// All values as numbers, row after row; the array itself where the output is floating-point.
    public double[] values() {
        if (type == NumberType.FLOAT32 || type == NumberType.FLOAT64) {
            return numbers;
        }
        int count = type == NumberType.TEXT ? texts.length : integers.length;
        double[] values = new double[count];
        for (int i = 0; i < count; i++) {
            values[i] = number(i / width, i % width);
        }
        return values;
    }
}
