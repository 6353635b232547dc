package dev.trefoil.core.column;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class RowCodecTest {
    private static final Schema SCHEMA = new Schema(List.of(
            new ColumnSpec("number", ColumnType.NUMBER),
            new ColumnSpec("integer", ColumnType.INTEGER),
            new ColumnSpec("flag", ColumnType.BOOLEAN),
            new ColumnSpec("text", ColumnType.STRING),
            new ColumnSpec("at", ColumnType.TIMESTAMP),
            new ColumnSpec("day", ColumnType.DATE)));

    private static ColumnBatch batch() {
        BitSet missing = new BitSet();
        missing.set(1);
        return new ColumnBatch(
                SCHEMA,
                List.of(
                        new NumberColumn(new double[] {-0.0, Double.NaN, Double.POSITIVE_INFINITY}),
                        new IntegerColumn(new long[] {Long.MAX_VALUE, 0, -3}, missing),
                        new BooleanColumn(new byte[] {1, BooleanColumn.MISSING, 0}),
                        new StringColumn(new String[] {"Zürich \"x\"", null, ""}),
                        new TimeColumn(
                                ColumnType.TIMESTAMP, new long[] {1_356_998_400_000_000L, TimeColumn.MISSING, -1}),
                        new TimeColumn(ColumnType.DATE, new long[] {0, TimeColumn.MISSING, 86_400_000_000L})));
    }

    @Test
    void everyValueAndEveryMissingMarkComesBack() {
        RowCodec codec = new RowCodec(SCHEMA);
        ColumnBatch batch = batch();
        ColumnBatch back =
                codec.decode(List.of(codec.encode(batch, 0), codec.encode(batch, 1), codec.encode(batch, 2)));
        for (int c = 0; c < SCHEMA.size(); c++) {
            for (int r = 0; r < 3; r++) {
                assertThat(back.column(c).text(r)).isEqualTo(batch.column(c).text(r));
                assertThat(back.column(c).missing(r)).isEqualTo(r == 1);
            }
        }
        assertThat(1 / back.column("number").number(0)).isEqualTo(Double.NEGATIVE_INFINITY);
    }

    @Test
    void cutRowIsRefused() {
        RowCodec codec = new RowCodec(SCHEMA);
        byte[] row = codec.encode(batch(), 0);
        for (int length = 0; length < row.length; length++) {
            byte[] cut = Arrays.copyOf(row, length);
            assertThatThrownBy(() -> codec.decode(List.of(cut))).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
