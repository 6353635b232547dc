package dev.trefoil.core.metric;

/// What a wrong decision costs, in one unit of money; right decisions cost nothing more than the alternative.
///
/// @param falseAlarm acting where nothing would have happened
/// @param miss not acting where something happened
public record Costs(double falseAlarm, double miss) {
    public Costs {
        if (!(falseAlarm >= 0 && miss >= 0 && falseAlarm + miss > 0) || Double.isInfinite(falseAlarm + miss)) {
            throw new IllegalArgumentException(
                    "costs are numbers of at least 0 and not both 0, not " + falseAlarm + " and " + miss);
        }
    }

    /// What this decision cost, once it is known what happened.
    public double of(boolean act, boolean happened) {
        return act == happened ? 0 : act ? falseAlarm : miss;
    }

    /// The probability from which acting is the cheaper choice: false_alarm / (false_alarm + miss).
    public double threshold() {
        return falseAlarm / (falseAlarm + miss);
    }
}
