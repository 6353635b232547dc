package dev.trefoil.training.trainer;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/// Minimises a smooth convex function by the limited-memory BFGS method (Nocedal 1980) with backtracking.
/// Deterministic.
final class Lbfgs {
    private static final int MEMORY = 10;

    private final int iterations;
    private final double tolerance;

    /// @param tolerance the largest component of the gradient at which to stop
    Lbfgs(int iterations, double tolerance) {
        this.iterations = iterations;
        this.tolerance = tolerance;
    }

    /// A function with its gradient.
    interface Function {
        double valueAndGradient(double[] at, double[] gradient);
    }

    /// A step taken and how the gradient changed by it.
    private static final class Pair {
        private final double[] step;
        private final double[] change;
        private final double scale;

        Pair(double[] step, double[] change, double scale) {
            this.step = step;
            this.change = change;
            this.scale = scale;
        }
    }

    /// Moves `x` to the minimum.
    void minimise(Function function, double[] x) {
        int n = x.length;
        double[] gradient = new double[n];
        double value = function.valueAndGradient(x, gradient);
        Deque<Pair> memory = new ArrayDeque<>();
        for (int iteration = 0; iteration < iterations && largest(gradient) > tolerance; iteration++) {
            double[] direction = direction(gradient, memory);
            double slope = dot(direction, gradient);
            if (slope >= 0) {
                memory.clear();
                direction = direction(gradient, memory);
                slope = dot(direction, gradient);
            }
            double length = memory.isEmpty() ? Math.min(1, 1 / Math.sqrt(dot(gradient, gradient))) : 1;
            double[] next = new double[n];
            double[] nextGradient = new double[n];
            double nextValue = Double.NaN;
            for (int halving = 0; halving < 40; halving++) {
                for (int i = 0; i < n; i++) {
                    next[i] = x[i] + length * direction[i];
                }
                nextValue = function.valueAndGradient(next, nextGradient);
                if (nextValue <= value + 1e-4 * length * slope) {
                    break;
                }
                double bend = 2 * (nextValue - value - length * slope);
                double guess = bend > 0 ? -slope * length * length / bend : 0.5 * length;
                length = Math.clamp(guess, 0.1 * length, 0.5 * length);
            }
            if (!(nextValue < value)) {
                return;
            }
            remember(memory, x, next, gradient, nextGradient);
            System.arraycopy(next, 0, x, 0, n);
            gradient = nextGradient;
            value = nextValue;
        }
    }

    private static void remember(Deque<Pair> memory, double[] x, double[] next, double[] before, double[] after) {
        double[] step = new double[x.length];
        double[] change = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            step[i] = next[i] - x[i];
            change[i] = after[i] - before[i];
        }
        double curvature = dot(step, change);
        if (curvature > 1e-16 * dot(change, change)) {
            if (memory.size() == MEMORY) {
                memory.removeFirst();
            }
            memory.addLast(new Pair(step, change, 1 / curvature));
        }
    }

    private static double[] direction(double[] gradient, Deque<Pair> memory) {
        double[] q = new double[gradient.length];
        for (int i = 0; i < q.length; i++) {
            q[i] = -gradient[i];
        }
        double[] alpha = new double[memory.size()];
        int at = memory.size();
        for (Iterator<Pair> newest = memory.descendingIterator(); newest.hasNext(); ) {
            Pair pair = newest.next();
            alpha[--at] = pair.scale * dot(pair.step, q);
            add(q, -alpha[at], pair.change);
        }
        if (!memory.isEmpty()) {
            Pair last = memory.getLast();
            double scale = 1 / (last.scale * dot(last.change, last.change));
            for (int i = 0; i < q.length; i++) {
                q[i] *= scale;
            }
        }
        for (Pair pair : memory) {
            double beta = pair.scale * dot(pair.change, q);
            add(q, alpha[at++] - beta, pair.step);
        }
        return q;
    }

    private static void add(double[] to, double factor, double[] what) {
        for (int i = 0; i < to.length; i++) {
            to[i] += factor * what[i];
        }
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private static double largest(double[] values) {
        double largest = 0;
        for (double value : values) {
            largest = Math.max(largest, Math.abs(value));
        }
        return largest;
    }
}
