package dev.trefoil.core.drift;

import dev.trefoil.core.distribution.Normal;
import dev.trefoil.core.hypothesis.AndersonDarling;
import dev.trefoil.core.hypothesis.ChiSquareTest;
import dev.trefoil.core.hypothesis.CramerVonMises;
import dev.trefoil.core.hypothesis.KolmogorovSmirnov;
import dev.trefoil.core.hypothesis.Wasserstein;
import java.util.Arrays;
import java.util.List;

/// The drift statistics of Evidently 0.7 with its bins, logarithms, fillings and thresholds.
enum EvidentlyStatistic {
    PSI("psi-sturges-pooled-ln-fill", 0.1, false),
    KL("kl-sturges-pooled-ln-fill", 0.1, false),
    JENSEN_SHANNON("js-distance-sturges-pooled-ln", 0.1, false),
    HELLINGER("hellinger-sturges-distinct", 0.1, false),
    WASSERSTEIN("wasserstein-over-reference-std", 0.1, false),
    KS("ks-p", 0.05, true),
    CHI_SQUARE("chi2-p-scaled-reference", 0.05, true),
    Z("z-p-pooled", 0.05, true),
    ANDERSON("anderson-p-clipped", 0.1, true),
    CRAMER_VON_MISES("cramer-von-mises-p", 0.1, true);

    private static final int VALUES_COUNTED_ONE_BY_ONE = 20;
    private static final double LEAST_SPREAD = 0.001;

    private final String id;
    private final double threshold;
    private final boolean probability;

    EvidentlyStatistic(String id, double threshold, boolean probability) {
        this.id = id;
        this.threshold = threshold;
        this.probability = probability;
    }

    String id() {
        return "evidently-0.7/" + id;
    }

    boolean probability() {
        return probability;
    }

    boolean drifted(double value) {
        return switch (this) {
            case KS -> value <= threshold;
            case CHI_SQUARE, Z, ANDERSON, CRAMER_VON_MISES -> value < threshold;
            case PSI, KL, JENSEN_SHANNON, HELLINGER, WASSERSTEIN -> value >= threshold;
        };
    }

    double of(CleanColumn reference, CleanColumn current) {
        return switch (this) {
            case PSI -> Shares.psi(filled(reference, current, 0), filled(reference, current, 1));
            case KL -> Shares.kullbackLeibler(filled(reference, current, 0), filled(reference, current, 1));
            case JENSEN_SHANNON -> {
                double[][] shares = shares(reference, current);
                yield Shares.jensenShannon(shares[0], shares[1], 1);
            }
            case HELLINGER -> hellinger(reference, current);
            case WASSERSTEIN ->
                Wasserstein.distance(reference.sorted(), current.sorted())
                        / Math.max(deviation(reference.sorted()), LEAST_SPREAD);
            case KS ->
                KolmogorovSmirnov.test(reference.sorted(), current.sorted()).p();
            case CHI_SQUARE -> chiSquare(CleanColumn.table(reference, current));
            case Z -> z(CleanColumn.table(reference, current));
            case ANDERSON ->
                AndersonDarling.test(List.of(reference.sorted(), current.sorted()))
                        .p();
            case CRAMER_VON_MISES ->
                CramerVonMises.test(reference.sorted(), current.sorted()).p();
        };
    }

    /// The statistic Evidently takes when nobody chooses one.
    static EvidentlyStatistic chosen(CleanColumn reference, CleanColumn current, boolean numeric) {
        int distinct = CleanColumn.distinct(reference, current, 6);
        if (reference.rows() <= 1000) {
            return distinct <= 2 ? Z : numeric && distinct > 5 ? KS : CHI_SQUARE;
        }
        return numeric && distinct > 5 ? WASSERSTEIN : JENSEN_SHANNON;
    }

    /// Sturges bins over both samples where the reference has more than 20 values, else one slot for each value.
    private static double[][] shares(CleanColumn reference, CleanColumn current) {
        if (reference.sorted().length > 0 && reference.distinct() > VALUES_COUNTED_ONE_BY_ONE) {
            double[] pooled = pooled(reference.sorted(), current.sorted());
            FixedBins bins = FixedBins.sturges(pooled, reference.whole() && current.whole());
            return new double[][] {
                Shares.over(bins.counts(reference.sorted()), reference.rows()),
                Shares.over(bins.counts(current.sorted()), current.rows())
            };
        }
        List<long[]> table = CleanColumn.table(reference, current);
        double[][] shares = new double[2][table.size()];
        for (int i = 0; i < table.size(); i++) {
            shares[0][i] = (double) table.get(i)[0] / reference.rows();
            shares[1][i] = (double) table.get(i)[1] / current.rows();
        }
        return shares;
    }

    /// Empty slots get 0.0001, or a millionth of the least share where that is no larger.
    private static double[] filled(CleanColumn reference, CleanColumn current, int side) {
        double[] shares = shares(reference, current)[side];
        double least = Arrays.stream(shares).filter(s -> s != 0).min().orElse(1);
        double fill = least <= 0.0001 ? least / 1e6 : 0.0001;
        return Arrays.stream(shares).map(s -> s == 0 ? fill : s).toArray();
    }

    private static double hellinger(CleanColumn reference, CleanColumn current) {
        if (reference.sorted().length == 0) {
            double[][] shares = shares(reference, current);
            return Shares.bhattacharyya(shares[0], shares[1]);
        }
        double[] distinct = Arrays.stream(pooled(reference.sorted(), current.sorted()))
                .distinct()
                .toArray();
        FixedBins bins = FixedBins.sturges(distinct, reference.whole() && current.whole());
        return Shares.bhattacharyya(
                Shares.over(bins.counts(reference.sorted()), reference.rows()),
                Shares.over(bins.counts(current.sorted()), current.rows()));
    }

    private static double chiSquare(List<long[]> table) {
        double n = 0;
        double m = 0;
        for (long[] counts : table) {
            n += counts[0];
            m += counts[1];
        }
        if (table.size() < 2) {
            return 1;
        }
        double[] expected = new double[table.size()];
        double[] observed = new double[table.size()];
        for (int i = 0; i < expected.length; i++) {
            expected[i] = table.get(i)[0] * (m / n);
            observed[i] = table.get(i)[1];
        }
        return ChiSquareTest.goodness(observed, expected).p();
    }

    /// Rows that are not the smallest value, as two rates.
    private static double z(List<long[]> table) {
        if (table.size() < 2) {
            return 1;
        }
        double n = 0;
        double m = 0;
        for (long[] counts : table) {
            n += counts[0];
            m += counts[1];
        }
        double p = (n - table.getFirst()[0]) / n;
        double q = (m - table.getFirst()[1]) / m;
        double both = (p * n + q * m) / (n + m);
        double z = (p - q) / Math.sqrt(both * (1 - both) * (1 / n + 1 / m));
        return 2 * (1 - Normal.lower(Math.abs(z)));
    }

    private static double deviation(double[] values) {
        double mean = Shares.sum(values) / values.length;
        double sum = 0;
        for (double x : values) {
            sum += (x - mean) * (x - mean);
        }
        return Math.sqrt(sum / values.length);
    }

    private static double[] pooled(double[] first, double[] second) {
        double[] pooled = Arrays.copyOf(first, first.length + second.length);
        for (int i = 0; i < second.length; i++) {
            pooled[first.length + i] = second[i];
        }
        Arrays.sort(pooled);
        return pooled;
    }
}
