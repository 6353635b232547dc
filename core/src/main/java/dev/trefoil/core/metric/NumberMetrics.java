package dev.trefoil.core.metric;

import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/// The metrics of predicted numbers, made ready for resampling.
final class NumberMetrics {
    private final Scored rows;
    private final Grouping grouping;

    NumberMetrics(Scored rows, Grouping grouping) {
        this.rows = rows;
        this.grouping = grouping;
    }

    /// The mean of a loss of (truth, prediction), and a function of that mean.
    Prepared mean(DoubleBinaryOperator loss, DoubleUnaryOperator finish) {
        double[] y = rows.truth();
        double[] f = rows.score();
        return new GroupSums(
                rows,
                grouping,
                2,
                (row, w, into, at) -> {
                    into[at] += w == 0 ? 0 : w * loss.applyAsDouble(y[row], f[row]);
                    into[at + 1] += w;
                },
                total -> finish.applyAsDouble(total[0] / total[1]));
    }

    /// 1 − Σ(y − f)² / Σ(y − ȳ)²; sums are taken around a fixed centre, which keeps their digits.
    Prepared r2() {
        double[] y = rows.truth();
        double[] f = rows.score();
        double sum = 0;
        for (double value : y) {
            sum += value;
        }
        double centre = y.length == 0 ? 0 : sum / y.length;
        return new GroupSums(
                rows,
                grouping,
                4,
                (row, w, into, at) -> {
                    double away = y[row] - centre;
                    double error = y[row] - f[row];
                    into[at] += w;
                    into[at + 1] += w * away;
                    into[at + 2] += w * away * away;
                    into[at + 3] += w * error * error;
                },
                total -> {
                    double spread = total[2] - total[1] * total[1] / total[0];
                    return spread <= 1e-14 * total[2] || spread == 0 ? Double.NaN : 1 - total[3] / spread;
                });
    }

    /// Where a truth of 0 makes the relative error meaningless, there is no value.
    Prepared mape() {
        return mean((y, f) -> y == 0 ? Double.NaN : Math.abs((y - f) / y), value -> value);
    }

    Prepared pinball() {
        double q = rows.options().quantile();
        return mean((y, f) -> y >= f ? q * (y - f) : (1 - q) * (f - y), value -> value);
    }

    Prepared poisson() {
        require(true);
        return mean((y, f) -> 2 * ((y == 0 ? 0 : y * Math.log(y / f)) - y + f), value -> value);
    }

    Prepared gamma() {
        require(false);
        return mean((y, f) -> 2 * (Math.log(f / y) + y / f - 1), value -> value);
    }

    private void require(boolean zeroTruth) {
        for (int i = 0; i < rows.rows(); i++) {
            double y = rows.truth()[i];
            if (!(rows.score()[i] > 0) || !(y > 0 || (zeroTruth && y == 0))) {
                throw new IllegalArgumentException("row " + i + ": a deviance needs predictions above 0 and truths "
                        + (zeroTruth ? "of at least 0" : "above 0") + ", not " + rows.score()[i] + " and " + y);
            }
        }
    }
}
