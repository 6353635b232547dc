package dev.trefoil.inference.format;

import dev.trefoil.inference.runtime.ModelFormatException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Universal Binary JSON (draft 12, as XGBoost writes it, big-endian) as a [Struct].
public final class UbjStruct implements Struct {
    private static final long FIRST = 1 << 14;
    private static final VarHandle BIG_ENDIAN = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

    private final String file;
    private final InputStream in;
    private final byte[] buffer = new byte[1 << 16];
    private final Place place = new Place();
    private int at;
    private int limit;
    private long before;
    private int peeked = -1;

    /// @param file its name, for messages
    public UbjStruct(String file, InputStream in) {
        this.file = file;
        this.in = in;
    }

    @Override
    public void object(Member member) {
        expect('{', "an object");
        down();
        long count = count(false);
        for (long i = 0; count < 0 || i < count; i++) {
            if (count < 0) {
                int marker = marker();
                if (marker == '}') {
                    break;
                }
                peeked = marker;
            }
            String name = string();
            place.name(name);
            member.read(name);
        }
        place.up();
    }

    @Override
    public void array(Element element) {
        expect('[', "an array");
        down();
        long count = count(true);
        int type = elementType;
        for (int i = 0; count < 0 || i < count; i++) {
            if (count < 0) {
                int marker = marker();
                if (marker == ']') {
                    break;
                }
                peeked = marker;
            } else if (type >= 0) {
                peeked = type;
            }
            place.index(i);
            element.read(i);
        }
        place.up();
    }

    private int elementType = -1;

    /// Reads `$ type` and `# count` after an opening bracket; −1 when there is no count.
    private long count(boolean typed) {
        elementType = -1;
        int marker = marker();
        if (marker == '$') {
            if (!typed) {
                throw bad("typed objects are not known");
            }
            elementType = raw();
            marker = raw();
            if (marker != '#') {
                throw bad("a typed array without a count");
            }
        }
        if (marker == '#') {
            long count = integer(marker());
            if (count < 0) {
                throw bad("a negative count");
            }
            if (elementType >= 0 && "ZNTF".indexOf(elementType) >= 0) {
                throw bad("an array of elements without bytes");
            }
            return count;
        }
        peeked = marker;
        return -1;
    }

    @Override
    public float[] floats() {
        expect('[', "an array of numbers");
        long count = count(true);
        if (elementType == 'd') {
            float[] values = new float[(int) Math.min(count, FIRST)];
            for (int i = 0; i < count; i++) {
                if (i == values.length) {
                    values = Arrays.copyOf(values, (int) Math.min(count, i * 2L));
                }
                values[i] = Float.intBitsToFloat(int32());
            }
            return values;
        }
        Growing.Floats values = new Growing.Floats();
        numbers(count, value -> values.add((float) value));
        return values.array();
    }

    @Override
    public double[] doubles() {
        Growing.Doubles values = new Growing.Doubles();
        expect('[', "an array of numbers");
        numbers(count(true), values::add);
        return values.array();
    }

    @Override
    public int[] ints() {
        expect('[', "an array of numbers");
        long count = count(true);
        if (elementType == 'l') {
            int[] values = new int[(int) Math.min(count, FIRST)];
            for (int i = 0; i < count; i++) {
                if (i == values.length) {
                    values = Arrays.copyOf(values, (int) Math.min(count, i * 2L));
                }
                values[i] = int32();
            }
            return values;
        }
        Growing.Ints values = new Growing.Ints();
        numbers(count, value -> {
            if (value != (int) value) {
                throw bad("expected whole numbers of 32 bits, found " + value);
            }
            values.add((int) value);
        });
        return values.array();
    }

    private int int32() {
        if (limit - at >= 4) {
            at += 4;
            return (int) BIG_ENDIAN.get(buffer, at - 4);
        }
        return (int) big(4);
    }

    private void numbers(long count, java.util.function.DoubleConsumer sink) {
        int type = elementType;
        for (long i = 0; count < 0 || i < count; i++) {
            int marker = type >= 0 ? type : marker();
            if (count < 0 && marker == ']') {
                return;
            }
            sink.accept(number(marker));
        }
    }

    private double number(int marker) {
        return switch (marker) {
            case 'd' -> Float.intBitsToFloat((int) big(4));
            case 'D' -> Double.longBitsToDouble(big(8));
            case 'T' -> 1;
            case 'F' -> 0;
            default -> integer(marker);
        };
    }

    private long integer(int marker) {
        return switch (marker) {
            case 'i' -> (byte) raw();
            case 'U' -> raw();
            case 'I' -> (short) big(2);
            case 'l' -> (int) big(4);
            case 'L' -> big(8);
            default -> throw bad("expected a number, found the marker " + shown(marker));
        };
    }

    @Override
    public String text() {
        int marker = marker();
        return switch (marker) {
            case 'S' -> string();
            case 'C' -> String.valueOf((char) raw());
            case 'd' -> Float.toString(Float.intBitsToFloat((int) big(4)));
            case 'D' -> Double.toString(Double.longBitsToDouble(big(8)));
            case 'T' -> "true";
            case 'F' -> "false";
            case 'Z' -> "null";
            default -> Long.toString(integer(marker));
        };
    }

    private String string() {
        long length = integer(marker());
        if (length < 0 || length > 1 << 26) {
            throw bad("a text of " + length + " bytes");
        }
        Growing.Bytes bytes = new Growing.Bytes();
        for (long i = 0; i < length; i++) {
            bytes.add((byte) raw());
        }
        return new String(bytes.array(), StandardCharsets.UTF_8);
    }

    @Override
    public void skip() {
        int marker = marker();
        switch (marker) {
            case '{' -> {
                peeked = marker;
                object(_ -> skip());
            }
            case '[' -> {
                peeked = marker;
                array(_ -> skip());
            }
            default -> {
                peeked = marker;
                text();
            }
        }
    }

    @Override
    public void end() {
        if (more()) {
            throw bad("something follows the end of the document");
        }
    }

    private void down() {
        if (!place.down()) {
            throw bad("is nested deeper than " + MAX_DEPTH + " levels");
        }
    }

    private void expect(int wanted, String what) {
        int marker = marker();
        if (marker != wanted) {
            throw bad("expected " + what + ", found the marker " + shown(marker));
        }
    }

    private static String shown(int marker) {
        return marker >= 32 && marker < 127 ? "'" + (char) marker + "'" : "0x" + Integer.toHexString(marker);
    }

    private int marker() {
        int marker = peeked;
        if (marker >= 0) {
            peeked = -1;
            return marker;
        }
        do {
            marker = raw();
        } while (marker == 'N');
        return marker;
    }

    private long big(int bytes) {
        long value = 0;
        for (int i = 0; i < bytes; i++) {
            value = value << 8 | raw();
        }
        return value;
    }

    private int raw() {
        if (at == limit && !more()) {
            throw bad("the file ends in the middle");
        }
        return buffer[at++] & 0xff;
    }

    private boolean more() {
        if (at < limit) {
            return true;
        }
        try {
            before += limit;
            at = 0;
            limit = Math.max(0, in.read(buffer));
            return limit > 0;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException("cannot read " + file, e);
        }
    }

    @Override
    public String place() {
        return place.toString();
    }

    @Override
    public ModelFormatException bad(String problem) {
        String path = place.toString();
        return new ModelFormatException(
                file, (path.isEmpty() ? "" : path + ", ") + "byte " + (before + at), problem, "save the model again");
    }

    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException("cannot close " + file, e);
        }
    }
}
