package dev.trefoil.inference.onnx;

import dev.trefoil.inference.runtime.ModelFormatException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// Reads the fields of one protocol-buffers message, in place. Lengths are checked against the bytes that are there.
final class ProtoReader {
    private static final int DEEPEST = 64;

    private final String file;
    private final ByteBuffer bytes;
    private final int origin;
    private final int depth;
    private int field;
    private int wire;

    ProtoReader(String file, ByteBuffer bytes) {
        this(file, bytes.slice().order(ByteOrder.LITTLE_ENDIAN), 0, 0);
    }

    private ProtoReader(String file, ByteBuffer bytes, int origin, int depth) {
        this.file = file;
        this.bytes = bytes;
        this.origin = origin;
        this.depth = depth;
    }

    /// Goes to the next field; false at the end.
    boolean next() {
        if (!bytes.hasRemaining()) {
            return false;
        }
        long tag = varint();
        field = (int) (tag >>> 3);
        wire = (int) (tag & 7);
        if (tag <= 0 || tag > 0xffffffffL || field == 0) {
            throw bad("an impossible field");
        }
        return true;
    }

    int field() {
        return field;
    }

    /// Whether the present field is a run of bytes: a message, a text or packed numbers.
    boolean bytesNext() {
        return wire == 2;
    }

    long varint() {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            need(1);
            byte b = bytes.get();
            value |= (long) (b & 0x7f) << shift;
            if (b >= 0) {
                return value;
            }
        }
        throw bad("a number of more than ten bytes");
    }

    int fixed32() {
        need(4);
        return bytes.getInt();
    }

    long fixed64() {
        need(8);
        return bytes.getLong();
    }

    /// The bytes of the present field, not copied.
    ByteBuffer run() {
        if (wire != 2) {
            throw bad("field " + field + " is not of the kind it should be");
        }
        long length = varint();
        if (length < 0 || length > bytes.remaining()) {
            throw bad("a length of " + length + " where " + bytes.remaining() + " bytes are left");
        }
        ByteBuffer run = bytes.slice(bytes.position(), (int) length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.position(bytes.position() + (int) length);
        return run;
    }

    ProtoReader message() {
        if (depth >= DEEPEST) {
            throw bad("is nested deeper than " + DEEPEST + " levels");
        }
        ByteBuffer run = run();
        return new ProtoReader(file, run, origin + bytes.position() - run.limit(), depth + 1);
    }

    /// The present field, which holds packed numbers or a single one, as a reader of numbers.
    ProtoReader packed() {
        if (wire == 2) {
            ByteBuffer run = run();
            return new ProtoReader(file, run, origin + bytes.position() - run.limit(), depth + 1);
        }
        int start = bytes.position();
        skip();
        return new ProtoReader(
                file,
                bytes.slice(start, bytes.position() - start).order(ByteOrder.LITTLE_ENDIAN),
                origin + start,
                depth + 1);
    }

    boolean more() {
        return bytes.hasRemaining();
    }

    String text() {
        return StandardCharsets.UTF_8.decode(run()).toString();
    }

    void skip() {
        switch (wire) {
            case 0 -> varint();
            case 1 -> fixed64();
            case 2 -> run();
            case 5 -> fixed32();
            default -> throw bad("an unknown kind of field");
        }
    }

    private void need(int count) {
        if (bytes.remaining() < count) {
            throw bad("the file ends in the middle");
        }
    }

    ModelFormatException bad(String problem) {
        return new ModelFormatException(file, "byte " + (origin + bytes.position()), problem, "export the model again");
    }
}
