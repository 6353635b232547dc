package dev.trefoil.platform.deployment;

/// One step of a rollout.
///
/// @param share of the keys the candidate answers, in [0, 1]; 0 is shadow: it scores everything and answers nothing
public record RolloutStep(double share) {
    public boolean shadow() {
        return share == 0;
    }

    /// `shadow` or `5 %`.
    public String says() {
        return shadow()
                ? "shadow"
                : (share * 100 == Math.rint(share * 100) ? (long) (share * 100) : share * 100) + " %";
    }
}
