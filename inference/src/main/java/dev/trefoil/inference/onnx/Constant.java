package dev.trefoil.inference.onnx;

import dev.trefoil.inference.format.Growing;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// A tensor that stands in the file. Elements are read only when asked for; external ones are not read at all.
final class Constant {
    static final int FLOAT = 1;
    static final int INT32 = 6;
    static final int INT64 = 7;
    static final int STRING = 8;
    static final int BOOL = 9;
    static final int DOUBLE = 11;

    private final String name;
    private final int type;
    private final List<Long> shape;
    private final ByteBuffer raw;
    private final double[] floats;
    private final long[] integers;
    private final List<String> texts;
    private final boolean external;

    private Constant(
            String name,
            int type,
            List<Long> shape,
            ByteBuffer raw,
            double[] floats,
            long[] integers,
            List<String> texts,
            boolean external) {
        this.name = name;
        this.type = type;
        this.shape = List.copyOf(shape);
        this.raw = raw;
        this.floats = floats;
        this.integers = integers;
        this.texts = List.copyOf(texts);
        this.external = external;
    }

    static Constant read(ProtoReader in) {
        String name = "";
        int type = 0;
        List<Long> shape = new ArrayList<>();
        ByteBuffer raw = ByteBuffer.allocate(0);
        Growing.Doubles floats = new Growing.Doubles();
        List<String> texts = new ArrayList<>();
        List<Long> integers = new ArrayList<>();
        boolean external = false;
        while (in.next()) {
            switch (in.field()) {
                case 1 -> {
                    for (ProtoReader p = in.packed(); p.more(); ) {
                        shape.add(p.varint());
                    }
                }
                case 2 -> type = (int) in.varint();
                case 4 -> {
                    for (ProtoReader p = in.packed(); p.more(); ) {
                        floats.add(Float.intBitsToFloat(p.fixed32()));
                    }
                }
                case 5, 7, 11 -> {
                    for (ProtoReader p = in.packed(); p.more(); ) {
                        integers.add(p.varint());
                    }
                }
                case 6 -> texts.add(in.text());
                case 8 -> name = in.text();
                case 9 -> raw = in.run();
                case 10 -> {
                    for (ProtoReader p = in.packed(); p.more(); ) {
                        floats.add(Double.longBitsToDouble(p.fixed64()));
                    }
                }
                case 13 -> {
                    external = true;
                    in.skip();
                }
                default -> in.skip();
            }
        }
        return new Constant(
                name,
                type,
                shape,
                raw,
                floats.array(),
                integers.stream().mapToLong(Long::longValue).toArray(),
                texts,
                external);
    }

    String name() {
        return name;
    }

    int type() {
        return type;
    }

    List<Long> shape() {
        return shape;
    }

    boolean external() {
        return external;
    }

    List<String> texts() {
        return texts;
    }

    /// Elements as numbers, for types that are numbers of 32 or 64 bits.
    double[] numbers() {
        ByteBuffer in = raw.duplicate().order(java.nio.ByteOrder.LITTLE_ENDIAN);
        return switch (type) {
            case FLOAT -> {
                if (!in.hasRemaining()) {
                    yield floats;
                }
                double[] values = new double[in.remaining() / 4];
                for (int i = 0; i < values.length; i++) {
                    values[i] = in.getFloat();
                }
                yield values;
            }
            case DOUBLE -> {
                if (!in.hasRemaining()) {
                    yield floats;
                }
                double[] values = new double[in.remaining() / 8];
                in.asDoubleBuffer().get(values);
                yield values;
            }
            default -> {
                long[] whole = integers();
                double[] values = new double[whole.length];
                for (int i = 0; i < values.length; i++) {
                    values[i] = whole[i];
                }
                yield values;
            }
        };
    }

    long[] integers() {
        ByteBuffer in = raw.duplicate().order(java.nio.ByteOrder.LITTLE_ENDIAN);
        if (!in.hasRemaining()) {
            return integers;
        }
        int width = switch (type) {
            case INT64 -> 8;
            case INT32 -> 4;
            case BOOL -> 1;
            default -> throw new IllegalArgumentException("the constant '" + name + "' is of type " + type);
        };
        long[] values = new long[in.remaining() / width];
        for (int i = 0; i < values.length; i++) {
            values[i] = width == 8 ? in.getLong() : width == 4 ? in.getInt() : in.get();
        }
        return values;
    }

    @Override
    public String toString() {
        return name + shape;
    }
}
