package dev.trefoil.core.drift;

import dev.trefoil.core.hypothesis.ChiSquareTest;
import dev.trefoil.core.hypothesis.KolmogorovSmirnov;
import dev.trefoil.core.hypothesis.TestResult;
import dev.trefoil.core.hypothesis.Wasserstein;
import java.util.Arrays;
import java.util.List;

/// The univariate drift statistics of NannyML 0.13 with its bins, logarithms and approximations.
enum NannyStatistic {
    JENSEN_SHANNON("js-distance-doane-reference-base2"),
    HELLINGER("hellinger-doane-reference"),
    WASSERSTEIN("wasserstein"),
    KS("ks-d"),
    CHI_SQUARE("chi2-contingency"),
    L_INFINITY("l-infinity");

    /// From this many reference rows on KS and Wasserstein are taken from as many bins.
    private static final int APPROXIMATE_FROM = 10_000;

    private final String id;

    NannyStatistic(String id) {
        this.id = id;
    }

    String id() {
        return "nannyml-0.13/" + id;
    }

    double of(CleanColumn reference, CleanColumn current) {
        return switch (this) {
            case JENSEN_SHANNON -> {
                double[][] shares = shares(reference, current);
                yield Shares.jensenShannon(shares[0], shares[1], Math.log(2));
            }
            case HELLINGER -> {
                double[][] shares = shares(reference, current);
                yield Shares.hellinger(shares[0], shares[1]);
            }
            case WASSERSTEIN ->
                reference.rows() < APPROXIMATE_FROM
                        ? Wasserstein.distance(reference.sorted(), current.sorted())
                        : binnedWasserstein(reference.sorted(), current.sorted());
            case KS ->
                reference.rows() < APPROXIMATE_FROM
                        ? KolmogorovSmirnov.distance(reference.sorted(), current.sorted())
                        : binnedKolmogorov(reference.sorted(), current.sorted());
            case CHI_SQUARE -> contingency(reference, current).statistic();
            case L_INFINITY -> {
                List<long[]> table = CleanColumn.table(reference, current);
                yield Shares.greatest(share(table, 0, reference.rows()), share(table, 1, current.rows()));
            }
        };
    }

    static TestResult contingency(CleanColumn reference, CleanColumn current) {
        List<long[]> table = CleanColumn.table(reference, current);
        return table.size() < 2
                ? new TestResult(0, 1, "chi2-independence")
                : ChiSquareTest.independence(table.toArray(long[][]::new), true);
    }

    /// Doane bins of the reference, or its values; everything else in the current rows is one more slot.
    private static double[][] shares(CleanColumn reference, CleanColumn current) {
        double[] r;
        double[] c;
        if (reference.sorted().length > 0) {
            FixedBins bins = FixedBins.doane(reference.sorted());
            r = Shares.over(bins.counts(reference.sorted()), reference.rows());
            c = Shares.over(bins.counts(current.sorted()), current.rows());
        } else {
            List<long[]> known = CleanColumn.table(reference, current).stream()
                    .filter(counts -> counts[0] > 0)
                    .toList();
            r = share(known, 0, reference.rows());
            c = share(known, 1, current.rows());
        }
        double rest = 1 - Shares.sum(c);
        if (rest > 0) {
            r = Arrays.copyOf(r, r.length + 1);
            c = Arrays.copyOf(c, c.length + 1);
            c[c.length - 1] = rest;
        }
        return new double[][] {r, c};
    }

    private static double[] share(List<long[]> table, int side, double rows) {
        return table.stream().mapToDouble(counts -> counts[side] / rows).toArray();
    }

    private static double binnedKolmogorov(double[] reference, double[] current) {
        FixedBins bins = FixedBins.between(reference[0], reference[reference.length - 1], APPROXIMATE_FROM);
        double[] r = bins.counts(reference);
        double[] c = bins.counts(current);
        double up = 0;
        double other = (double) FixedBins.below(current, bins.edge(0)) / current.length;
        double greatest = 0;
        for (int i = 0; i < r.length; i++) {
            up += r[i] / reference.length;
            other += c[i] / current.length;
            greatest = Math.max(greatest, Math.abs(up - other));
        }
        return greatest;
    }

    private static double binnedWasserstein(double[] reference, double[] current) {
        double low = reference[0];
        double high = reference[reference.length - 1];
        FixedBins bins = FixedBins.between(low, high, APPROXIMATE_FROM);
        double n = current.length;
        int smaller = FixedBins.below(current, bins.edge(0));
        int bigger = current.length - FixedBins.notAbove(current, bins.edge(bins.size()));
        double before = smaller == 0 ? 0 : (smaller + 1) / n;
        double outside = 0;
        for (int i = 0; i < smaller; i++) {
            double next = i + 1 < smaller ? current[i + 1] : bins.edge(0);
            outside += before * (i + 1) / (smaller + 1) * (next - current[i]);
        }
        double after = bigger == 0 ? 0 : (bigger + 1) / n;
        for (int i = 0; i < bigger; i++) {
            int at = current.length - bigger + i;
            double previous = i == 0 ? bins.edge(bins.size()) : current[at - 1];
            outside += after * (1 - (i + 1.0) / (bigger + 1)) * (current[at] - previous);
        }
        double[] r = bins.counts(reference);
        double[] c = bins.counts(current);
        double width = bins.edge(1) - bins.edge(0);
        double up = 0;
        double other = before;
        double within = 0;
        for (int i = 0; i < r.length; i++) {
            up += r[i] / reference.length;
            other += c[i] / n;
            within += Math.abs(up - other) * width;
        }
        return within + outside;
    }
}
