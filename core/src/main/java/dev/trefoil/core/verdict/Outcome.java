package dev.trefoil.core.verdict;

/// What a judgement says. No data is never a pass.
public enum Outcome {
    /// The whole interval is on the right side of the bound.
    PASS,
    /// The whole interval is on the wrong side of the bound.
    FAIL,
    /// Neither: the evidence is too short.
    INCONCLUSIVE;

    /// The lower-case word used in JSON and text.
    public String word() {
        return switch (this) {
            case PASS -> "pass";
            case FAIL -> "fail";
            case INCONCLUSIVE -> "inconclusive";
        };
    }
}
