package dev.trefoil.inference.runtime;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Elements of one type in row-major order. Arrays are taken over and given out, not copied: whoever made a tensor
/// must not change them.
public final class Tensor {
    private final TensorType type;
    private final List<Long> shape;
    private final double[] numbers;
    private final long[] integers;
    private final @Nullable String[] texts;

    private Tensor(
            TensorType type,
            List<Long> shape,
            double[] numbers,
            long[] integers,
            @Nullable String[] texts,
            int length) {
        long elements = 1;
        for (long dimension : shape) {
            if (dimension < 0) {
                throw new IllegalArgumentException("a tensor of shape " + shape);
            }
            elements = Math.multiplyExact(elements, dimension);
        }
        if (elements != length) {
            throw new IllegalArgumentException(length + " elements for a tensor of shape " + shape);
        }
        this.type = type;
        this.shape = List.copyOf(shape);
        this.numbers = numbers;
        this.integers = integers;
        this.texts = texts;
    }

    /// Floating-point elements of any precision.
    public static Tensor numbers(TensorType type, List<Long> shape, double[] values) {
        if (!type.fractional()) {
            throw new IllegalArgumentException("a tensor of " + type.word() + " does not hold fractions");
        }
        return new Tensor(type, shape, values, new long[0], new @Nullable String[0], values.length);
    }

    /// Whole numbers, or booleans as 0 and 1.
    public static Tensor integers(TensorType type, List<Long> shape, long[] values) {
        if (!type.whole()) {
            throw new IllegalArgumentException("a tensor of " + type.word() + " does not hold whole numbers");
        }
        return new Tensor(type, shape, new double[0], values, new @Nullable String[0], values.length);
    }

    public static Tensor texts(List<Long> shape, @Nullable String[] values) {
        return new Tensor(TensorType.STRING, shape, new double[0], new long[0], values, values.length);
    }

    public TensorType type() {
        return type;
    }

    public List<Long> shape() {
        return shape;
    }

    public int size() {
        return Math.max(numbers.length, Math.max(integers.length, texts.length));
    }

    /// Elements of a fractional type; empty otherwise.
    public double[] numbers() {
        return numbers;
    }

    /// Elements of a whole type; empty otherwise.
    public long[] integers() {
        return integers;
    }

    /// Elements that are texts; empty otherwise.
    public @Nullable String[] texts() {
        return texts;
    }
}
