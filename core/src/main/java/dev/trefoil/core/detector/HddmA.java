package dev.trefoil.core.detector;

/// Drift detection by Hoeffding's bound on averages (Frías-Blanco and others 2015) as in River: the mean so
/// far against the mean up to its best moment. Values lie in [0, 1].
public final class HddmA implements Detector {
    private final double boundLog;
    private final double driftLog;
    private final double warningLog;
    private final boolean twoSided;

    private double n;
    private double mean;
    private double lowN;
    private double lowMean;
    private double highN;
    private double highMean;
    private boolean drifted;

    HddmA(DetectorSettings settings) {
        double drift = settings.number("drift-confidence");
        boundLog = Math.log(1 / drift);
        driftLog = Math.log(2 / drift);
        warningLog = Math.log(2 / settings.number("warning-confidence"));
        twoSided = settings.choice("two-sided-test") == 1;
    }

    @Override
    public Signal update(double value) {
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException("hddm-a takes losses in [0, 1], not " + value);
        }
        if (drifted) {
            n = 0;
            mean = 0;
            lowN = 0;
            highN = 0;
        }
        n++;
        mean += 1 / n * (value - mean);
        if (lowN == 0) {
            lowN = n;
            lowMean = mean;
            highN = n;
            highMean = mean;
        }
        double bound = bound(n);
        if (lowMean + bound(lowN) >= mean + bound) {
            lowN = n;
            lowMean = mean;
        }
        if (highMean - bound(highN) <= mean - bound) {
            highN = n;
            highMean = mean;
        }
        drifted = rose(driftLog) || (twoSided && fell(driftLog));
        if (drifted) {
            return Signal.DRIFT;
        }
        return rose(warningLog) || (twoSided && fell(warningLog)) ? Signal.WARNING : Signal.NONE;
    }

    @Override
    public boolean ready() {
        return n > 1;
    }

    private double bound(double size) {
        return Math.sqrt(1.0 / (2 * size) * boundLog);
    }

    private boolean rose(double log) {
        return lowN != n && mean - lowMean >= Math.sqrt((n - lowN) / lowN * (1.0 / n) / 2 * log);
    }

    private boolean fell(double log) {
        return highN != n && highMean - mean >= Math.sqrt((n - highN) / highN * (1.0 / n) / 2 * log);
    }
}
