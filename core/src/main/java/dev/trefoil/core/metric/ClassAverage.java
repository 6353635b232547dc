package dev.trefoil.core.metric;

import java.util.List;

/// A metric of each class against the rest, averaged over the classes for which it is defined.
final class ClassAverage implements Prepared {
    private final List<Prepared> perClass;
    private final GroupSums support;
    private final boolean byRows;

    ClassAverage(List<Prepared> perClass, GroupSums support, boolean byRows) {
        this.perClass = List.copyOf(perClass);
        this.support = support;
        this.byRows = byRows;
    }

    @Override
    public double value(double[] multiplicity) {
        double[] rows = support.total(multiplicity);
        double sum = 0;
        double weights = 0;
        for (int k = 0; k < perClass.size(); k++) {
            double value = perClass.get(k).value(multiplicity);
            if (!Double.isNaN(value)) {
                double weight = byRows ? rows[k] : 1;
                sum += weight * value;
                weights += weight;
            }
        }
        return sum / weights;
    }
}
