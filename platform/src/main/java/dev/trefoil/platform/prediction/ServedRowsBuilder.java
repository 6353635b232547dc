package dev.trefoil.platform.prediction;

import dev.trefoil.core.column.Column;
import dev.trefoil.core.column.ColumnBatch;
import dev.trefoil.core.column.ColumnSpec;
import dev.trefoil.core.column.RowCodec;
import dev.trefoil.core.column.Schema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Gathers stored rows and turns their bytes back into columns, a run of rows of one shape at a time.
final class ServedRowsBuilder {
    private final Map<Long, PredictionShape> shapes;
    private final List<PredictionSql.Stored> rows = new ArrayList<>();

    ServedRowsBuilder(Map<Long, PredictionShape> shapes) {
        this.shapes = shapes;
    }

    void add(PredictionSql.Stored row) {
        rows.add(row);
    }

    ServedRows build() {
        int n = rows.size();
        List<String> ids = new ArrayList<>(n);
        long[] events = new long[n];
        Set<Request> requests = new LinkedHashSet<>();
        List<String> answered = new ArrayList<>(n);
        byte[] decisions = new byte[n];
        @Nullable String[] truths = new @Nullable String[n];
        Map<String, double[]> scores = new LinkedHashMap<>();
        for (int r = 0; r < n; r++) {
            PredictionSql.Stored row = rows.get(r);
            List<String> arms = shape(row).arms();
            ids.add(row.id());
            events[r] = row.eventAt();
            requests.add(new Request(row.receivedAt(), row.latencyNanos()));
            answered.add(arms.get(row.answered()));
            decisions[r] = (byte) row.decision();
            truths[r] = row.truth();
            List<double[]> given = ScoreCodec.decode(row.scores().content());
            for (int a = 0; a < arms.size(); a++) {
                int width = given.get(a).length;
                if (width > 0) {
                    double[] all = scores.computeIfAbsent(arms.get(a), _ -> missing(n * width));
                    System.arraycopy(given.get(a), 0, all, r * width, width);
                }
            }
        }
        long[] latencies = requests.stream().mapToLong(Request::latencyNanos).toArray();
        return new ServedRows(features(), ids, events, latencies, answered, scores, decisions, truths);
    }

    /// The rows of a request share both, to the nanosecond.
    private record Request(long receivedMicros, long latencyNanos) {}

    private static double[] missing(int length) {
        double[] values = new double[length];
        Arrays.fill(values, Double.NaN);
        return values;
    }

    private PredictionShape shape(PredictionSql.Stored row) {
        return Objects.requireNonNull(shapes.get(row.shape()), "a prediction names a shape that is not stored");
    }

    private ColumnBatch features() {
        if (rows.isEmpty()) {
            return new ColumnBatch(new Schema(List.of()), List.of(), 0);
        }
        Schema latest = shape(rows.getLast()).schema();
        Map<Schema, List<Integer>> bySchema = new LinkedHashMap<>();
        for (int r = 0; r < rows.size(); r++) {
            bySchema.computeIfAbsent(shape(rows.get(r)).schema(), _ -> new ArrayList<>())
                    .add(r);
        }
        if (bySchema.size() == 1) {
            return decode(latest, rows);
        }
        // Rows of former shapes are written again in the latest one.
        RowCodec codec = new RowCodec(latest);
        List<byte[]> encoded = new ArrayList<>(
                rows.stream().map(row -> row.features().content()).toList());
        bySchema.forEach((schema, positions) -> {
            if (!schema.equals(latest)) {
                ColumnBatch batch =
                        decode(schema, positions.stream().map(rows::get).toList());
                ColumnBatch fitted = fit(batch, latest);
                for (int i = 0; i < positions.size(); i++) {
                    encoded.set(positions.get(i), codec.encode(fitted, i));
                }
            }
        });
        return codec.decode(encoded);
    }

    private static ColumnBatch decode(Schema schema, List<PredictionSql.Stored> stored) {
        return new RowCodec(schema)
                .decode(stored.stream().map(row -> row.features().content()).toList());
    }

    private static ColumnBatch fit(ColumnBatch batch, Schema wanted) {
        List<Column> columns = new ArrayList<>();
        for (ColumnSpec spec : wanted.columns()) {
            Column known = batch.find(spec.name())
                    .filter(column -> column.type() == spec.type())
                    .orElse(null);
            columns.add(known != null ? known : Column.missing(spec.type(), batch.rows()));
        }
        return new ColumnBatch(wanted, columns, batch.rows());
    }
}
