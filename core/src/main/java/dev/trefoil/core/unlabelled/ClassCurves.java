package dev.trefoil.core.unlabelled;

import dev.trefoil.core.calibration.Isotonic;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// What the probabilities of a row are worth: one curve for two classes; else one for each class against the rest,
/// and what they say of a row scaled to sum to 1. A class without a curve is believed as it is.
final class ClassCurves {
    private final List<One> curves;

    private ClassCurves(List<One> curves) {
        this.curves = curves;
    }

    /// @param share believed for every probability where the reference rows were all of one kind; else NaN
    private record One(@Nullable Isotonic curve, double share) {
        double apply(double p) {
            return curve != null ? curve.apply(p) : Double.isNaN(share) ? p : share;
        }
    }

    static ClassCurves fit(Reference reference, double[] weights, List<Boolean> calibrate) {
        if (calibrate.size() != reference.width()) {
            throw new IllegalArgumentException(calibrate.size() + " decisions for " + reference.width() + " curves");
        }
        int[] all = IntStream.range(0, reference.rows()).toArray();
        List<One> curves = new ArrayList<>();
        for (int k = 0; k < reference.width(); k++) {
            curves.add(calibrate.get(k) ? fit(reference, weights, k, all) : new One(null, Double.NaN));
        }
        return new ClassCurves(curves);
    }

    private static One fit(Reference reference, double[] weights, int of, int[] rows) {
        double[] y = reference.truth(of, rows);
        double positives = Arrays.stream(y).sum();
        if (positives == 0 || positives == y.length) {
            return new One(null, positives == 0 ? 0 : 1);
        }
        double[] w = Arrays.stream(rows).mapToDouble(i -> weights[i]).toArray();
        return new One(Isotonic.fit(reference.score(of, rows), y, w), Double.NaN);
    }

    /// True where nothing is calibrated.
    boolean none() {
        return curves.stream().allMatch(one -> one.curve() == null);
    }

    /// The same curves, learnt from another draw of the reference.
    ClassCurves again(Reference reference, double[] weights, int[] rows) {
        List<One> learnt = new ArrayList<>();
        for (int k = 0; k < curves.size(); k++) {
            learnt.add(curves.get(k).curve() == null ? curves.get(k) : fit(reference, weights, k, rows));
        }
        return new ClassCurves(learnt);
    }

    /// Probabilities row by row as they are believed; equal ones where every class is believed impossible.
    double[] apply(double[] probabilities) {
        int width = curves.size();
        double[] believed = new double[probabilities.length];
        for (int i = 0; i < believed.length; i++) {
            believed[i] = curves.get(i % width).apply(probabilities[i]);
        }
        for (int row = 0; width > 1 && row < believed.length / width; row++) {
            double sum = 0;
            for (int k = 0; k < width; k++) {
                sum += believed[row * width + k];
            }
            for (int k = 0; k < width; k++) {
                believed[row * width + k] = sum == 0 ? 1.0 / width : believed[row * width + k] / sum;
            }
        }
        return believed;
    }
}
