package dev.trefoil.core.labelissue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class LabelIssuesTest {
    @Test
    void swappedLabelsAreFoundTheMostSuspiciousFirst() {
        int n = 300;
        int[] labels = new int[n];
        double[] p = new double[3 * n];
        for (int i = 0; i < n; i++) {
            int truth = i % 3;
            double sure = 0.6 + 0.39 * (i * 37 % 100) / 100.0;
            for (int k = 0; k < 3; k++) {
                p[3 * i + k] = k == truth ? sure : (1 - sure) / 2;
            }
            labels[i] = i % 50 == 7 ? (truth + 1) % 3 : truth;
        }
        LabelledRows rows = LabelledRows.of(labels, p, 3);
        ConfidentJoint joint = ConfidentJoint.of(rows);
        for (IssueFilter filter : IssueFilter.values()) {
            int[] found = LabelIssues.find(rows, joint, filter, LabelQuality.SELF_CONFIDENCE);
            assertThat(found).as(filter.id()).isNotEmpty();
            assertThat(Arrays.stream(found)).as(filter.id()).allMatch(i -> i % 50 == 7);
            double[] scores = Arrays.stream(found)
                    .mapToDouble(i -> LabelQuality.SELF_CONFIDENCE.score(rows, i))
                    .toArray();
            assertThat(scores).isSorted();
        }
        assertThat(LabelIssues.find(rows, joint, IssueFilter.PREDICTED_NEQ_GIVEN, LabelQuality.NORMALIZED_MARGIN))
                .hasSize(6);
    }

    @Test
    void scoresFollowTheirFormulas() {
        LabelledRows row = LabelledRows.of(new int[] {1, 0}, new double[] {0.7, 0.2, 0.1, 0.5, 0.25, 0.25}, 3);
        assertThat(LabelQuality.SELF_CONFIDENCE.scores(row)).containsExactly(0.2, 0.5);
        assertThat(LabelQuality.NORMALIZED_MARGIN.score(row, 0)).isCloseTo(0.25, within(1e-12));
        double entropy = -(0.7 * Math.log(0.7) + 0.2 * Math.log(0.2) + 0.1 * Math.log(0.1)) / Math.log(3) / 0.2;
        assertThat(LabelQuality.CONFIDENCE_WEIGHTED_ENTROPY.score(row, 0))
                .isCloseTo(Math.log1p(entropy) / entropy, within(1e-12));
    }

    @Test
    void roundedCountsKeepTheirSum() {
        assertThat(ConfidentJoint.round(new double[] {1.4, 1.4, 1.2})).containsExactly(1, 2, 1);
        assertThat(ConfidentJoint.round(new double[] {0.6, 0.6, 0.8})).containsExactly(0, 1, 1);
    }

    @Test
    void oneLabelForAllRowsHasNoIssueAndNoClassIsEmptied() {
        LabelledRows same = LabelledRows.of(new int[] {0, 0, 0}, new double[] {0.1, 0.9, 0.2, 0.8, 0.3, 0.7}, 2);
        ConfidentJoint joint = ConfidentJoint.of(same);
        assertThat(joint.threshold(1)).isEqualTo(2);
        assertThat(LabelIssues.find(same, joint, IssueFilter.PRUNE_BY_CLASS, LabelQuality.SELF_CONFIDENCE))
                .hasSizeLessThan(3);
        LabelledRows alone = LabelledRows.of(new int[] {1}, new double[] {0.9, 0.1}, 2);
        assertThat(LabelIssues.find(
                        alone, ConfidentJoint.of(alone), IssueFilter.PRUNE_BY_NOISE_RATE, LabelQuality.SELF_CONFIDENCE))
                .isEmpty();
    }

    @Test
    void whatIsNoProbabilityIsRefused() {
        assertThatThrownBy(() -> LabelledRows.of(new int[] {0}, new double[] {1.2, -0.2}, 2))
                .hasMessageContaining("row 0: a probability lies in [0, 1]");
        assertThatThrownBy(() -> LabelledRows.of(new int[] {0, 1}, new double[] {1, 0, 0.4, 0.4}, 2))
                .hasMessageContaining("row 1: the probabilities of all classes sum to 1, not to 0.8");
        assertThatThrownBy(() -> LabelledRows.of(new int[] {0}, new double[] {Double.NaN, 1}, 2))
                .hasMessageContaining("not NaN");
        assertThatThrownBy(() -> LabelledRows.of(new int[0], new double[0], 2)).hasMessageContaining("no row");
        assertThatThrownBy(() -> LabelledRows.of(new int[1], new double[] {1}, 1))
                .hasMessageContaining("two classes");
    }
}
