package dev.trefoil.inference.onnx;

import dev.trefoil.inference.runtime.Tensor;
import dev.trefoil.inference.runtime.TensorType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Operators that prepare columns: scaling, filling in, choosing, encoding, joining.
final class ColumnKernels {
    private ColumnKernels() {}

    private static Tensor like(Tensor shape, double[] values) {
        return Tensor.numbers(TensorType.FLOAT32, shape.shape(), values);
    }

    private static int width(Tensor tensor, int rows) {
        return rows == 0 ? 0 : tensor.size() / rows;
    }

    static @Nullable Kernel scaler(Attributes in) {
        double[] offset = in.reals("offset");
        double[] scale = in.reals("scale");
        if (offset.length == 0 || offset.length != scale.length) {
            return null;
        }
        return (inputs, rows) -> {
            Tensor x = inputs.getFirst();
            int width = width(x, rows);
            if (offset.length != 1 && offset.length != width) {
                throw new IllegalArgumentException("a scaler of " + offset.length + " columns for " + width);
            }
            double[] out = TreeKernels.matrix(x, rows, width).clone();
            for (int i = 0; i < out.length; i++) {
                int at = offset.length == 1 ? 0 : i % width;
                out[i] = ((float) out[i] - (float) offset[at]) * (float) scale[at];
            }
            return List.of(like(x, out));
        };
    }

    static @Nullable Kernel imputer(Attributes in) {
        double[] fill = in.reals("imputed_value_floats");
        double replaced = in.real("replaced_value_float", 0);
        if (fill.length == 0) {
            return null;
        }
        return (inputs, rows) -> {
            Tensor x = inputs.getFirst();
            int width = width(x, rows);
            if (fill.length != 1 && fill.length != width) {
                throw new IllegalArgumentException("an imputer of " + fill.length + " columns for " + width);
            }
            double[] out = x.numbers().clone();
            for (int i = 0; i < out.length; i++) {
                if (Double.isNaN(replaced) ? Double.isNaN(out[i]) : out[i] == replaced) {
                    out[i] = fill[fill.length == 1 ? 0 : i % width];
                }
            }
            return List.of(like(x, out));
        };
    }

    static Kernel binarizer(Attributes in) {
        float threshold = (float) in.real("threshold", 0);
        return (inputs, rows) -> {
            Tensor x = inputs.getFirst();
            double[] out = x.numbers().clone();
            for (int i = 0; i < out.length; i++) {
                out[i] = out[i] > threshold ? 1 : 0;
            }
            return List.of(like(x, out));
        };
    }

    static @Nullable Kernel cast(Attributes in) {
        TensorType to = Graph.type((int) in.whole("to", 0));
        if (to != TensorType.FLOAT32 && to != TensorType.INT64) {
            return null;
        }
        return (inputs, rows) -> {
            Tensor x = inputs.getFirst();
            if (x.type() == to) {
                return List.of(x);
            }
            if (x.type() == TensorType.STRING) {
                throw new IllegalArgumentException("texts cannot be cast here");
            }
            if (to == TensorType.INT64) {
                long[] out = x.type().whole()
                        ? x.integers()
                        : Arrays.stream(x.numbers()).mapToLong(v -> (long) v).toArray();
                return List.of(Tensor.integers(TensorType.INT64, x.shape(), out));
            }
            double[] out = x.type().whole()
                    ? Arrays.stream(x.integers()).mapToDouble(v -> (float) v).toArray()
                    : Arrays.stream(x.numbers()).map(v -> (float) v).toArray();
            return List.of(Tensor.numbers(TensorType.FLOAT32, x.shape(), out));
        };
    }

    /// Chooses columns.
    ///
    /// @param flat whether the result has one dimension
    static Kernel columns(long[] chosen, boolean flat) {
        return (inputs, rows) -> {
            Tensor x = inputs.getFirst();
            int width = width(x, rows);
            int[] from = new int[rows * chosen.length];
            for (int i = 0; i < from.length; i++) {
                long column =
                        chosen[i % chosen.length] < 0 ? chosen[i % chosen.length] + width : chosen[i % chosen.length];
                if (column < 0 || column >= width) {
                    throw new IllegalArgumentException("column " + column + " of " + width + " is asked for");
                }
                from[i] = i / chosen.length * width + (int) column;
            }
            List<Long> shape = flat ? List.of((long) rows) : List.of((long) rows, (long) chosen.length);
            return List.of(picked(x, from, shape));
        };
    }

    private static Tensor picked(Tensor x, int[] from, List<Long> shape) {
        if (x.type() == TensorType.STRING) {
            @Nullable String[] texts = new @Nullable String[from.length];
            for (int i = 0; i < from.length; i++) {
                texts[i] = x.texts()[from[i]];
            }
            return Tensor.texts(shape, texts);
        }
        if (x.type().whole()) {
            return Tensor.integers(
                    x.type(),
                    shape,
                    Arrays.stream(from).mapToLong(i -> x.integers()[i]).toArray());
        }
        return Tensor.numbers(
                x.type(),
                shape,
                Arrays.stream(from).mapToDouble(i -> x.numbers()[i]).toArray());
    }

