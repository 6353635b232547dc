package dev.trefoil.platform.prediction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trefoil.core.column.ColumnBatch;
import dev.trefoil.core.column.ColumnSpec;
import dev.trefoil.core.column.ColumnType;
import dev.trefoil.core.column.NumberColumn;
import dev.trefoil.core.column.RowCodec;
import dev.trefoil.core.column.Schema;
import dev.trefoil.core.interval.QuantileInterval;
import dev.trefoil.core.verdict.Estimate;
import dev.trefoil.platform.prediction.PredictionSql.Bytes;
import dev.trefoil.platform.prediction.PredictionSql.Stored;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ServedRowsBuilderTest {
    private static final Schema SCHEMA = new Schema(List.of(new ColumnSpec("x", ColumnType.NUMBER)));

    @Test
    void aRequestOfManyRowsIsOneLatency() {
        ServedRowsBuilder builder =
                new ServedRowsBuilder(Map.of(1L, new PredictionShape(SCHEMA, List.of("flights@1"))));
        // Two requests of 500 rows received at once, one of a single row later.
        for (int row = 0; row < 1_000; row++) {
            builder.add(stored("r" + row, 7, row < 500 ? 22_000_000 : 9_000_000));
        }
        builder.add(stored("last", 8, 22_000_000));
        ServedRows rows = builder.build();
        assertThat(rows.size()).isEqualTo(1_001);
        assertThat(rows.requestNanos()).containsExactlyInAnyOrder(22_000_000, 9_000_000, 22_000_000);
        // Three requests bound no percentile from above, however many rows they carried.
        Estimate p99 = QuantileInterval.of(new double[] {22, 9, 22}, 0.99, 0.95, "latency-p99/requests");
        assertThat(p99.hasInterval()).isFalse();
    }

    private static Stored stored(String id, long receivedAt, long latencyNanos) {
        ColumnBatch one = new ColumnBatch(SCHEMA, List.of(new NumberColumn(new double[] {0.5})));
        byte[] scores = ScoreCodec.encode(List.of(new double[] {0.25}), 1, 0);
        byte[] features = new RowCodec(SCHEMA).encode(one, 0);
        return new Stored(id, 1, receivedAt, latencyNanos, 1, 0, 1, new Bytes(scores), new Bytes(features), null);
    }
}
