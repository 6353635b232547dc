package dev.trefoil.core.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.trefoil.core.column.Column;
import dev.trefoil.core.column.ColumnBatch;
import dev.trefoil.core.column.ColumnSpec;
import dev.trefoil.core.column.NumberColumn;
import dev.trefoil.core.column.Schema;
import dev.trefoil.core.column.StringColumn;
import dev.trefoil.core.drift.QualityFinding.Check;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class QualityRuleTest {
    @Test
    void missingUnseenAndOutOfRangeValuesAreCountedAgainstTheReference() {
        WindowHistogram window = new WindowHistogram(ReferenceProfile.of(batch(1, 2_000, false)));
        window.record(batch(2, 1_000, true));
        List<QualityFinding> findings = QualityRule.STANDARD.judge(window);
        assertThat(findings)
                .extracting(QualityFinding::check)
                .containsExactly(Check.MISSING, Check.OUT_OF_RANGE, Check.MISSING, Check.UNSEEN);
        assertThat(findings).allMatch(QualityFinding::broken);
        assertThat(findings.getFirst().current().value()).isCloseTo(0.1, within(1e-12));
        assertThat(findings.get(1).current().value()).isCloseTo(0.05, within(0.005));
        assertThat(findings.get(3).current().value()).isCloseTo(0.2, within(1e-12));
        assertThat(findings.get(3).current().method()).isEqualTo("unseen-share/wilson");
    }

    @Test
    void rowsOfTheSameKindBreakNothing() {
        int broken = 0;
        for (int seed = 0; seed < 50; seed++) {
            WindowHistogram window = new WindowHistogram(ReferenceProfile.of(batch(2 * seed, 500, false)));
            window.record(batch(2 * seed + 1, 300, false));
            broken += (int) QualityRule.STANDARD.judge(window).stream()
                    .filter(QualityFinding::broken)
                    .count();
        }
        assertThat(broken).isLessThanOrEqualTo(2);
        assertThat(QualityRule.STANDARD.judge(new WindowHistogram(ReferenceProfile.of(batch(1, 100, false)))))
                .isEmpty();
    }

    /// Numbers in [0, 1) and four categories; broken ones with a tenth missing, one in twenty at 9, a fifth new.
    private static ColumnBatch batch(int seed, int rows, boolean broken) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] numbers = new double[rows];
        String[] texts = new String[rows];
        for (int i = 0; i < rows; i++) {
            numbers[i] = broken && i % 10 == 0 ? Double.NaN : broken && i % 20 == 1 ? 9 : random.nextDouble();
            texts[i] = broken && i % 10 == 0 ? null : broken && i % 5 == 1 ? "new" : "c" + random.nextInt(4);
        }
        List<Column> columns = List.of(new NumberColumn(numbers), new StringColumn(texts));
        return new ColumnBatch(
                new Schema(List.of(
                        new ColumnSpec("x", columns.get(0).type()),
                        new ColumnSpec("c", columns.get(1).type()))),
                columns);
    }
}
