package dev.trefoil.core.metric;

import java.util.List;

/// What is commonly asked of decisions about groups of people; as Fairlearn defines it.
public enum FairnessMeasure {
    /// Are alarms as frequent in every group?
    DEMOGRAPHIC_PARITY("demographic_parity", Metric.SELECTION_RATE, false, false),
    /// Are both alarms among positives and alarms among negatives? The worse of the two.
    EQUALIZED_ODDS("equalized_odds", Metric.RECALL, true, false),
    /// The same, the mean of the two.
    EQUALIZED_ODDS_MEAN("equalized_odds_mean", Metric.RECALL, true, true),
    /// Are positives found as often in every group?
    EQUAL_OPPORTUNITY("equal_opportunity", Metric.RECALL, false, false);

    private final String id;
    private final Metric rate;
    private final boolean falseAlarms;
    private final boolean mean;

    FairnessMeasure(String id, Metric rate, boolean falseAlarms, boolean mean) {
        this.id = id;
        this.rate = rate;
        this.falseAlarms = falseAlarms;
        this.mean = mean;
    }

    /// Such as `equalized_odds`.
    public String id() {
        return id;
    }

    List<Metric> rates() {
        return falseAlarms ? List.of(rate, Metric.FALSE_POSITIVE_RATE) : List.of(rate);
    }

    /// One number from the disparity of each rate; NaN when one of them is.
    double combine(double[] disparities, Disparity disparity) {
        double worst = disparities[0];
        double sum = 0;
        for (double one : disparities) {
            worst = disparity.relative() ? Math.min(worst, one) : Math.max(worst, one);
            sum += one;
        }
        return mean ? sum / disparities.length : worst;
    }
}
