package dev.trefoil.core.detector;

/// Page and Hinkley's test: the forgetting sum of deviations from the running mean against its lowest (for a
/// rise) or highest (for a fall) value, as in River; or, clipped, the sum that never goes below (above) 0, as in
/// scikit-multiflow, which forgets a long quiet time sooner and so alarms less often without a change.
public final class PageHinkley implements Detector {
    private static final int BOTH = 0;
    private static final int UP = 1;
    private static final int DOWN = 2;

    private final double minInstances;
    private final double delta;
    private final double threshold;
    private final double alpha;
    private final int mode;
    private final boolean clipped;

    private double n;
    private double mean;
    private double rise;
    private double fall;
    private double lowest;
    private double highest;
    private boolean drifted;

    PageHinkley(DetectorSettings settings) {
        minInstances = settings.number("min-instances");
        delta = settings.number("delta");
        threshold = settings.number("threshold");
        alpha = settings.number("alpha");
        mode = settings.choice("mode");
        clipped = settings.clipped();
        reset();
    }

    private void reset() {
        n = 0;
        mean = 0;
        rise = 0;
        fall = 0;
        lowest = Double.POSITIVE_INFINITY;
        highest = -1;
        drifted = false;
    }

    @Override
    public Signal update(double value) {
        Detector.checkFinite(value);
        if (drifted) {
            reset();
        }
        n++;
        mean += 1 / n * (value - mean);
        double away = value - mean;
        rise = alpha * rise + away - delta;
        fall = alpha * fall + away + delta;
        if (clipped) {
            rise = Math.max(0, rise);
            fall = Math.min(0, fall);
            lowest = 0;
            highest = 0;
        } else {
            lowest = Math.min(lowest, rise);
            highest = Math.max(highest, fall);
        }
        if (ready()) {
            boolean up = rise - lowest > threshold;
            boolean down = highest - fall > threshold;
            drifted = (mode == UP || mode == BOTH) && up || (mode == DOWN || mode == BOTH) && down;
        }
        return drifted ? Signal.DRIFT : Signal.NONE;
    }

    @Override
    public boolean ready() {
        // scikit-multiflow counts from 1, so it looks one value earlier.
        return (clipped ? n + 1 : n) >= minInstances;
    }
}
