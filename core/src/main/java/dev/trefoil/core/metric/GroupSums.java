package dev.trefoil.core.metric;

import java.util.function.ToDoubleFunction;

/// A metric that is a function of sums over rows. The sums of each group are taken once; a resample then costs no
/// more than the number of groups.
final class GroupSums implements Prepared {
    /// Adds what one row contributes: into[at], into[at + 1], …
    @FunctionalInterface
    interface Terms {
        void add(int row, double weight, double[] into, int at);
    }

    private final int terms;
    private final int groups;
    private final double[] sums;
    private final ToDoubleFunction<double[]> finish;

    GroupSums(Scored rows, Grouping grouping, int terms, Terms row, ToDoubleFunction<double[]> finish) {
        this.terms = terms;
        this.groups = grouping.groups();
        this.sums = new double[groups * terms];
        this.finish = finish;
        int[] group = grouping.groupOfRow();
        for (int i = 0; i < group.length; i++) {
            row.add(i, rows.weight(i), sums, group[i] * terms);
        }
    }

    @Override
    public double value(double[] multiplicity) {
        return finish.applyAsDouble(total(multiplicity));
    }

    double[] total(double[] multiplicity) {
        double[] total = new double[terms];
        for (int g = 0; g < groups; g++) {
            double times = multiplicity[g];
            if (times != 0) {
                for (int t = 0; t < terms; t++) {
                    total[t] += times * sums[g * terms + t];
                }
            }
        }
        return total;
    }

    /// Groups in which the term is above 0.
    int groupsWith(int term) {
        int count = 0;
        for (int g = 0; g < groups; g++) {
            count += sums[g * terms + term] > 0 ? 1 : 0;
        }
        return count;
    }
}
