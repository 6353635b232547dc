package dev.trefoil.core.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.trefoil.core.column.Column;
import dev.trefoil.core.column.ColumnBatch;
import dev.trefoil.core.column.ColumnSpec;
import dev.trefoil.core.column.NumberColumn;
import dev.trefoil.core.column.Schema;
import dev.trefoil.core.column.StringColumn;
import dev.trefoil.core.verdict.Estimate;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class MultivariateTest {
    /// NannyML 0.13.1, DataReconstructionDriftCalculator, on the same made rows.
    @Test
    void reconstructionErrorEqualsTheReference() {
        ReconstructionDrift drift = ReconstructionDrift.of(made(2_000, 0));
        assertThat(drift.error(made(2_000, 0))).isCloseTo(REFERENCE_ERROR, within(1e-9));
        assertThat(drift.error(made(1_000, 1))).isCloseTo(CURRENT_ERROR, within(1e-9));
    }

    private static final double REFERENCE_ERROR = 1.0319573719173827;
    private static final double CURRENT_ERROR = 1.1842880585967654;

    @Test
    void brokenRelationIsSeenByBothWhereNoColumnMoved() {
        ColumnBatch reference = related(new SplittableRandom(1), 3_000, 0.9);
        ColumnBatch same = related(new SplittableRandom(2), 2_000, 0.9);
        ColumnBatch broken = related(new SplittableRandom(3), 2_000, -0.9);
        ReconstructionDrift reconstruction = ReconstructionDrift.of(reference);
        assertThat(reconstruction.judge(same, 0.01).drifted()).isFalse();
        assertThat(reconstruction.judge(broken, 0.01).drifted()).isTrue();
        DomainClassifier classifier = new DomainClassifier(7);
        Estimate none = classifier.separation(reference, same);
        assertThat(none.value()).isBetween(0.46, 0.54);
        assertThat(classifier.judge(reference, same).drifted()).isFalse();
        assertThat(classifier.judge(reference, broken).drifted()).isTrue();
        assertThat(classifier.separation(reference, broken))
                .isEqualTo(new DomainClassifier(7).separation(reference, broken));
        assertThat(DriftRule.drifted(DriftProfile.TREFOIL.compare(reference, broken)))
                .isEmpty();
    }

    @Test
    void emptyWindowHasNoVerdict() {
        ColumnBatch reference = related(new SplittableRandom(1), 100, 0.5);
        ColumnBatch none = reference.pick(new int[0]);
        assertThat(ReconstructionDrift.of(reference).judge(none, 0.01).value()).isNaN();
        assertThat(new DomainClassifier(1).judge(reference, none).drifted()).isFalse();
    }

    private static ColumnBatch related(SplittableRandom random, int n, double correlation) {
        double[][] columns = new double[3][n];
        for (int i = 0; i < n; i++) {
            columns[0][i] = random.nextGaussian();
            columns[1][i] =
                    correlation * columns[0][i] + Math.sqrt(1 - correlation * correlation) * random.nextGaussian();
            columns[2][i] = random.nextGaussian();
        }
        return batch(List.of(new NumberColumn(columns[0]), new NumberColumn(columns[1]), new NumberColumn(columns[2])));
    }

    private static ColumnBatch made(int n, int k) {
        double[][] columns = new double[4][n];
        String[] texts = new String[n];
        for (int i = 0; i < n; i++) {
            double u = (i * 7919L + 13 + 100 * k) % 10007 / 10007.0;
            double v = (i * 10459L + 7) % 10007 / 10007.0;
            columns[0][i] = u;
            columns[1][i] = u * u + (k == 0 ? 0.2 : 0.6) * v;
            columns[2][i] = i % 50 == 3 ? Double.NaN : v;
            columns[3][i] = Math.sin(12 * u) + v;
            texts[i] = i % 40 == 5 ? null : "c" + ((long) i * i + (3L + k) * i) % 7;
        }
        List<Column> all = new ArrayList<>();
        for (double[] column : columns) {
            all.add(new NumberColumn(column));
        }
        all.add(new StringColumn(texts));
        return batch(all);
    }

    private static ColumnBatch batch(List<? extends Column> columns) {
        List<ColumnSpec> specs = new ArrayList<>();
        for (int k = 0; k < columns.size(); k++) {
            specs.add(new ColumnSpec("x" + k, columns.get(k).type()));
        }
        return new ColumnBatch(new Schema(specs), columns);
    }
}