    /// The same elements, row after row, in rows of `width`; one dimension when that is 0.
    static Kernel reshape(long width) {
        return (inputs, rows) -> {
            Tensor x = inputs.getFirst();
            if (x.size() != rows * Math.max(1, width)) {
                throw new IllegalArgumentException("rows of " + width(x, rows) + " cannot become rows of " + width);
            }
            List<Long> shape = width == 0 ? List.of((long) rows) : List.of((long) rows, width);
            if (x.type() == TensorType.STRING) {
                return List.of(Tensor.texts(shape, x.texts()));
            }
            return List.of(
                    x.type().whole()
                            ? Tensor.integers(x.type(), shape, x.integers())
                            : Tensor.numbers(x.type(), shape, x.numbers()));
        };
    }

    static Kernel concat() {
        return (inputs, rows) -> {
            Tensor first = inputs.getFirst();
            int width = 0;
            for (Tensor x : inputs) {
                if (x.type() != first.type()) {
                    throw new IllegalArgumentException("columns of different types are joined");
                }
                width += width(x, rows);
            }
            List<Long> shape = List.of((long) rows, (long) width);
            double[] numbers = new double[first.type().fractional() ? rows * width : 0];
            long[] integers = new long[first.type().whole() ? rows * width : 0];
            @Nullable String[] texts = new @Nullable String[first.type() == TensorType.STRING ? rows * width : 0];
            int at = 0;
            for (Tensor x : inputs) {
                int part = width(x, rows);
                for (int row = 0; row < rows; row++) {
                    if (numbers.length > 0) {
                        System.arraycopy(x.numbers(), row * part, numbers, row * width + at, part);
                    } else if (integers.length > 0) {
                        System.arraycopy(x.integers(), row * part, integers, row * width + at, part);
                    } else {
                        System.arraycopy(x.texts(), row * part, texts, row * width + at, part);
                    }
                }
                at += part;
            }
            return List.of(
                    first.type().fractional()
                            ? Tensor.numbers(first.type(), shape, numbers)
                            : first.type().whole()
                                    ? Tensor.integers(first.type(), shape, integers)
                                    : Tensor.texts(shape, texts));
        };
    }

    static @Nullable Kernel oneHot(Attributes in) {
        Map<Object, Integer> places = new HashMap<>();
        in.texts("cats_strings").forEach(text -> places.putIfAbsent(text, places.size()));
        for (long number : in.wholes("cats_int64s")) {
            places.putIfAbsent(number, places.size());
        }
        boolean zeros = in.whole("zeros", 1) != 0;
        int count = places.size();
        if (count == 0 || count != Math.max(in.texts("cats_strings").size(), in.wholes("cats_int64s").length)) {
            return null;
        }
        return (inputs, rows) -> {
            Tensor x = inputs.getFirst();
            double[] out = new double[x.size() * count];
            for (int i = 0; i < x.size(); i++) {
                Object key = x.type() == TensorType.STRING
                        ? x.texts()[i]
                        : x.type().whole() ? (Object) x.integers()[i] : (Object) (long) x.numbers()[i];
                Integer place = places.get(key);
                if (place == null && !zeros) {
                    throw new IllegalArgumentException("the value " + key + " is not one of the model's categories");
                }
                if (place != null) {
                    out[i * count + place] = 1;
                }
            }
            List<Long> shape = new ArrayList<>(x.shape());
            shape.add((long) count);
            return List.of(Tensor.numbers(TensorType.FLOAT32, shape, out));
        };
    }

    static @Nullable Kernel labels(Attributes in) {
        List<String> keys = in.texts("keys_strings");
        long[] values = in.wholes("values_int64s");
        if (keys.isEmpty() || values.length != keys.size()) {
            return null;
        }
        Map<String, Long> codes = new HashMap<>();
        for (int i = 0; i < values.length; i++) {
            codes.putIfAbsent(keys.get(i), values[i]);
        }
        long otherwise = in.whole("default_int64", -1);
        return (inputs, rows) -> {
            Tensor x = inputs.getFirst();
            long[] out = new long[x.size()];
            for (int i = 0; i < out.length; i++) {
                out[i] = codes.getOrDefault(String.valueOf(x.texts()[i]), otherwise);
            }
            return List.of(Tensor.integers(TensorType.INT64, x.shape(), out));
        };
    }

    static @Nullable Kernel normalizer(Attributes in) {
        String norm = in.text("norm", "MAX");
        if (!norm.equals("MAX") && !norm.equals("L1") && !norm.equals("L2")) {
            return null;
        }
        return (inputs, rows) -> {
            Tensor x = inputs.getFirst();
            int width = width(x, rows);
            double[] out = x.numbers().clone();
            for (int row = 0; row < rows; row++) {
                normalize(norm, out, row * width, width);
            }
            return List.of(like(x, out));
        };
    }

    private static void normalize(String norm, double[] out, int at, int width) {
        float sum = norm.equals("MAX") ? Float.NEGATIVE_INFINITY : 0;
        for (int i = at; i < at + width; i++) {
            float v = (float) out[i];
            sum = norm.equals("MAX") ? Math.max(sum, v) : sum + (norm.equals("L1") ? Math.abs(v) : v * v);
        }
        for (int i = at; i < at + width; i++) {
            float v = (float) out[i];
            if (sum != 0) {
                float ratio = norm.equals("L2") ? (float) Math.sqrt(v * v / sum) : v / sum;
                out[i] = norm.equals("L2") && v < 0 ? -ratio : ratio;
            }
        }
    }
}
