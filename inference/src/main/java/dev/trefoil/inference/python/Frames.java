package dev.trefoil.inference.python;

import dev.trefoil.core.column.BooleanColumn;
import dev.trefoil.core.column.Column;
import dev.trefoil.core.column.ColumnType;
import dev.trefoil.core.column.IntegerColumn;
import dev.trefoil.core.column.TimeColumn;
import dev.trefoil.core.signature.Feature;
import dev.trefoil.inference.runtime.NumberType;
import dev.trefoil.inference.runtime.Output;
import dev.trefoil.inference.runtime.Predictions;
import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What passes over the socket: columns there, outputs back. Little-endian, texts with their length before them.
final class Frames {
    private Frames() {}

    /// What a worker says when its model is loaded.
    record Hello(Map<String, String> facts, List<Feature> inputs) {}

    /// The rows from `from` up to but not including `until`, as a request.
    static ByteBuffer request(List<String> names, List<Column> columns, int from, int until) {
        Bytes bytes = new Bytes();
        bytes.u1('P');
        bytes.i4(until - from);
        bytes.i4(columns.size());
        for (int i = 0; i < columns.size(); i++) {
            Column column = columns.get(i);
            bytes.text(names.get(i));
            switch (column.type()) {
                case NUMBER -> {
                    bytes.u1('n');
                    for (int row = from; row < until; row++) {
                        bytes.i8(Double.doubleToRawLongBits(column.number(row)));
                    }
                }
                case INTEGER -> integers(bytes, (IntegerColumn) column, from, until);
                case BOOLEAN -> {
                    bytes.u1('b');
                    for (int row = from; row < until; row++) {
                        bytes.u1(((BooleanColumn) column).missing(row) ? 2 : (int) column.number(row));
                    }
                }
                case TIMESTAMP, DATE -> {
                    bytes.u1('t');
                    for (int row = from; row < until; row++) {
                        bytes.i8(((TimeColumn) column).micros()[row]);
                    }
                }
                case STRING -> {
                    bytes.u1('s');
                    for (int row = from; row < until; row++) {
                        bytes.text(column.text(row));
                    }
                }
            }
        }
        return bytes.frame();
    }

    private static void integers(Bytes bytes, IntegerColumn column, int from, int until) {
        bytes.u1('i');
        for (int row = from; row < until; row++) {
            bytes.i8(column.values()[row]);
        }
        for (int row = from; row < until; row++) {
            bytes.u1(column.missing(row) ? 1 : 0);
        }
    }

    /// @throws IllegalStateException when the bytes are no such frame
    static Hello hello(ByteBuffer frame) {
        try {
            Map<String, String> facts = new LinkedHashMap<>();
            for (int left = frame.getInt(); left > 0; left--) {
                facts.put(string(frame), string(frame));
            }
            List<Feature> inputs = new ArrayList<>();
            for (int left = frame.getInt(); left > 0; left--) {
                String name = string(frame);
                ColumnType type = switch (frame.get()) {
                    case 'i' -> ColumnType.INTEGER;
                    case 'b' -> ColumnType.BOOLEAN;
                    case 's' -> ColumnType.STRING;
                    case 't' -> ColumnType.TIMESTAMP;
                    default -> ColumnType.NUMBER;
                };
                inputs.add(new Feature(name, type, frame.get() != 0));
            }
            return new Hello(facts, inputs);
        } catch (BufferUnderflowException | IllegalArgumentException e) {
            throw new IllegalStateException("the Python process sent what is no answer", e);
        }
    }

    /// @throws IllegalStateException when the bytes are no answer for so many rows
    static Predictions answer(ByteBuffer frame, int rows) {
        try {
            int answered = frame.getInt();
            int count = frame.getInt();
            if (answered != rows || count < 1) {
                throw new IllegalStateException("the Python process answered " + answered + " rows instead of " + rows);
            }
            List<Output> outputs = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                outputs.add(output(frame, rows));
            }
            return new Predictions(rows, outputs);
        } catch (BufferUnderflowException | ArithmeticException | NegativeArraySizeException e) {
            throw new IllegalStateException("the Python process sent what is no answer", e);
        }
    }

    private static Output output(ByteBuffer frame, int rows) {
        String name = string(frame);
        byte letter = frame.get();
        int width = frame.getInt();
        int size = Math.multiplyExact(rows, width);
        if (size < 0 || size > frame.remaining()) {
            throw new BufferUnderflowException();
        }
        return switch (letter) {
            case 'f', 'd' -> {
                double[] values = new double[size];
                for (int i = 0; i < size; i++) {
                    values[i] = letter == 'f' ? frame.getFloat() : frame.getDouble();
                }
                yield Output.numbers(name, letter == 'f' ? NumberType.FLOAT32 : NumberType.FLOAT64, width, values);
            }
            case 'i', 'b' -> {
                long[] values = new long[size];
                for (int i = 0; i < size; i++) {
                    values[i] = letter == 'i' ? frame.getLong() : frame.get();
                }
                yield Output.integers(name, letter == 'i' ? NumberType.INTEGER : NumberType.BOOLEAN, width, values);
            }
            case 's' -> {
                @Nullable String[] values = new @Nullable String[size];
                for (int i = 0; i < size; i++) {
                    values[i] = text(frame);
                }
                yield Output.texts(name, width, values);
            }
            default -> throw new IllegalStateException("the Python process sent what is no answer");
        };
    }

    static String string(ByteBuffer frame) {
        String text = text(frame);
        return text == null ? "" : text;
    }

    private static @Nullable String text(ByteBuffer frame) {
        int length = frame.remaining() < Integer.BYTES ? Integer.MAX_VALUE : frame.getInt();
        if (length < 0) {
            return null;
        }
        if (length > frame.remaining()) {
            throw new IllegalStateException("the Python process sent what is no answer");
        }
        byte[] bytes = new byte[length];
        frame.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static final class Bytes {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream(4096);
        private final ByteBuffer word = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);

        Bytes() {
            i4(0);
        }

        void u1(int value) {
            out.write(value);
        }

        void i4(int value) {
            out.write(word.clear().putInt(value).array(), 0, 4);
        }

        void i8(long value) {
            out.write(word.clear().putLong(value).array(), 0, 8);
        }

        void text(@Nullable String text) {
            if (text == null) {
                i4(-1);
                return;
            }
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            i4(bytes.length);
            out.writeBytes(bytes);
        }

        ByteBuffer frame() {
            ByteBuffer frame = ByteBuffer.wrap(out.toByteArray()).order(ByteOrder.LITTLE_ENDIAN);
            return frame.putInt(0, frame.remaining() - 4);
        }
    }
}
