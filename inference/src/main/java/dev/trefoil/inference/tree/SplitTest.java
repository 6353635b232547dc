package dev.trefoil.inference.tree;

/// How a node decides. A true test goes left. The low bits of a node's `test` byte hold the code of one of these,
/// [#MISSING_LEFT] whether NaN goes left.
public enum SplitTest {
    /// `x < t`
    BELOW(0),
    /// `x <= t`
    AT_MOST(1),
    /// `x <= t`, and |x| ≤ 1e-35 counts as missing
    AT_MOST_ZERO_MISSING(2),
    /// `x == t`
    EQUAL(3),
    /// the whole part of x is not in the set, or x is negative or beyond every category
    NOT_IN_SET(4),
    /// the whole part of x is in the set
    IN_SET(5);

    /// Bit that sends NaN left.
    public static final int MISSING_LEFT = 0x10;

    static final SplitTest[] BY_CODE = values();

    private final int code;

    SplitTest(int code) {
        this.code = code;
    }

    /// The byte for this test.
    public byte coded(boolean missingLeft) {
        return (byte) (code | (missingLeft ? MISSING_LEFT : 0));
    }
}
