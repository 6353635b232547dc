package dev.trefoil.core.verdict;

/// What a requirement asks of a value: `≥ value`, `≤ value`, or `|x| ≤ value`.
public record Bound(Side side, double value) {
    /// The side of the bound that passes; equality passes.
    public enum Side {
        AT_LEAST,
        AT_MOST,
        WITHIN
    }

    public Bound {
        if (Double.isNaN(value)) {
            throw new IllegalArgumentException("a bound must be a number");
        }
        if (side == Side.WITHIN && value < 0) {
            throw new IllegalArgumentException("'within' takes a width of at least 0");
        }
    }

    /// The rule of the product: pass when the whole interval satisfies the bound, fail when none of it does,
    /// inconclusive otherwise, and always inconclusive without a value, an interval or rows.
    public Outcome judge(Estimate estimate) {
        if (estimate.n() == 0 || !estimate.defined() || !estimate.hasInterval()) {
            return Outcome.INCONCLUSIVE;
        }
        double low = estimate.low();
        double high = estimate.high();
        return switch (side) {
            case AT_LEAST -> low >= value ? Outcome.PASS : high < value ? Outcome.FAIL : Outcome.INCONCLUSIVE;
            case AT_MOST -> high <= value ? Outcome.PASS : low > value ? Outcome.FAIL : Outcome.INCONCLUSIVE;
            case WITHIN ->
                low >= -value && high <= value
                        ? Outcome.PASS
                        : low > value || high < -value ? Outcome.FAIL : Outcome.INCONCLUSIVE;
        };
    }

    /// The sign people read: `≥`, `≤` or `±`.
    public String sign() {
        return switch (side) {
            case AT_LEAST -> "≥";
            case AT_MOST -> "≤";
            case WITHIN -> "±";
        };
    }
}
