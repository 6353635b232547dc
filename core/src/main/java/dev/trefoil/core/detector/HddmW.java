package dev.trefoil.core.detector;

/// Drift detection by McDiarmid's bound on exponentially weighted averages (Frías-Blanco and others 2015) as
/// in River. Values lie in [0, 1]. At low error rates it sees almost nothing.
public final class HddmW implements Detector {
    private final double lambda;
    private final double driftLog;
    private final double warningLog;
    private final boolean twoSided;

    private Average total = new Average();
    private Average beforeRise = new Average();
    private Average sinceLow = new Average();
    private Average beforeFall = new Average();
    private Average sinceHigh = new Average();
    private double low = Double.POSITIVE_INFINITY;
    private double high = Double.NEGATIVE_INFINITY;
    private boolean drifted;

    HddmW(DetectorSettings settings) {
        lambda = settings.number("lambda-val");
        driftLog = Math.log(1 / settings.number("drift-confidence"));
        warningLog = Math.log(1 / settings.number("warning-confidence"));
        twoSided = settings.choice("two-sided-test") == 1;
    }

    @Override
    public Signal update(double value) {
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException("hddm-w takes losses in [0, 1], not " + value);
        }
        if (drifted) {
            total = new Average();
            beforeRise = new Average();
            sinceLow = new Average();
            beforeFall = new Average();
            sinceHigh = new Average();
            low = Double.POSITIVE_INFINITY;
            high = Double.NEGATIVE_INFINITY;
        }
        total.add(value, lambda);
        double bound = Math.sqrt(total.weight * driftLog / 2);
        if (total.mean + bound < low) {
            low = total.mean + bound;
            beforeRise.copy(total);
            sinceLow.clear();
        } else {
            sinceLow.add(value, lambda);
        }
        if (total.mean - bound > high) {
            high = total.mean - bound;
            beforeFall.copy(total);
            sinceHigh.clear();
        } else {
            sinceHigh.add(value, lambda);
        }
        drifted = differ(beforeRise, sinceLow, driftLog) || (twoSided && differ(sinceHigh, beforeFall, driftLog));
        if (drifted) {
            return Signal.DRIFT;
        }
        boolean warned =
                differ(beforeRise, sinceLow, warningLog) || (twoSided && differ(sinceHigh, beforeFall, warningLog));
        return warned ? Signal.WARNING : Signal.NONE;
    }

    @Override
    public boolean ready() {
        return sinceLow.started || sinceHigh.started;
    }

    /// True when the second average is above the first by more than both may be off.
    private static boolean differ(Average first, Average second, double log) {
        return first.started
                && second.started
                && second.mean - first.mean > Math.sqrt((first.weight + second.weight) * log / 2);
    }

    /// An exponentially weighted mean and the sum of its squared weights.
    private static final class Average {
        private double mean;
        private double weight = 1;
        private boolean started;

        void add(double value, double lambda) {
            mean = started ? lambda * value + (1 - lambda) * mean : value;
            weight = lambda * lambda + (1 - lambda) * (1 - lambda) * weight;
            started = true;
        }

        void copy(Average other) {
            mean = other.mean;
            weight = other.weight;
            started = other.started;
        }

        void clear() {
            mean = 0;
            weight = 1;
            started = false;
        }
    }
}
