package dev.trefoil.core.detector;

import dev.trefoil.core.hypothesis.KolmogorovSmirnov;
import dev.trefoil.core.random.MersenneTwister;
import java.util.Arrays;

/// Kolmogorov-Smirnov windowing (Raab and others 2020) as in River: the newest values against as many random
/// earlier ones of the window, at every value. What is drawn equals River's for the same seed, because the
/// draws are those of Python's `random.sample`; as there, detection starts the draws afresh and forgets the
/// window.
public final class Kswin implements Detector {
    private static final double LEAST_DISTANCE = 0.1;

    private final double alpha;
    private final int windowSize;
    private final int newest;
    private final long seed;
    private final double[] window;
    private final int[] drawn;
    private final double[] before;
    private final double[] after;
    /// The least distance, in steps of 1/newest, that is an alarm.
    private final int alarm;

    private MersenneTwister random;
    private int size;
    private int start;
    private boolean drifted;

    Kswin(DetectorSettings settings) {
        alpha = settings.number("alpha");
        windowSize = settings.count("window-size");
        newest = settings.count("stat-size");
        seed = (long) settings.number("seed");
        if (windowSize > 1_000_000) {
            throw new IllegalArgumentException("option window-size is at most 1000000, not " + windowSize);
        }
        if (2L * newest > windowSize) {
            throw new IllegalArgumentException(
                    "option stat-size is at most half of window-size, not " + newest + " of " + windowSize);
        }
        window = new double[windowSize];
        drawn = new int[newest];
        before = new double[newest];
        after = new double[newest];
        alarm = leastAlarm();
        random = MersenneTwister.ofPython(seed);
    }

    /// p falls as the distance grows, so that halving finds where the alarms begin.
    private int leastAlarm() {
        int from = 0;
        int to = newest + 1;
        while (from < to) {
            int step = (from + to) >>> 1;
            if ((double) step / newest > LEAST_DISTANCE && p(step) <= alpha) {
                to = step;
            } else {
                from = step + 1;
            }
        }
        return from;
    }

    /// p depends on the distance alone; two samples that far apart give it.
    private double p(int step) {
        double[] low = new double[newest];
        double[] high = new double[newest];
        for (int i = 0; i < newest; i++) {
            low[i] = i;
            high[i] = i < newest - step ? i : newest + i;
        }
        return KolmogorovSmirnov.test(low, high).p();
    }

    @Override
    public Signal update(double value) {
        Detector.checkFinite(value);
        if (drifted) {
            size = 0;
            start = 0;
            random = MersenneTwister.ofPython(seed);
            drifted = false;
        }
        if (size < windowSize) {
            window[size++] = value;
        } else {
            window[start] = value;
            start = (start + 1) % windowSize;
        }
        drifted = size == windowSize && differs();
        return drifted ? Signal.DRIFT : Signal.NONE;
    }

    @Override
    public boolean ready() {
        return size == windowSize;
    }

    private boolean differs() {
        int earlier = windowSize - newest;
        random.sample(earlier, drawn);
        for (int i = 0; i < newest; i++) {
            before[i] = at(drawn[i]);
            after[i] = at(earlier + i);
        }
        Arrays.sort(before);
        Arrays.sort(after);
        return distance() >= alarm;
    }

    private double at(int place) {
        return window[(start + place) % windowSize] + 0.0;
    }

    /// The greatest distance of the distribution functions in steps of 1/newest; equal values move both.
    private int distance() {
        int i = 0;
        int j = 0;
        int greatest = 0;
        while (i < newest && j < newest) {
            double value = Math.min(before[i], after[j]);
            while (i < newest && before[i] == value) {
                i++;
            }
            while (j < newest && after[j] == value) {
                j++;
            }
            greatest = Math.max(greatest, Math.abs(i - j));
        }
        return greatest;
    }
}
