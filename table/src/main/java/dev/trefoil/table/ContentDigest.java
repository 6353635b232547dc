package dev.trefoil.table;

import dev.trefoil.core.column.BooleanColumn;
import dev.trefoil.core.column.Column;
import dev.trefoil.core.column.ColumnBatch;
import dev.trefoil.core.column.ColumnSpec;
import dev.trefoil.core.column.IntegerColumn;
import dev.trefoil.core.column.NumberColumn;
import dev.trefoil.core.column.Schema;
import dev.trefoil.core.column.StringColumn;
import dev.trefoil.core.column.TimeColumn;
import dev.trefoil.core.digest.Digest;
import dev.trefoil.core.digest.DigestBuilder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;

/// The content address of a table: schema, row order and values, and nothing of how they are stored. One SHA-256
/// per column over its values in row order, then one over names, types, row count and these; so it does not depend
/// on how the rows came in chunks.
public final class ContentDigest {
    private static final int BLOCK = 1 << 13;

    private final Schema schema;
    private final List<MessageDigest> columns = new ArrayList<>();
    private final ByteBuffer buffer = ByteBuffer.allocate(BLOCK * 9);
    private long rows;

    public ContentDigest(Schema schema) {
        this.schema = schema;
        for (int i = 0; i < schema.size(); i++) {
            columns.add(Digest.sha256());
        }
    }

    public static Digest of(ColumnBatch batch) {
        ContentDigest digest = new ContentDigest(batch.schema());
        digest.add(batch);
        return digest.build();
    }

    /// Adds the next rows, which must have the schema.
    public void add(ColumnBatch batch) {
        if (!batch.schema().equals(schema)) {
            throw new IllegalArgumentException("schema " + batch.schema() + " is not " + schema);
        }
        for (int i = 0; i < columns.size(); i++) {
            update(columns.get(i), batch.column(i));
        }
        rows += batch.rows();
    }

    /// The digest of all that was added; the builder is used up.
    public Digest build() {
        DigestBuilder whole =
                new DigestBuilder().add("trefoil-table-1").add(rows).add(columns.size());
        for (int i = 0; i < columns.size(); i++) {
            ColumnSpec spec = schema.columns().get(i);
            whole.add(spec.name()).add(spec.type().name()).add(columns.get(i).digest());
        }
        return whole.build();
    }

    private void update(MessageDigest sha, Column column) {
        switch (column) {
            case NumberColumn number -> {
                double[] values = number.values();
                for (double value : values) {
                    room(sha).putLong(Double.doubleToLongBits(value));
                }
            }
            case IntegerColumn integer -> {
                long[] values = integer.values();
                for (int i = 0; i < values.length; i++) {
                    room(sha).put((byte) (integer.missing(i) ? 0 : 1)).putLong(values[i]);
                }
            }
            case TimeColumn time -> {
                for (long micros : time.micros()) {
                    room(sha).putLong(micros);
                }
            }
            case BooleanColumn flag -> {
                for (int i = 0; i < flag.size(); i++) {
                    room(sha).put((byte) (flag.missing(i) ? -1 : (int) flag.number(i)));
                }
            }
            case StringColumn text -> {
                for (int i = 0; i < text.size(); i++) {
                    String value = text.text(i);
                    if (value == null) {
                        room(sha).putInt(-1);
                    } else {
                        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
                        room(sha).putInt(bytes.length);
                        if (bytes.length <= BLOCK) {
                            if (buffer.remaining() < bytes.length) {
                                flush(sha);
                            }
                            buffer.put(bytes);
                        } else {
                            flush(sha);
                            sha.update(bytes);
                        }
                    }
                }
            }
        }
        flush(sha);
    }

    private ByteBuffer room(MessageDigest sha) {
        if (buffer.remaining() < 9) {
            flush(sha);
        }
        return buffer;
    }

    private void flush(MessageDigest sha) {
        sha.update(buffer.flip());
        buffer.clear();
    }
}
