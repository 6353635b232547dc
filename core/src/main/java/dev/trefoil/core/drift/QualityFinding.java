package dev.trefoil.core.drift;

import dev.trefoil.core.verdict.Estimate;
import java.util.Locale;

/// What one data-quality check says about one column.
///
/// @param column name
/// @param check what was counted
/// @param reference share of the reference rows, in [0, 1]
/// @param current share of the current rows, with Wilson's interval
/// @param p chance of such a difference of the two shares if there is none
/// @param adjusted p after the false discovery correction over all columns and checks
/// @param broken the verdict of the rule
public record QualityFinding(
        String column, Check check, double reference, Estimate current, double p, double adjusted, boolean broken) {
    /// What is counted.
    public enum Check {
        /// No value, or NaN.
        MISSING,
        /// A number or a length below or above all of the reference, or infinite.
        OUT_OF_RANGE,
        /// A value that the reference never had, or had too seldom for a slot of its own.
        UNSEEN;

        /// Such as `out_of_range`.
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
