package dev.trefoil.core.drift;

import dev.trefoil.core.hypothesis.MultipleTests;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The product's rule for drift. A column drifts when a test finds it (false discoveries controlled over all
/// columns of the window) *and* the change, less what noise alone would give, is large enough to matter. So it
/// neither fires on small windows nor on differences that only a huge window can see.
///
/// Numbers: `psi-star` over tenths of the reference with the χ² test, and `ks-star` over all frozen bins.
/// Everything else: `psi-star` over its slots. Missing values are a slot of their own.
///
/// @param alpha expected share of false among the columns found
/// @param minPsi least PSI beyond noise that matters (0.025 is a shift of 0.16 standard deviations)
/// @param minDistance least distance of distribution functions beyond noise that matters
public record DriftRule(double alpha, double minPsi, double minDistance) {
    public static final DriftRule STANDARD = new DriftRule(0.01, 0.025, 0.06);

    /// Mean of the Kolmogorov law: what two equal distributions show on average.
    private static final double MEAN_DISTANCE = 0.8687311606361592;

    private static final int TENTHS = 10;

    /// Rows on either side below which no verdict is given.
    public static final int LEAST_ROWS = 20;

    public DriftRule {
        if (!(alpha > 0 && alpha < 1) || !(minPsi >= 0) || !(minDistance >= 0)) {
            throw new IllegalArgumentException("alpha lies in (0, 1) and least sizes are at least 0, not " + alpha
                    + ", " + minPsi + ", " + minDistance);
        }
    }

    /// All findings for a window, columns in the order of the profile. A window without rows has findings without
    /// values.
    public List<DriftFinding> judge(WindowHistogram window) {
        List<DriftFinding> raw = new ArrayList<>();
        List<ColumnProfile> columns = window.profile().columns();
        for (int i = 0; i < columns.size(); i++) {
            ColumnProfile column = columns.get(i);
            long[] reference =
                    column.counts().stream().mapToLong(Long::longValue).toArray();
            long[] current = window.counts(i);
            raw.add(psi(column, reference, current));
            if (column.kind().binned()) {
                raw.add(distance(column, reference, current));
            }
        }
        double[] adjusted = MultipleTests.benjaminiHochberg(
                raw.stream().mapToDouble(DriftFinding::p).toArray());
        List<DriftFinding> findings = new ArrayList<>();
        for (int i = 0; i < raw.size(); i++) {
            DriftFinding f = raw.get(i);
            double least = f.method().startsWith("psi") ? minPsi : minDistance;
            boolean drifted = adjusted[i] < alpha && f.corrected() >= least;
            findings.add(
                    new DriftFinding(f.column(), f.method(), f.value(), f.corrected(), f.p(), adjusted[i], drifted));
        }
        return List.copyOf(findings);
    }

    /// Names of the columns with a finding that drifted.
    public static List<String> drifted(List<DriftFinding> findings) {
        return findings.stream()
                .filter(DriftFinding::drifted)
                .map(DriftFinding::column)
                .distinct()
                .toList();
    }

    private static DriftFinding psi(ColumnProfile column, long[] reference, long[] current) {
        String method = "psi-star/" + (column.kind().binned() ? "reference-tenths" : "categories") + "-ln-half-count";
        int[] part = column.kind().binned() ? tenths(reference) : used(reference, current);
        int parts = Arrays.stream(part).max().orElse(0) + 1;
        long[] r = merge(reference, part, parts);
        long[] c = merge(current, part, parts);
        if (r[0] == 0 && c[0] == 0) {
            r = Arrays.copyOfRange(r, 1, parts);
            c = Arrays.copyOfRange(c, 1, parts);
        }
        double n = SlotDistance.sum(r);
        double m = SlotDistance.sum(c);
        if (n == 0 || m == 0) {
            return nothing(column, method + "/no-rows");
        }
        if (reference[0] == n && current[0] == m) {
            return nothing(column, method + "/no-values");
        }
        double value = SlotDistance.psi(r, c);
        double noise = (r.length - 1) * (1 / n + 1 / m);
        if (Math.min(n, m) < LEAST_ROWS) {
            return tooFew(column, method, value);
        }
        return new DriftFinding(
                column.name(),
                method,
                value,
                Math.max(0, value - noise),
                SlotDistance.homogeneity(r, c),
                Double.NaN,
                false);
    }

    private static DriftFinding distance(ColumnProfile column, long[] reference, long[] current) {
        String method = "ks-star/frozen-bins";
        double n = SlotDistance.sum(reference) - reference[0];
        double m = SlotDistance.sum(current) - current[0];
        if (n == 0 || m == 0) {
            return nothing(column, method + "/no-rows");
        }
        double value = SlotDistance.kolmogorov(reference, current, 1);
        if (Math.min(n, m) < LEAST_ROWS) {
            return tooFew(column, method, value);
        }
        double corrected = Math.max(0, value - MEAN_DISTANCE * Math.sqrt(1 / n + 1 / m));
        return new DriftFinding(
                column.name(), method, value, corrected, SlotDistance.kolmogorovTail(value, n, m), Double.NaN, false);
    }

    private static DriftFinding tooFew(ColumnProfile column, String method, double value) {
        return new DriftFinding(
                column.name(), method + "/too-few-rows", value, Double.NaN, Double.NaN, Double.NaN, false);
    }

    private static DriftFinding nothing(ColumnProfile column, String method) {
        return new DriftFinding(column.name(), method, Double.NaN, Double.NaN, Double.NaN, Double.NaN, false);
    }

    /// Part 0 for missing, then neighbouring bins joined until each part holds a tenth of the reference. A bin that
    /// holds a tenth by itself stays alone, and where there are no more than ten bins all do; what is below or
    /// above all training values joins the outer parts.
    private static int[] tenths(long[] reference) {
        int[] part = new int[reference.length];
        double tenth = (SlotDistance.sum(reference) - reference[0]) / TENTHS;
        boolean few = reference.length - 3 <= TENTHS;
        double held = 0;
        int at = 1;
        for (int i = 1; i < reference.length; i++) {
            boolean inner = i > 1 && i < reference.length - 1;
            boolean full = few ? held > 0 : held >= tenth * (1 - 1e-9) || (reference[i] >= tenth && held >= tenth / 10);
            if (inner && full) {
                at++;
                held = 0;
            }
            part[i] = at;
            held += reference[i];
        }
        return part;
    }

    /// Part 0 for missing; every slot that anybody uses its own part.
    private static int[] used(long[] reference, long[] current) {
        int[] part = new int[reference.length];
        int at = 1;
        for (int i = 1; i < reference.length; i++) {
            part[i] = reference[i] + current[i] > 0 ? at++ : 0;
        }
        return part;
    }

    private static long[] merge(long[] counts, int[] part, int parts) {
        long[] merged = new long[parts];
        for (int i = 0; i < counts.length; i++) {
            merged[part[i]] += counts[i];
        }
        return merged;
    }
}
