package dev.trefoil.inference.onnx;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxMap;
import ai.onnxruntime.OnnxSequence;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import dev.trefoil.inference.runtime.Tensor;
import dev.trefoil.inference.runtime.TensorType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.nio.ShortBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Tensors to and from ONNX Runtime.
final class NativeTensors {
    private NativeTensors() {}

    static OnnxTensor out(OrtEnvironment environment, String name, Tensor tensor) throws OrtException {
        long[] shape = tensor.shape().stream().mapToLong(Long::longValue).toArray();
        return switch (tensor.type()) {
            case FLOAT32 -> {
                float[] values = new float[tensor.size()];
                for (int i = 0; i < values.length; i++) {
                    values[i] = (float) tensor.numbers()[i];
                }
                yield OnnxTensor.createTensor(environment, FloatBuffer.wrap(values), shape);
            }
            case FLOAT64 -> OnnxTensor.createTensor(environment, DoubleBuffer.wrap(tensor.numbers()), shape);
            case FLOAT16 -> {
                short[] values = new short[tensor.size()];
                for (int i = 0; i < values.length; i++) {
                    values[i] = Float.floatToFloat16((float) tensor.numbers()[i]);
                }
                yield OnnxTensor.createTensor(environment, ShortBuffer.wrap(values), shape, OnnxJavaType.FLOAT16);
            }
            case BFLOAT16 -> {
                short[] values = new short[tensor.size()];
                for (int i = 0; i < values.length; i++) {
                    values[i] = brain((float) tensor.numbers()[i]);
                }
                yield OnnxTensor.createTensor(environment, ShortBuffer.wrap(values), shape, OnnxJavaType.BFLOAT16);
            }
            case INT64 -> OnnxTensor.createTensor(environment, LongBuffer.wrap(tensor.integers()), shape);
            case INT32 -> {
                int[] values = new int[tensor.size()];
                for (int i = 0; i < values.length; i++) {
                    values[i] = (int) tensor.integers()[i];
                }
                yield OnnxTensor.createTensor(environment, IntBuffer.wrap(values), shape);
            }
            case INT16 -> {
                short[] values = new short[tensor.size()];
                for (int i = 0; i < values.length; i++) {
                    values[i] = (short) tensor.integers()[i];
                }
                yield OnnxTensor.createTensor(environment, ShortBuffer.wrap(values), shape);
            }
            case INT8 -> OnnxTensor.createTensor(environment, bytes(tensor), shape, OnnxJavaType.INT8);
            case UINT8 -> OnnxTensor.createTensor(environment, bytes(tensor), shape, OnnxJavaType.UINT8);
            case BOOL -> OnnxTensor.createTensor(environment, bytes(tensor), shape, OnnxJavaType.BOOL);
            case STRING -> OnnxTensor.createTensor(environment, texts(name, tensor), shape);
            case UINT16, UINT32, UINT64 ->
                throw new IllegalArgumentException(
                        "input '" + name + "' is of type " + tensor.type().word()
                                + ", which ONNX Runtime does not take from Java; export the model with int64");
        };
    }

    private static short brain(float value) {
        int bits = Float.floatToRawIntBits(value);
        return Float.isNaN(value) ? (short) 0x7fc0 : (short) (bits + 0x7fff + (bits >>> 16 & 1) >>> 16);
    }

    private static ByteBuffer bytes(Tensor tensor) {
        ByteBuffer buffer = ByteBuffer.allocateDirect(tensor.size()).order(ByteOrder.nativeOrder());
        for (long value : tensor.integers()) {
            buffer.put((byte) value);
        }
        return buffer.flip();
    }

    private static String[] texts(String name, Tensor tensor) {
        String[] values = new String[tensor.size()];
        for (int i = 0; i < values.length; i++) {
            String text = tensor.texts()[i];
            if (text == null) {
                throw new IllegalArgumentException("input '" + name + "' has no text at " + i);
            }
            values[i] = text;
        }
        return values;
    }

    /// @param labels order of the columns of a list of maps; empty for the natural order
    static Tensor in(String name, OnnxValue value, List<String> labels) throws OrtException {
        return switch (value) {
            case OnnxTensor tensor -> tensor(name, tensor);
            case OnnxSequence sequence -> maps(name, sequence, labels);
            default ->
                throw new IllegalArgumentException(
                        "output '" + name + "' is of a kind that is not known: " + value.getType());
        };
    }

