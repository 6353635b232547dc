package dev.trefoil.platform.verdict;

/// On which rows a requirement was judged.
public enum Place {
    /// Rows kept apart, before the model may be promoted.
    HOLD_OUT,
    /// The arms of a rollout, while traffic moves.
    ROLLOUT,
    /// Matured truth of what the model answers.
    LIVE;

    /// The word used in JSON and text.
    public String word() {
        return switch (this) {
            case HOLD_OUT -> "hold-out";
            case ROLLOUT -> "rollout";
            case LIVE -> "live";
        };
    }
}
