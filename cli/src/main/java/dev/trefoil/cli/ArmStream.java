package dev.trefoil.cli;

import dev.trefoil.core.sequential.Arm;
import dev.trefoil.core.sequential.AsymptoticSequence;
import dev.trefoil.core.sequential.QuantileBand;
import dev.trefoil.core.sequential.SequentialResult;
import dev.trefoil.core.sequential.ShareTest;
import dev.trefoil.core.verdict.Bound;
import dev.trefoil.core.verdict.Estimate;
import dev.trefoil.core.verdict.Outcome;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Two arms row after row, judged at growing looks until one decides.
final class ArmStream {
    /// Each look comes after this many times the rows of the one before.
    private static final double GROWTH = 1.05;

    private static final int FIRST_LOOK = 100;

    private final String treatment;
    private final String control;
    private final boolean[] treated;
    private final double[] values;
    private final Test test;

    ArmStream(String treatment, String control, boolean[] treated, double[] values, Test test) {
        this.treatment = treatment;
        this.control = control;
        this.treated = treated;
        this.values = values;
        this.test = test;
        if (test.kind.equals("rate")) {
            for (int i = 0; i < values.length; i++) {
                if (values[i] != 0 && values[i] != 1) {
                    throw new IllegalArgumentException("a rate takes values 0 and 1, not " + values[i]);
                }
            }
        }
    }

    /// What is asked of the arms.
    record Test(String kind, double quantile, @Nullable Double share, double alpha) {}

    /// The first look that decided, or the last.
    record Decision(Outcome outcome, SequentialResult result, long look) {}

    String treatment() {
        return treatment;
    }

    String control() {
        return control;
    }

    long treatmentRows() {
        long rows = 0;
        for (boolean one : treated) {
            rows += one ? 1 : 0;
        }
        return rows;
    }

    long controlRows() {
        return treated.length - treatmentRows();
    }

    Decision decide(Bound bound) {
        return switch (test.kind) {
            case "mean" -> means(bound);
            case "rate" -> rates(bound);
            default -> quantiles(bound);
        };
    }

    private Decision means(Bound bound) {
        AsymptoticSequence sequence = new AsymptoticSequence(Math.max(1, values.length), test.alpha);
        Arm one = new Arm();
        Arm two = new Arm();
        @Nullable SequentialResult before = null;
        long next = FIRST_LOOK;
        for (int i = 0; i < values.length; i++) {
            (treated[i] ? one : two).add(values[i]);
            if (i + 1 >= next || i == values.length - 1) {
                next = Math.max(i + 2, (long) ((i + 1) * GROWTH));
                SequentialResult now = sequence.judge(one, two, 0);
                before = before == null ? now : now.after(before);
                Outcome outcome = bound.judge(before.effect());
                if (outcome != Outcome.INCONCLUSIVE || i == values.length - 1) {
                    return new Decision(outcome, before, i + 1L);
                }
            }
        }
        throw new IllegalStateException("an arm stream has rows");
    }

    private Decision rates(Bound bound) {
        double planned = test.share == null ? (double) treatmentRows() / values.length : test.share;
        ShareTest share = new ShareTest(planned, test.alpha);
        long one = 0;
        long two = 0;
        double p = 1;
        for (int i = 0; i < values.length; i++) {
            if (values[i] == 1) {
                one += treated[i] ? 1 : 0;
                two += treated[i] ? 0 : 1;
            }
            if (values[i] == 1 || i == values.length - 1) {
                SequentialResult now = share.riskRatio(one, two);
                p = Math.min(p, now.p());
                Outcome outcome = bound.judge(now.effect());
                if (outcome != Outcome.INCONCLUSIVE || i == values.length - 1) {
                    return new Decision(outcome, new SequentialResult(now.effect(), now.eValue(), p), i + 1L);
                }
            }
        }
        throw new IllegalStateException("an arm stream has rows");
    }

    private Decision quantiles(Bound bound) {
        QuantileBand band = new QuantileBand(test.alpha);
        long look = FIRST_LOOK;
        while (true) {
            int rows = (int) Math.min(look, values.length);
            Estimate gap = band.difference(part(rows, true), part(rows, false), test.quantile);
            boolean known = !Double.isNaN(gap.value());
            boolean endless = Double.isInfinite(gap.low()) && Double.isInfinite(gap.high());
            Outcome outcome = !known || endless ? Outcome.INCONCLUSIVE : bound.judge(gap);
            if (outcome != Outcome.INCONCLUSIVE || rows == values.length) {
                return new Decision(outcome, new SequentialResult(gap, Double.NaN, Double.NaN), rows);
            }
            look = Math.max(look + 1, (long) (look * 1.2));
        }
    }

    private double[] part(int rows, boolean ofTreatment) {
        double[] part = new double[rows];
        int size = 0;
        for (int i = 0; i < rows; i++) {
            if (treated[i] == ofTreatment) {
                part[size++] = values[i];
            }
        }
        return Arrays.copyOf(part, size);
    }
}