    private static Tensor tensor(String name, OnnxTensor tensor) throws OrtException {
        List<Long> shape = new ArrayList<>();
        int size = 1;
        for (long dimension : tensor.getInfo().getShape()) {
            shape.add(dimension);
            size = Math.multiplyExact(size, Math.toIntExact(dimension));
        }
        OnnxJavaType type = tensor.getInfo().type;
        return switch (type) {
            case FLOAT, FLOAT16, BFLOAT16 -> {
                double[] values = new double[size];
                if (size > 0) {
                    FloatBuffer buffer = tensor.getFloatBuffer();
                    for (int i = 0; i < size; i++) {
                        values[i] = buffer.get();
                    }
                }
                TensorType kind = type == OnnxJavaType.FLOAT
                        ? TensorType.FLOAT32
                        : type == OnnxJavaType.FLOAT16 ? TensorType.FLOAT16 : TensorType.BFLOAT16;
                yield Tensor.numbers(kind, shape, values);
            }
            case DOUBLE -> {
                double[] values = new double[size];
                if (size > 0) {
                    tensor.getDoubleBuffer().get(values);
                }
                yield Tensor.numbers(TensorType.FLOAT64, shape, values);
            }
            case INT64 -> {
                long[] values = new long[size];
                if (size > 0) {
                    tensor.getLongBuffer().get(values);
                }
                yield Tensor.integers(TensorType.INT64, shape, values);
            }
            case INT32, INT16, INT8, UINT8, BOOL -> Tensor.integers(whole(type), shape, wholes(tensor, type, size));
            case STRING -> Tensor.texts(shape, flat(tensor.getValue(), size));
            case UNKNOWN -> throw new IllegalArgumentException("output '" + name + "' is of a type that is not known");
        };
    }

    private static TensorType whole(OnnxJavaType type) {
        return TensorType.valueOf(type.name());
    }

    private static long[] wholes(OnnxTensor tensor, OnnxJavaType type, int size) {
        long[] values = new long[size];
        if (size == 0) {
            return values;
        }
        IntBuffer ints = type == OnnxJavaType.INT32 ? tensor.getIntBuffer() : IntBuffer.allocate(0);
        ShortBuffer shorts = type == OnnxJavaType.INT16 ? tensor.getShortBuffer() : ShortBuffer.allocate(0);
        ByteBuffer bytes = ints.capacity() + shorts.capacity() == 0 ? tensor.getByteBuffer() : ByteBuffer.allocate(0);
        for (int i = 0; i < size; i++) {
            values[i] = type == OnnxJavaType.INT32
                    ? ints.get()
                    : type == OnnxJavaType.INT16
                            ? shorts.get()
                            : type == OnnxJavaType.UINT8 ? bytes.get() & 0xff : bytes.get();
        }
        return values;
    }

    private static @Nullable String[] flat(Object nested, int size) {
        List<@Nullable String> texts = new ArrayList<>(size);
        flatten(nested, texts);
        return texts.toArray(new @Nullable String[0]);
    }

    private static void flatten(@Nullable Object nested, List<@Nullable String> texts) {
        if (nested instanceof Object[] many) {
            for (Object one : many) {
                flatten(one, texts);
            }
        } else {
            texts.add(nested == null ? null : nested.toString());
        }
    }

    private static Tensor maps(String name, OnnxSequence sequence, List<String> labels) throws OrtException {
        List<? extends OnnxValue> rows = sequence.getValue();
        double[] values = new double[0];
        int width = 0;
        for (int row = 0; row < rows.size(); row++) {
            if (!(rows.get(row) instanceof OnnxMap map)) {
                throw new IllegalArgumentException("output '" + name + "' is a list of something that is not known");
            }
            Map<String, Double> sorted = new TreeMap<>();
            TreeMap<Long, Double> numbered = new TreeMap<>();
            map.getValue().forEach((key, value) -> {
                double number = value instanceof Number n ? n.doubleValue() : Double.NaN;
                if (key instanceof Long label) {
                    numbered.put(label, number);
                } else {
                    sorted.put(String.valueOf(key), number);
                }
            });
            List<Double> ordered = new ArrayList<>(numbered.values());
            if (labels.size() == sorted.size()) {
                labels.forEach(label -> ordered.add(sorted.getOrDefault(label, Double.NaN)));
            } else {
                ordered.addAll(sorted.values());
            }
            if (row == 0) {
                width = ordered.size();
                values = new double[Math.multiplyExact(rows.size(), width)];
            }
            for (int i = 0; i < width; i++) {
                values[row * width + i] = ordered.get(i);
            }
            map.close();
        }
        return Tensor.numbers(TensorType.FLOAT32, List.of((long) rows.size(), (long) width), values);
    }
}
