package dev.trefoil.core.detector;

/// Page and Hinkley's test as in River: the forgetting sum of deviations from the running mean against its
/// lowest (for a rise) or highest (for a fall) value.
public final class PageHinkley implements Detector {
    private static final int BOTH = 0;
    private static final int UP = 1;
    private static final int DOWN = 2;

    private final double minInstances;
    private final double delta;
    private final double threshold;
    private final double alpha;
    private final int mode;

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
        lowest = Math.min(lowest, rise);
        highest = Math.max(highest, fall);
        if (n >= minInstances) {
            boolean up = rise - lowest > threshold;
            boolean down = highest - fall > threshold;
            drifted = (mode == UP || mode == BOTH) && up || (mode == DOWN || mode == BOTH) && down;
        }
        return drifted ? Signal.DRIFT : Signal.NONE;
    }

    @Override
    public boolean ready() {
        return n >= minInstances;
    }
}
