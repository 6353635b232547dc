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
        return axis.whole()
                ? shared(axis, centres, widths)
                : new NumericKernels(axis, identity(n + 1), centres, widths);
    }

    /// The wider of the gaps to both neighbours; the outermost kernels ignore the ends of the axis when there
    /// are at
    /// least two.
    private static double[] byNeighbours(Axis axis, double[] centres, int n) {
        double[] sorted = Arrays.copyOf(centres, n);
        Arrays.sort(sorted);
        int[] taken = new int[n];
        double[] widths = new double[n + 1];
        for (int i = 0; i < n; i++) {
            int first = firstAtLeast(sorted, centres[i]);
            int at = first + taken[first]++;
            double left = at > 0 ? sorted[at] - sorted[at - 1] : n > 1 ? 0 : sorted[at] - axis.low();
            double right = at < n - 1 ? sorted[at + 1] - sorted[at] : n > 1 ? 0 : axis.high() - sorted[at];
            widths[i] = Math.max(left, right);
        }
        return widths;
    }

    private static int firstAtLeast(double[] sorted, double value) {
        int low = 0;
        int high = sorted.length - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] < value) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private static int[] identity(int n) {
        int[] shapes = new int[n];
        Arrays.setAll(shapes, i -> i);
        return shapes;
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
            into[i] = z > FAR || z < -FAR ? 0 : scale[i] * Math.exp(-0.5 * z * z);
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
