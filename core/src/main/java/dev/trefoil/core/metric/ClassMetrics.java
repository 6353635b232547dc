package dev.trefoil.core.metric;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/// The metrics of several classes, made ready for resampling.
final class ClassMetrics {
    private final Scored rows;
    private final Grouping grouping;
    private final int classes;

    ClassMetrics(Scored rows, Grouping grouping) {
        this.rows = rows;
        this.grouping = grouping;
        this.classes = rows.classes();
    }

    GroupSums accuracy() {
        return rate((row, truth) -> rows.decided(row) == truth);
    }

    /// Right when fewer than k classes are more probable than the true one; of equals the later class counts as
    /// less probable.
    GroupSums topK(int k) {
        return rate((row, truth) -> {
            double own = rows.score()[row * classes + truth];
            int above = 0;
            for (int other = 0; other < classes; other++) {
                double p = rows.score()[row * classes + other];
                above += p > own || (p == own && other > truth) ? 1 : 0;
            }
            return above < k;
        });
    }

    Prepared logLoss() {
        double epsilon = Math.ulp(1.0);
        return mean((row, w, into, at) -> {
            double p = rows.score()[row * classes + (int) rows.truth()[row]];
            into[at] -= w * Math.log(Math.min(1 - epsilon, Math.max(epsilon, p)));
            into[at + 1] += w;
        });
    }

    /// Squared distance summed over the classes: between 0 and 2.
    Prepared brier() {
        return mean((row, w, into, at) -> {
            double sum = 0;
            for (int k = 0; k < classes; k++) {
                double error = rows.score()[row * classes + k] - (rows.truth()[row] == k ? 1 : 0);
                sum += error * error;
            }
            into[at] += w * sum;
            into[at + 1] += w;
        });
    }

    /// AUC of each class against the rest.
    Prepared auc(boolean byRows) {
        List<Prepared> perClass = new ArrayList<>();
        for (int k = 0; k < classes; k++) {
            perClass.add(new BinaryMetrics(rows.oneVersusRest(k), grouping).auc());
        }
        GroupSums support =
                new GroupSums(rows, grouping, classes, (row, w, into, at) -> into[at + classOf(row)] += w, _ -> 0);
        return new ClassAverage(perClass, support, byRows);
    }

    /// A function of the table truth × decision.
    Prepared ofTable(ToDoubleFunction<ClassTable> finish) {
        return new GroupSums(
                rows,
                grouping,
                classes * classes,
                (row, w, into, at) -> into[at + classOf(row) * classes + rows.decided(row)] += w,
                cells -> finish.applyAsDouble(new ClassTable(cells, classes)));
    }

    private int classOf(int row) {
        return (int) rows.truth()[row];
    }

    @FunctionalInterface
    private interface Hit {
        boolean test(int row, int truth);
    }

    private GroupSums rate(Hit hit) {
        return new GroupSums(
                rows,
                grouping,
                2,
                (row, w, into, at) -> {
                    into[at] += hit.test(row, (int) rows.truth()[row]) ? w : 0;
                    into[at + 1] += w;
                },
                total -> total[0] / total[1]);
    }

    private Prepared mean(GroupSums.Terms terms) {
        return new GroupSums(rows, grouping, 2, terms, total -> total[0] / total[1]);
    }
}
