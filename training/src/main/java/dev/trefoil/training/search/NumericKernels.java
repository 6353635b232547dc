package dev.trefoil.training.search;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.random.RandomGenerator;

/// Normal kernels cut off at the ends of the axis. Whole numbers have the probability of their step instead of a
/// density.
final class NumericKernels implements Kernels {
    /// Beyond this many deviations a kernel adds less than one part in 10¹² to any mixture with a prior.
    private static final double FAR = 9;

    private final Axis axis;
    private final int[] shapeOf;
    private final double[] centre;
    private final double[] width;
    private final double[] scale;
    private final double[] narrow;

    private NumericKernels(Axis axis, int[] shapeOf, double[] centre, double[] width) {
        this.axis = axis;
        this.shapeOf = shapeOf;
        this.centre = centre;
        this.width = width;
        this.scale = new double[centre.length];
        this.narrow = new double[centre.length];
        for (int i = 0; i < centre.length; i++) {
            double inside = Gaussian.between((axis.low() - centre[i]) / width[i], (axis.high() - centre[i]) / width[i]);
            narrow[i] = 1 / width[i];
            scale[i] = axis.whole() ? 1 / inside : 1 / (inside * width[i] * Math.sqrt(2 * Math.PI));
        }
    }

    /// @param spread the common width of all kernels as a share of the range (joint estimation), or NaN for a width
    ///     by the distance to the neighbours
    static NumericKernels of(Axis axis, Setting[] observations, double spread) {
        int n = observations.length;
        double[] centres = new double[n + 1];
        for (int i = 0; i < n; i++) {
            centres[i] = axis.coordinate(((Setting.Numeric) observations[i]).value());
        }
        double[] widths = Double.isNaN(spread) ? byNeighbours(axis, centres, n) : new double[n + 1];
        double least = axis.range() / Math.min(100.0, n + 2.0);
        for (int i = 0; i < n; i++) {
            double width = Double.isNaN(spread) ? widths[i] : spread * axis.range();
            widths[i] = Math.clamp(width, least, axis.range());
        }
        centres[n] = 0.5 * (axis.low() + axis.high());
        widths[n] = axis.range();
        return axis.whole() ? shared(axis, centres, widths) : sorted(axis, centres, widths);
    }

    /// The wider of the gaps to both neighbours; the outermost kernels ignore the ends of the axis when there are at
    /// least two.
    private static double[] byNeighbours(Axis axis, double[] centres, int n) {
        double[] widths = new double[n + 1];
        if (n == 1) {
            widths[0] = Math.max(centres[0] - axis.low(), axis.high() - centres[0]);
            return widths;
        }
        int[] order = order(axis, centres, n);
        for (int at = 0; at < n; at++) {
            double here = centres[order[at]];
            double left = at > 0 ? here - centres[order[at - 1]] : 0;
            double right = at < n - 1 ? centres[order[at + 1]] - here : 0;
            widths[order[at]] = Math.max(left, right);
        }
        return widths;
    }

    /// Positions in ascending order of their centres, equals (within 10⁻¹² of the range) in their own order. Place and
    /// position are sorted as one number, which is several times faster than sorting positions by a comparison.
    private static int[] order(Axis axis, double[] centres, int n) {
        double scale = (1L << 40) / Math.max(axis.range(), Double.MIN_NORMAL);
        long[] keys = new long[n];
        for (int i = 0; i < n; i++) {
            keys[i] = (long) ((centres[i] - axis.low()) * scale) << 22 | i;
        }
        Arrays.sort(keys);
        int[] order = new int[n];
        for (int at = 0; at < n; at++) {
            order[at] = (int) (keys[at] & (1 << 22) - 1);
        }
        return order;
    }

    /// Shapes in ascending order, so that those near a value lie together: the processor then guesses right which are
    /// far.
    private static NumericKernels sorted(Axis axis, double[] centres, double[] widths) {
        int[] order = order(axis, centres, centres.length);
        int[] shapeOf = new int[centres.length];
        double[] centre = new double[centres.length];
        double[] width = new double[centres.length];
        for (int shape = 0; shape < order.length; shape++) {
            shapeOf[order[shape]] = shape;
            centre[shape] = centres[order[shape]];
            width[shape] = widths[order[shape]];
        }
        return new NumericKernels(axis, shapeOf, centre, width);
    }

    private static NumericKernels shared(Axis axis, double[] centres, double[] widths) {
        record Shape(double centre, double width) {}
        Map<Shape, Integer> seen = new HashMap<>();
        int[] shapeOf = new int[centres.length];
        double[] centre = new double[centres.length];
        double[] width = new double[centres.length];
        for (int i = 0; i < centres.length; i++) {
            int shape = seen.computeIfAbsent(new Shape(centres[i], widths[i]), _ -> seen.size());
            shapeOf[i] = shape;
            centre[shape] = centres[i];
            width[shape] = widths[i];
        }
        return new NumericKernels(axis, shapeOf, Arrays.copyOf(centre, seen.size()), Arrays.copyOf(width, seen.size()));
    }

    @Override
    public int shapes() {
        return centre.length;
    }

    @Override
    public int shape(int kernel) {
        return shapeOf[kernel];
    }

    double width(int kernel) {
        return width[shapeOf[kernel]];
    }

    @Override
    public void densities(Setting at, double[] into) {
        double value = ((Setting.Numeric) at).value();
        if (axis.whole()) {
            double from = axis.coordinate(value - 0.5);
            double to = axis.coordinate(value + 0.5);
            for (int i = 0; i < centre.length; i++) {
                double low = (from - centre[i]) / width[i];
                double high = (to - centre[i]) / width[i];
                into[i] = low > FAR || high < -FAR ? 0 : scale[i] * Gaussian.between(low, high);
            }
            return;
        }
        double x = axis.coordinate(value);
        for (int i = 0; i < centre.length; i++) {
            double z = (x - centre[i]) * narrow[i];
            into[i] = z > FAR || z < -FAR ? 0 : scale[i] * Gaussian.bell(z);
        }
    }

    @Override
    public Setting draw(int kernel, RandomGenerator random) {
        double mean = centre[shapeOf[kernel]];
        double deviation = width[shapeOf[kernel]];
        double low = (axis.low() - mean) / deviation;
        double high = (axis.high() - mean) / deviation;
        double from = Gaussian.below(low);
        double z = Gaussian.quantile(from + random.nextDouble() * (Gaussian.below(high) - from));
        return new Setting.Numeric(axis.value(mean + deviation * Math.clamp(z, low, high)));
    }
}
