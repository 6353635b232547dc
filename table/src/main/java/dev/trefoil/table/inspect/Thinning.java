package dev.trefoil.table.inspect;

import dev.trefoil.core.column.ColumnBatch;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// Keeps as many rows of a stream as fit in memory: all of them, or every second, fourth, … block of 64 neighbours,
/// so that neighbours stay neighbours and all parts of the table are there.
final class Thinning {
    private static final int BLOCK = 64;
    private static final long CELLS = 8_000_000;

    private final List<ColumnBatch> kept = new ArrayList<>();
    private final List<long[]> positions = new ArrayList<>();
    private long seen;
    private long rows;
    private long stride = 1;

    void add(ColumnBatch batch) {
        long[] at = new long[batch.rows()];
        for (int i = 0; i < at.length; i++) {
            at[i] = seen + i;
        }
        seen += at.length;
        keep(batch, at);
        while (rows * batch.schema().size() > CELLS) {
            stride *= 2;
            List<ColumnBatch> batches = List.copyOf(kept);
            List<long[]> places = List.copyOf(positions);
            kept.clear();
            positions.clear();
            rows = 0;
            for (int i = 0; i < batches.size(); i++) {
                keep(batches.get(i), places.get(i));
            }
        }
    }

    private void keep(ColumnBatch batch, long[] at) {
        int[] chosen = IntStream.range(0, at.length)
                .filter(i -> at[i] / BLOCK % stride == 0)
                .toArray();
        if (chosen.length > 0) {
            kept.add(chosen.length == at.length ? batch : batch.pick(chosen));
            positions.add(
                    chosen.length == at.length
                            ? at
                            : IntStream.of(chosen).mapToLong(i -> at[i]).toArray());
            rows += chosen.length;
        }
    }

    List<ColumnBatch> kept() {
        return kept;
    }

    /// Rows that went by.
    long seen() {
        return seen;
    }

    /// One in how many blocks is kept.
    long stride() {
        return stride;
    }
}
