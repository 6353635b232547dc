package dev.trefoil.gateway.capture;

import dev.trefoil.core.capture.CapturedRows;
import dev.trefoil.core.column.ColumnSpec;
import dev.trefoil.core.column.ColumnType;
import dev.trefoil.core.column.RowCodec;
import dev.trefoil.core.column.Schema;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/// A captured request as bytes: self-describing, so that a segment can be read long after its route is gone.
final class BlockCodec {
    private static final int VERSION = 1;

    private BlockCodec() {}

    static byte[] encode(CapturedRows block) {
        ByteArrayOutputStream bytes =
                new ByteArrayOutputStream(256 + 160 * block.rows().rows());
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            out.writeUTF(block.endpoint());
            out.writeLong(block.receivedMicros());
            out.writeLong(block.latencyNanos());
            List<ColumnSpec> columns = block.rows().schema().columns();
            out.writeInt(columns.size());
            for (ColumnSpec column : columns) {
                out.writeUTF(column.name());
                out.writeUTF(column.type().name());
            }
            out.writeInt(block.arms().size());
            int n = block.rows().rows();
            out.writeInt(n);
            for (int a = 0; a < block.arms().size(); a++) {
                out.writeUTF(block.arms().get(a));
                double[] scores = block.scores().get(a);
                out.writeInt(scores.length);
                for (double score : scores) {
                    out.writeDouble(score);
                }
            }
            RowCodec codec = new RowCodec(block.rows().schema());
            for (int r = 0; r < n; r++) {
                out.writeUTF(block.predictionIds().get(r));
                out.writeLong(block.eventMicros()[r]);
                out.writeByte(block.answered()[r]);
                out.writeByte(block.decisions()[r]);
                byte[] row = codec.encode(block.rows(), r);
                out.writeInt(row.length);
                out.write(row);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    static CapturedRows decode(byte[] payload) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(payload));
        int version = in.readUnsignedByte();
        if (version != VERSION) {
            throw new IOException("capture block of version " + version + "; this reader knows " + VERSION);
        }
        String endpoint = in.readUTF();
        long received = in.readLong();
        long latency = in.readLong();
        List<ColumnSpec> columns = new ArrayList<>();
        int width = in.readInt();
        for (int i = 0; i < width; i++) {
            columns.add(new ColumnSpec(in.readUTF(), ColumnType.valueOf(in.readUTF())));
        }
        int armCount = in.readInt();
        int n = in.readInt();
        List<String> arms = new ArrayList<>(armCount);
        List<double[]> scores = new ArrayList<>(armCount);
        for (int a = 0; a < armCount; a++) {
            arms.add(in.readUTF());
            double[] values = new double[in.readInt()];
            for (int i = 0; i < values.length; i++) {
                values[i] = in.readDouble();
            }
            scores.add(values);
        }
        List<String> ids = new ArrayList<>(n);
        long[] events = new long[n];
        byte[] answered = new byte[n];
        byte[] decisions = new byte[n];
        List<byte[]> rows = new ArrayList<>(n);
        for (int r = 0; r < n; r++) {
            ids.add(in.readUTF());
            events[r] = in.readLong();
            answered[r] = in.readByte();
            decisions[r] = in.readByte();
            rows.add(in.readNBytes(in.readInt()));
        }
        return new CapturedRows(
                endpoint,
                new RowCodec(new Schema(columns)).decode(rows),
                ids,
                events,
                received,
                latency,
                arms,
                scores,
                answered,
                decisions);
    }
}
