package dev.trefoil.core.metric;

/// AUC from a table of how often a positive row of group g scores above a negative row of group h (ties half): a
/// resample is one quadratic form in the multiplicities and never touches the rows again.
final class Concordance implements Prepared {
    private final int groups;
    private final double[] wins;
    private final double[] positives;
    private final double[] negatives;

    Concordance(Scored rows, Grouping grouping, ScoreOrder order) {
        groups = grouping.groups();
        wins = new double[groups * groups];
        positives = new double[groups];
        negatives = new double[groups];
        int[] group = grouping.groupOfRow();
        int start = 0;
        for (int end = 0; end < order.size(); end++) {
            if (order.lastOfEquals(end)) {
                if (start == end) {
                    single(rows, order.row(start), group);
                } else {
                    equals(rows, order, start, end, group);
                }
                start = end + 1;
            }
        }
    }

    private void single(Scored rows, int row, int[] group) {
        int g = group[row];
        double weight = rows.weight(row);
        if (rows.positive(row)) {
            positives[g] += weight;
            int at = g * groups;
            for (int h = 0; h < groups; h++) {
                wins[at + h] += weight * negatives[h];
            }
        } else {
            negatives[g] += weight;
        }
    }

    private void equals(Scored rows, ScoreOrder order, int start, int end, int[] group) {
        double[] up = new double[groups];
        double[] down = new double[groups];
        for (int place = start; place <= end; place++) {
            int row = order.row(place);
            (rows.positive(row) ? up : down)[group[row]] += rows.weight(row);
        }
        for (int g = 0; g < groups; g++) {
            if (up[g] != 0) {
                int at = g * groups;
                for (int h = 0; h < groups; h++) {
                    wins[at + h] += up[g] * (negatives[h] + 0.5 * down[h]);
                }
                positives[g] += up[g];
            }
        }
        for (int h = 0; h < groups; h++) {
            negatives[h] += down[h];
        }
    }

    @Override
    public double value(double[] multiplicity) {
        double up = 0;
        double down = 0;
        double won = 0;
        for (int g = 0; g < groups; g++) {
            up += multiplicity[g] * positives[g];
            down += multiplicity[g] * negatives[g];
            if (multiplicity[g] != 0 && positives[g] != 0) {
                double sum = 0;
                int at = g * groups;
                for (int h = 0; h < groups; h++) {
                    sum += multiplicity[h] * wins[at + h];
                }
                won += multiplicity[g] * sum;
            }
        }
        return won / (up * down);
    }
}
