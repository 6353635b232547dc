package dev.trefoil.core.detector;

import dev.trefoil.core.interval.RateInterval;
import java.util.Arrays;

/// The e-detector (Shin, Ramdas and Rinaldo 2023) for bounded losses: bets against "the mean is at most the
/// tolerated one", restarted at every value and summed (Shiryaev and Roberts), mixed over bets of several
/// sizes. It alarms when the sum reaches `arl`; as long as the conditional mean of each value stays within
/// what is tolerated, the average run until a false alarm is at least `arl`, whatever the values'
/// distribution and dependence.
///
/// The tolerated mean is given, or it is the upper end of Wilson's 95 % interval (the lower end for falls)
/// over the first `reference` values, plus `tolerance`. It stays after an alarm: while the loss is too high
/// it alarms again and again.
public final class EDetector implements Detector {
    /// Sizes of bets, as shares of the largest that cannot lose everything.
    private static final double[] BETS = {1.0 / 64, 1.0 / 32, 1.0 / 16, 1.0 / 8, 1.0 / 4, 1.0 / 2};

    private static final int UP = 0;
    private static final int DOWN = 1;

    private final double arl;
    private final double low;
    private final double width;
    private final double tolerance;
    private final int mode;
    private final double reference;

    private final double[] risen = new double[BETS.length];
    private final double[] fallen = new double[BETS.length];
    private double seen;
    private double sum;
    private double up;
    private double down;
    private boolean ready;

    EDetector(DetectorSettings settings) {
        arl = settings.number("arl");
        low = settings.number("low");
        width = settings.number("high") - low;
        mode = settings.choice("mode");
        reference = settings.number("reference");
        if (!(width > 0 && width <= Double.MAX_VALUE)) {
            throw new IllegalArgumentException(
                    "option high is above low, not " + settings.number("high") + " with a low of " + low);
        }
        tolerance = settings.number("tolerance") / width;
        double mean = settings.number("mean");
        if (!Double.isNaN(mean)) {
            double scaled = (mean - low) / width;
            if (!(scaled >= 0 && scaled <= 1)) {
                throw new IllegalArgumentException("option mean lies between low and high, not " + mean);
            }
            learn(scaled, scaled);
        }
    }

    /// The greatest mean that is tolerated, or the smallest when only falls alarm; NaN while it is still to
    /// be found.
    public double tolerated() {
        return ready ? low + width * (mode == DOWN ? down : up) : Double.NaN;
    }

    @Override
    public Signal update(double value) {
        double scaled = (value - low) / width;
        if (!(scaled >= 0 && scaled <= 1)) {
            throw new IllegalArgumentException("e-detector takes values from " + low + " to " + (low + width) + ", not "
                    + value + "; set the options low and high to the least and the greatest possible loss");
        }
        if (!ready) {
            sum += scaled;
            seen++;
            if (seen == reference) {
                var interval = RateInterval.wilson(Math.min(sum, seen), seen, 0.95);
                learn(interval.high(), interval.low());
            }
            return Signal.NONE;
        }
        double won = 0;
        if (mode != DOWN) {
            won += step(risen, scaled - up, 1 / up);
        }
        if (mode != UP) {
            won += step(fallen, down - scaled, 1 / (1 - down));
        }
        won /= BETS.length * (mode > DOWN ? 2 : 1);
        if (won < arl) {
            return Signal.NONE;
        }
        Arrays.fill(risen, 0);
        Arrays.fill(fallen, 0);
        return Signal.DRIFT;
    }

    @Override
    public boolean ready() {
        return ready;
    }

    private static double step(double[] stakes, double away, double largest) {
        double won = 0;
        for (int k = 0; k < BETS.length; k++) {
            stakes[k] = (stakes[k] + 1) * (1 + BETS[k] * largest * away);
            won += stakes[k];
        }
        return won;
    }

    /// Bets need a tolerated mean that is not at the very end of the range.
    private void learn(double highest, double lowest) {
        up = Math.min(1, Math.max(1e-6, highest + tolerance));
        down = Math.max(0, Math.min(1 - 1e-6, lowest - tolerance));
        ready = true;
    }
}
