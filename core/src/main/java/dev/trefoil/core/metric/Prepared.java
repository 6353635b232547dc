package dev.trefoil.core.metric;

/// A metric made ready for some rows and their groups: its value when the rows of group g count `multiplicity[g]`
/// times. All ones is the metric itself; draws with replacement are its bootstrap; one zero is its jackknife.
sealed interface Prepared permits GroupSums, Concordance, ScoreSweep, ClassAverage {
    /// NaN where the metric is undefined under these multiplicities.
    double value(double[] multiplicity);

    /// Several draws at once, for the metrics that walk over all rows.
    default void values(double[][] multiplicities, double[] into) {
        for (int i = 0; i < multiplicities.length; i++) {
            into[i] = value(multiplicities[i]);
        }
    }
}
