package dev.trefoil.platform.deployment;

/// A version or rule and the share of keys in [0, 1] that it answers.
///
/// @param arm `v3` for a version of the endpoint's model, otherwise the id of an alternative without ML
public record ArmShare(String arm, double share) {
    public ArmShare {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("a share is between 0 and 1, not " + share);
        }
    }

    /// The number of the version, or 0 when the arm is a rule.
    public static long version(String arm) {
        return arm.matches("v[1-9]\\d{0,9}") ? Long.parseLong(arm.substring(1)) : 0;
    }
}
