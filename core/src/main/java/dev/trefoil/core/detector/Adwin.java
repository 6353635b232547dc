package dev.trefoil.core.detector;

import java.util.Arrays;

/// Adaptive windowing (Bifet and Gavaldà 2007) as in River: an exponential histogram of the longest window
/// whose older and newer part do not differ. Row r holds buckets of 2^r values each. As in River, detection
/// starts a new window.
public final class Adwin implements Detector {
    private static final int ROWS = 48;

    private final double delta;
    private final int clock;
    private final int most;
    private final int least;
    private final int grace;

    private final double[] totals;
    private final double[] spreads;
    private final int[] sizes = new int[ROWS];
    private int rows;
    private double total;
    private double squares;
    private double width;
    private long tick;
    private boolean drifted;

    Adwin(DetectorSettings settings) {
        delta = settings.number("delta");
        clock = settings.count("clock");
        most = settings.count("max-buckets");
        least = settings.count("min-window-length");
        grace = settings.count("grace-period");
        if (most > 10_000) {
            throw new IllegalArgumentException("option max-buckets is at most 10000, not " + most);
        }
        totals = new double[ROWS * (most + 1)];
        spreads = new double[ROWS * (most + 1)];
        reset();
    }

    private void reset() {
        Arrays.fill(sizes, 0);
        rows = 1;
        total = 0;
        squares = 0;
        width = 0;
        tick = 0;
        drifted = false;
    }

    @Override
    public Signal update(double value) {
        Detector.checkFinite(value);
        if (drifted) {
            reset();
        }
        insert(value);
        drifted = ++tick % clock == 0 && width > grace && shrink();
        return drifted ? Signal.DRIFT : Signal.NONE;
    }

    @Override
    public boolean ready() {
        return tick >= clock && width > grace;
    }

    /// How many values the window holds.
    public long width() {
        return (long) width;
    }

    private void insert(double value) {
        totals[sizes[0]] = value;
        spreads[sizes[0]++] = 0;
        width++;
        if (width > 1) {
            double away = value - total / (width - 1);
            squares += (width - 1) * away * away / width;
        }
        total += value;
        compress();
    }

    private void compress() {
        for (int row = 0; sizes[row] > most; row++) {
            int at = row * (most + 1);
            int above = at + most + 1;
            if (row + 1 == rows) {
                rows++;
            }
            double size = Math.scalb(1.0, row);
            double gap = totals[at] / size - totals[at + 1] / size;
            int to = above + sizes[row + 1]++;
            totals[to] = totals[at] + totals[at + 1];
            spreads[to] = spreads[at] + spreads[at + 1] + size * size * gap * gap / (size + size);
            drop(row, 2);
        }
    }

    private void drop(int row, int buckets) {
        int at = row * (most + 1);
        System.arraycopy(totals, at + buckets, totals, at, sizes[row] - buckets);
        System.arraycopy(spreads, at + buckets, spreads, at, sizes[row] - buckets);
        sizes[row] -= buckets;
    }

    private boolean shrink() {
        boolean changed = false;
        while (cut()) {
            changed = true;
            dropOldest();
        }
        return changed;
    }

    /// True when some cut separates an older part from a different newer one.
    private boolean cut() {
        double prime = Math.log(2 * Math.log(width) / delta);
        double variance = squares / width;
        double older = 0;
        double newer = width;
        double olderTotal = 0;
        double newerTotal = total;
        for (int row = rows - 1; row >= 0; row--) {
            double size = Math.scalb(1.0, row);
            int at = row * (most + 1);
            for (int k = 0; k < sizes[row]; k++) {
                double of = totals[at + k];
                older += size;
                newer -= size;
                olderTotal += of;
                newerTotal -= of;
                if (newer >= least && older >= least) {
                    double gap = olderTotal / older - newerTotal / newer;
                    double share = 1.0 / (older - least + 1) + 1.0 / (newer - least + 1);
                    double limit = Math.sqrt(2 * share * variance * prime) + 2.0 / 3 * prime * share;
                    if (Math.abs(gap) > limit) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    private void dropOldest() {
        int row = rows - 1;
        double size = Math.scalb(1.0, row);
        double of = totals[row * (most + 1)];
        width -= size;
        total -= of;
        double away = of / size - total / width;
        squares -= spreads[row * (most + 1)] + size * width * away * away / (size + width);
        drop(row, 1);
        if (sizes[row] == 0 && row > 0) {
            rows--;
        }
    }
}
