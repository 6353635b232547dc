package dev.trefoil.core.column;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One row of a batch as bytes and back: a missing mark per column, then the present values; numbers little enough
/// to be read without a schema of the writer's Java classes. Readers need the schema the row was written with.
///
/// Layout: ⌈columns / 8⌉ bytes of missing marks, then per present value: NUMBER 8 bytes IEEE, INTEGER, TIMESTAMP
/// and
/// DATE 8 bytes, BOOLEAN 1 byte, STRING 4 bytes of length and UTF-8; all big-endian.
public final class RowCodec {
    private final Schema schema;
    private final int markBytes;

    public RowCodec(Schema schema) {
        this.schema = schema;
        this.markBytes = (schema.size() + 7) / 8;
    }

    public Schema schema() {
        return schema;
    }

    /// The bytes of this row of a batch that has the codec's schema.
    public byte[] encode(ColumnBatch batch, int row) {
        int columns = schema.size();
        byte[][] texts = new byte[columns][];
        int size = markBytes;
        for (int i = 0; i < columns; i++) {
            Column column = batch.column(i);
            if (!column.missing(row)) {
                size += switch (column) {
                    case NumberColumn _, IntegerColumn _, TimeColumn _ -> 8;
                    case BooleanColumn _ -> 1;
                    case StringColumn strings -> {
                        String text = strings.text(row);
                        texts[i] = (text == null ? "" : text).getBytes(StandardCharsets.UTF_8);
                        yield 4 + texts[i].length;
                    }
                };
            }
        }
        ByteBuffer out = ByteBuffer.allocate(size);
        out.position(markBytes);
        for (int i = 0; i < columns; i++) {
            Column column = batch.column(i);
            if (column.missing(row)) {
                out.put(i >> 3, (byte) (out.get(i >> 3) | 1 << (i & 7)));
                continue;
            }
            switch (column) {
                case NumberColumn numbers -> out.putDouble(numbers.values()[row]);
                case IntegerColumn integers -> out.putLong(integers.values()[row]);
                case TimeColumn times -> out.putLong(times.micros()[row]);
                case BooleanColumn booleans -> out.put((byte) booleans.number(row));
                case StringColumn _ -> out.putInt(texts[i].length).put(texts[i]);
            }
        }
        return out.array();
    }

    /// The batch that these rows were; [IllegalArgumentException] when a row does not fit the schema.
    public ColumnBatch decode(List<byte[]> rows) {
        int n = rows.size();
        int columns = schema.size();
        double[][] numbers = new double[columns][];
        long[][] longs = new long[columns][];
        byte[][] booleans = new byte[columns][];
        List<@Nullable String[]> strings = new ArrayList<>(columns);
        BitSet[] missing = new BitSet[columns];
        for (int i = 0; i < columns; i++) {
            ColumnType type = schema.columns().get(i).type();
            strings.add(new @Nullable String[type == ColumnType.STRING ? n : 0]);
            switch (type) {
                case NUMBER -> numbers[i] = new double[n];
                case INTEGER, TIMESTAMP, DATE -> longs[i] = new long[n];
                case BOOLEAN -> booleans[i] = new byte[n];
                case STRING -> {}
            }
            missing[i] = new BitSet(n);
        }
        for (int r = 0; r < n; r++) {
            ByteBuffer in = ByteBuffer.wrap(rows.get(r));
            try {
                in.position(markBytes);
                for (int i = 0; i < columns; i++) {
                    boolean absent = (in.get(i >> 3) & 1 << (i & 7)) != 0;
                    switch (schema.columns().get(i).type()) {
                        case NUMBER -> numbers[i][r] = absent ? Double.NaN : in.getDouble();
                        case INTEGER -> {
                            missing[i].set(r, absent);
                            longs[i][r] = absent ? 0 : in.getLong();
                        }
                        case TIMESTAMP, DATE -> longs[i][r] = absent ? TimeColumn.MISSING : in.getLong();
                        case BOOLEAN -> booleans[i][r] = absent ? BooleanColumn.MISSING : in.get();
                        case STRING -> strings.get(i)[r] = absent ? null : text(in);
                    }
                }
            } catch (BufferUnderflowException | IndexOutOfBoundsException e) {
                throw new IllegalArgumentException(
                        "row " + r + " does not fit its schema of " + columns + " columns", e);
            }
        }
        List<Column> decoded = new ArrayList<>(columns);
        for (int i = 0; i < columns; i++) {
            ColumnType type = schema.columns().get(i).type();
            decoded.add(
                    switch (type) {
                        case NUMBER -> new NumberColumn(numbers[i]);
                        case INTEGER -> new IntegerColumn(longs[i], missing[i]);
                        case TIMESTAMP, DATE -> new TimeColumn(type, longs[i]);
                        case BOOLEAN -> new BooleanColumn(booleans[i]);
                        case STRING -> new StringColumn(strings.get(i));
                    });
        }
        return new ColumnBatch(schema, decoded, n);
    }

    private static String text(ByteBuffer in) {
        int length = in.getInt();
        if (length < 0 || length > in.remaining()) {
            throw new BufferUnderflowException();
        }
        byte[] text = new byte[length];
        in.get(text);
        return new String(text, StandardCharsets.UTF_8);
    }
}
