package dev.trefoil.platform.prediction;

import dev.trefoil.core.column.ColumnBatch;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Captured rows of one stretch of event time, in the order of event time and id, joined with their truth. Do
/// not change the arrays.
public final class ServedRows {
    private final ColumnBatch rows;
    private final List<String> predictionIds;
    private final long[] eventMicros;
    private final long[] requestNanos;
    private final List<String> answeredBy;
    private final Map<String, double[]> scores;
    private final byte[] decisions;
    private final @Nullable String[] truths;

    ServedRows(
            ColumnBatch rows,
            List<String> predictionIds,
            long[] eventMicros,
            long[] requestNanos,
            List<String> answeredBy,
            Map<String, double[]> scores,
            byte[] decisions,
            @Nullable String[] truths) {
        this.rows = rows;
        this.predictionIds = List.copyOf(predictionIds);
        this.eventMicros = eventMicros;
        this.requestNanos = requestNanos;
        this.answeredBy = List.copyOf(answeredBy);
        this.scores = Map.copyOf(scores);
        this.decisions = decisions;
        this.truths = truths;
    }

    /// Columns of the requests.
    public ColumnBatch rows() {
        return rows;
    }

    public List<String> predictionIds() {
        return predictionIds;
    }

    public long[] eventMicros() {
        return eventMicros;
    }

    /// Latency of each request that carried rows of this stretch: one value a request, not one a row.
    public long[] requestNanos() {
        return requestNanos;
    }

    /// The arm whose answer the caller got, per row.
    public List<String> answeredBy() {
        return answeredBy;
    }

    /// Scores of this arm, row-major, NaN on rows it did not score; empty when it scored none.
    public Optional<double[]> scores(String arm) {
        return Optional.ofNullable(scores.get(arm));
    }

    /// 1 act, 0 do not, −1 no decision, per row.
    public byte[] decisions() {
        return decisions;
    }

    /// What turned out to be the case, or null where it is not known yet.
    public @Nullable String truth(int row) {
        return truths[row];
    }

    public int size() {
        return rows.rows();
    }

    /// Rows whose truth is known.
    public int matured() {
        int known = 0;
        for (String truth : truths) {
            known += truth == null ? 0 : 1;
        }
        return known;
    }
}
