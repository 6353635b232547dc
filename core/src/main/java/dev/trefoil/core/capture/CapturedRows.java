package dev.trefoil.core.capture;

import dev.trefoil.core.column.ColumnBatch;
import java.util.List;

/// One answered request as capture keeps it.
public final class CapturedRows {
    private final String endpoint;
    private final ColumnBatch rows;
    private final List<String> predictionIds;
    private final long[] eventMicros;
    private final long receivedMicros;
    private final long latencyNanos;
    private final List<String> arms;
    private final List<double[]> scores;
    private final byte[] answered;
    private final byte[] decisions;

    public CapturedRows(
            String endpoint,
            ColumnBatch rows,
            List<String> predictionIds,
            long[] eventMicros,
            long receivedMicros,
            long latencyNanos,
            List<String> arms,
            List<double[]> scores,
            byte[] answered,
            byte[] decisions) {
        this.endpoint = endpoint;
        this.rows = rows;
        this.predictionIds = predictionIds;
        this.eventMicros = eventMicros;
        this.receivedMicros = receivedMicros;
        this.latencyNanos = latencyNanos;
        this.arms = arms;
        this.scores = scores;
        this.answered = answered;
        this.decisions = decisions;
    }

    /// Name of the endpoint.
    public String endpoint() {
        return endpoint;
    }

    /// Accepted columns as they came.
    public ColumnBatch rows() {
        return rows;
    }

    /// One per row.
    public List<String> predictionIds() {
        return predictionIds;
    }

    /// Event time per row, microseconds since 1970.
    public long[] eventMicros() {
        return eventMicros;
    }

    /// Wall clock of the request.
    public long receivedMicros() {
        return receivedMicros;
    }

    /// From the whole body read to the answer made.
    public long latencyNanos() {
        return latencyNanos;
    }

    /// Names of the arms that scored every row, in the order of `scores`.
    public List<String> arms() {
        return arms;
    }

    /// One row-major array per arm.
    public List<double[]> scores() {
        return scores;
    }

    /// Index into `arms` of the one that answered, per row.
    public byte[] answered() {
        return answered;
    }

    /// 1 act, 0 do not, −1 no decision, of the arm that answered, per row.
    public byte[] decisions() {
        return decisions;
    }
}
