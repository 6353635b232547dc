package dev.trefoil.gateway;

import dev.trefoil.core.signature.Signature;
import java.util.List;

/// The predictions of one request.
public final class InferenceAnswer {
    private final String endpoint;
    private final String id;
    private final Signature signature;
    private final List<String> predictionIds;
    private final List<String> arms;
    private final double[] scores;
    private final int width;
    private final byte[] decisions;

    public InferenceAnswer(
            String endpoint,
            String id,
            Signature signature,
            List<String> predictionIds,
            List<String> arms,
            double[] scores,
            int width,
            byte[] decisions) {
        this.endpoint = endpoint;
        this.id = id;
        this.signature = signature;
        this.predictionIds = predictionIds;
        this.arms = arms;
        this.scores = scores;
        this.width = width;
        this.decisions = decisions;
    }

    /// Name of the endpoint that answered.
    public String endpoint() {
        return endpoint;
    }

    /// The request's id, echoed.
    public String id() {
        return id;
    }

    /// What the numbers mean.
    public Signature signature() {
        return signature;
    }

    /// One per row.
    public List<String> predictionIds() {
        return predictionIds;
    }

    /// Name of the version or rule that answered each row.
    public List<String> arms() {
        return arms;
    }

    /// Row-major, `width` numbers a row.
    public double[] scores() {
        return scores;
    }

    /// Numbers per row.
    public int width() {
        return width;
    }

    /// 1 act, 0 do not, −1 no decision, per row.
    public byte[] decisions() {
        return decisions;
    }

    public int rows() {
        return decisions.length;
    }
}
