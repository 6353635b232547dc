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
        if (shadow()) {
            return "shadow";
        }
        String percent = Double.toString(Math.round(share * 10_000) / 100.0);
        return (percent.endsWith(".0") ? percent.substring(0, percent.length() - 2) : percent) + " %";
    }
}
