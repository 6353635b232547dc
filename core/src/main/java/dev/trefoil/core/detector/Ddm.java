package dev.trefoil.core.detector;

/// Drift detection method (Gama and others 2004) as in River: the error rate with its deviation against the
/// lowest one so far. It never sees an improvement.
public final class Ddm implements Detector {
    private final double warmStart;
    private final double warning;
    private final double drift;

    private double n;
    private double rate;
    private double bestRate;
    private double bestDeviation;
    private double best;
    private boolean drifted;

    Ddm(DetectorSettings settings) {
        warmStart = settings.number("warm-start");
        warning = settings.number("warning-threshold");
        drift = settings.number("drift-threshold");
        reset();
    }

    private void reset() {
        n = 0;
        rate = 0;
        bestRate = 0;
        bestDeviation = 0;
        best = Double.POSITIVE_INFINITY;
        drifted = false;
    }

    @Override
    public Signal update(double value) {
        Detector.checkBinary(value, DetectorKind.DDM);
        if (drifted) {
            reset();
        }
        n++;
        rate += 1 / n * (value - rate);
        if (n <= warmStart) {
            return Signal.NONE;
        }
        double deviation = Math.sqrt(rate * (1 - rate) / n);
        if (rate + deviation <= best) {
            bestRate = rate;
            bestDeviation = deviation;
            best = rate + deviation;
        }
        drifted = rate + deviation > bestRate + drift * bestDeviation;
        if (drifted) {
            return Signal.DRIFT;
        }
        return rate + deviation > bestRate + warning * bestDeviation ? Signal.WARNING : Signal.NONE;
    }

    @Override
    public boolean ready() {
        return n > warmStart;
    }
}
