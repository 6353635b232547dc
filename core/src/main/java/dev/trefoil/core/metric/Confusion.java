package dev.trefoil.core.metric;

/// Decisions against truth, in weight of rows. Rates without rows to rest on are NaN.
public record Confusion(double truePositives, double falsePositives, double falseNegatives, double trueNegatives) {
    /// The decisions of binary rows; rows without truth are left out.
    public static Confusion of(Scored scored) {
        double[] cells = new double[4];
        Scored rows = scored.onlyLabelled();
        for (int i = 0; i < rows.rows(); i++) {
            cells[(rows.acts(i) ? 0 : 2) + (rows.positive(i) == rows.acts(i) ? 0 : 1)] += rows.weight(i);
        }
        return new Confusion(cells[0], cells[1], cells[3], cells[2]);
    }

    public double total() {
        return truePositives + falsePositives + falseNegatives + trueNegatives;
    }

    public double precision() {
        return truePositives / (truePositives + falsePositives);
    }

    public double recall() {
        return truePositives / (truePositives + falseNegatives);
    }

    public double specificity() {
        return trueNegatives / (trueNegatives + falsePositives);
    }

    /// (1 + β²)·TP / ((1 + β²)·TP + β²·FN + FP).
    public double f(double beta) {
        double square = beta * beta;
        double top = (1 + square) * truePositives;
        return top / (top + square * falseNegatives + falsePositives);
    }

    /// Matthews' correlation; 0 where one side has only one class.
    public double mcc() {
        double product = (truePositives + falsePositives)
                * (truePositives + falseNegatives)
                * (trueNegatives + falsePositives)
                * (trueNegatives + falseNegatives);
        return product == 0
                ? 0
                : (truePositives * trueNegatives - falsePositives * falseNegatives) / Math.sqrt(product);
    }

    /// What wrong decisions cost per 1,000 decisions.
    public double costPer1000(Costs costs) {
        return 1000 * (costs.falseAlarm() * falsePositives + costs.miss() * falseNegatives) / total();
    }

    /// What acting saves per 1,000 decisions against never acting.
    public double valuePer1000(Costs costs) {
        return 1000 * (costs.miss() * truePositives - costs.falseAlarm() * falsePositives) / total();
    }
}
