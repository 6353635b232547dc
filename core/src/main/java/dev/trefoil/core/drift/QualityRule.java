package dev.trefoil.core.drift;

import dev.trefoil.core.drift.QualityFinding.Check;
import dev.trefoil.core.hypothesis.MeanTest;
import dev.trefoil.core.hypothesis.MultipleTests;
import dev.trefoil.core.interval.Interval;
import dev.trefoil.core.interval.RateInterval;
import dev.trefoil.core.verdict.Estimate;
import java.util.ArrayList;
import java.util.List;

/// The product's rule for when the quality of a column broke: the share of missing, out-of-range or unseen
/// values differs from the reference's by at least a practical size, and more than chance would have it. It
/// reads the frozen slots that drift reads, so that it costs nothing more, and merges with them.
///
/// @param level of the false discovery correction over all columns and checks of a window
/// @param least difference of shares that matters
public record QualityRule(double level, double least) {
    /// 1 % false discoveries, one row in a hundred.
    public static final QualityRule STANDARD = new QualityRule(0.01, 0.01);

    public QualityRule {
        if (!(level > 0 && level < 1) || !(least >= 0 && least < 1)) {
            throw new IllegalArgumentException("level and least difference lie in (0, 1)");
        }
    }

    /// Two findings a column, missing values first; none where one side has no rows.
    public List<QualityFinding> judge(WindowHistogram window) {
        List<QualityFinding> raw = new ArrayList<>();
        List<ColumnProfile> columns = window.profile().columns();
        for (int i = 0; i < columns.size(); i++) {
            ColumnProfile column = columns.get(i);
            long[] now = window.counts(i);
            long rows = 0;
            for (long count : now) {
                rows += count;
            }
            if (rows == 0 || column.rows() == 0) {
                continue;
            }
            int last = now.length - 1;
            raw.add(finding(column, Check.MISSING, column.counts().getFirst(), now[0], rows));
            boolean binned = column.kind().binned();
            long before = column.counts().getLast() + (binned ? column.counts().get(1) : 0);
            long after = now[last] + (binned ? now[1] : 0);
            raw.add(finding(column, binned ? Check.OUT_OF_RANGE : Check.UNSEEN, before, after, rows));
        }
        double[] adjusted = MultipleTests.benjaminiHochberg(
                raw.stream().mapToDouble(QualityFinding::p).toArray());
        List<QualityFinding> findings = new ArrayList<>();
        for (int i = 0; i < adjusted.length; i++) {
            QualityFinding one = raw.get(i);
            boolean matters = Math.abs(one.current().value() - one.reference()) >= least;
            findings.add(new QualityFinding(
                    one.column(),
                    one.check(),
                    one.reference(),
                    one.current(),
                    one.p(),
                    adjusted[i],
                    matters && adjusted[i] <= level));
        }
        return List.copyOf(findings);
    }

    private static QualityFinding finding(ColumnProfile column, Check check, long before, long after, long rows) {
        double share = (double) after / rows;
        Interval wilson = RateInterval.wilson((double) after, (double) rows, 0.95);
        String method = check.id().replace('_', '-') + "-share/wilson";
        return new QualityFinding(
                column.name(),
                check,
                (double) before / column.rows(),
                new Estimate(share, wilson.low(), wilson.high(), rows, rows, method, 0.95),
                MeanTest.rates(before, column.rows(), after, rows).p(),
                Double.NaN,
                false);
    }
}
