package dev.trefoil.core.agreement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.trefoil.core.verdict.Estimate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Published examples; the numbers are those of statsmodels and of krippendorff 0.9.
final class AgreementTest {
    private static final double[] TWO_RATERS = {149, 27, 46, 142, 4, 130, 4, 6, 1, 2, 43, 5, 0, 3, 2, 19};

    private static final String[] FOURTEEN_RATERS = {
        "0 0 0 0 14", "0 2 6 4 2", "0 0 3 5 6", "0 3 9 2 0", "2 2 8 1 1",
        "7 7 0 0 0", "3 2 6 3 0", "2 5 3 2 2", "6 5 2 1 0", "0 2 2 3 7"
    };

    private static final String[] KRIPPENDORFF = {
        "1 2 3 3 2 1 4 1 2 . . .", "1 2 3 3 2 2 4 1 2 5 . 3", ". 3 3 3 2 3 4 2 2 5 1 .", "1 2 3 3 2 4 4 1 2 5 1 ."
    };

    @Test
    void kappaOfTwoAnnotatorsEqualsTheReference() {
        Estimate plain = CohenKappa.PLAIN.of(TWO_RATERS, 4, 0.95);
        assertThat(plain.value()).isCloseTo(0.4390932366, within(1e-9));
        assertThat(plain.low()).isCloseTo(0.392181, within(1e-6));
        assertThat(plain.high()).isCloseTo(0.486006, within(1e-6));
        assertThat(CohenKappa.LINEAR.of(TWO_RATERS, 4, 0.95).value()).isCloseTo(0.2546492982, within(1e-9));
        assertThat(CohenKappa.QUADRATIC.of(TWO_RATERS, 4, 0.95).value()).isCloseTo(0.0943657472, within(1e-9));
    }

    @Test
    void kappaOfManyAnnotatorsEqualsTheReference() {
        Annotations rows = fourteenRaters();
        Estimate fleiss = FleissKappa.of(rows).fleiss(ItemDraws.STANDARD);
        assertThat(fleiss.value()).isCloseTo(0.2099307044, within(1e-9));
        assertThat(fleiss.low()).isLessThan(fleiss.value());
        assertThat(fleiss.method()).isEqualTo("fleiss-kappa/item-bootstrap-percentile");
        assertThat(FleissKappa.of(rows).randolph(ItemDraws.STANDARD).value()).isCloseTo(0.2225274725, within(1e-9));
    }

    @Test
    void alphaEqualsTheReferenceOnEveryScale() {
        Annotations rows = krippendorff();
        double[] values = {1, 2, 3, 4, 5};
        double[] expected = {0.7434210526, 0.8153875038, 0.8491071429, 0.7974027747};
        for (Scale scale : Scale.values()) {
            Estimate alpha = KrippendorffAlpha.of(rows, scale, values).estimate(ItemDraws.STANDARD);
            assertThat(alpha.value()).as(scale.id()).isCloseTo(expected[scale.ordinal()], within(1e-9));
            assertThat(alpha.hasInterval()).isTrue();
            assertThat(alpha.n()).isEqualTo(11);
        }
        assertThat(FleissKappa.of(rows).fleiss(ItemDraws.STANDARD).method()).startsWith("fleiss-kappa-generalised");
    }

    @Test
    void whatCannotBeComparedIsUndefinedWithAReason() {
        Annotations alone = Annotations.of(new int[] {0, 1, 2}, new int[] {0, 0, 0}, new int[] {0, 1, 0}, 2);
        assertThat(FleissKappa.of(alone).agreement(ItemDraws.STANDARD).method()).contains("no-item-with-two-labels");
        assertThat(CohenKappa.PLAIN.of(alone.table(0, 0), 2, 0.95).defined()).isTrue();
        Annotations same = Annotations.of(new int[] {0, 0, 1, 1}, new int[] {0, 1, 0, 1}, new int[4], 1);
        for (Estimate one : new Estimate[] {
            FleissKappa.of(same).fleiss(ItemDraws.STANDARD),
            KrippendorffAlpha.of(same, Scale.NOMINAL, new double[1]).estimate(ItemDraws.STANDARD),
            CohenKappa.PLAIN.of(same.table(0, 1), 1, 0.95)
        }) {
            assertThat(one.defined()).as(one.method()).isFalse();
            assertThat(one.method()).contains("/undefined:");
        }
        assertThat(FleissKappa.of(same).agreement(ItemDraws.STANDARD).value()).isEqualTo(1);
    }

    @Test
    void wrongLabelsAreRefused() {
        assertThatThrownBy(() -> Annotations.of(new int[] {0, 0}, new int[] {3, 3}, new int[2], 1))
                .hasMessageContaining("annotator 3 labelled item 0 twice");
        assertThatThrownBy(() -> KrippendorffAlpha.of(krippendorff(), Scale.RATIO, new double[] {-1, 0, 1, 2, 3}))
                .hasMessageContaining("below 0");
        assertThatThrownBy(() -> KrippendorffAlpha.of(
                        krippendorff(), Scale.INTERVAL, new double[] {1, 2, 3, 4, Double.POSITIVE_INFINITY}))
                .hasMessageContaining("finite");
    }

    @Test
    void thousandsOfClassesCostNoMoreThanTwo() {
        int n = 20_000;
        int[] item = new int[2 * n];
        int[] annotator = new int[2 * n];
        int[] label = new int[2 * n];
        for (int i = 0; i < 2 * n; i++) {
            item[i] = i / 2;
            annotator[i] = i % 2;
            label[i] = i / 2 % 5_000;
        }
        Annotations rows = Annotations.of(item, annotator, label, 5_000);
        double[] values = new double[5_000];
        Arrays.setAll(values, k -> k);
        ItemDraws few = new ItemDraws(20, 1, 0.95);
        for (Scale scale : new Scale[] {Scale.NOMINAL, Scale.ORDINAL, Scale.INTERVAL}) {
            assertThat(KrippendorffAlpha.of(rows, scale, values).estimate(few).value())
                    .isEqualTo(1);
        }
    }

    private static Annotations fourteenRaters() {
        int[] item = new int[140];
        int[] annotator = new int[140];
        int[] label = new int[140];
        int n = 0;
        for (int i = 0; i < 10; i++) {
            String[] counts = FOURTEEN_RATERS[i].split(" ");
            int who = 0;
            for (int k = 0; k < 5; k++) {
                for (int times = Integer.parseInt(counts[k]); times > 0; times--) {
                    item[n] = i;
                    annotator[n] = who++;
                    label[n++] = k;
                }
            }
        }
        return Annotations.of(item, annotator, label, 5);
    }

    private static Annotations krippendorff() {
        List<int[]> rows = new ArrayList<>();
        for (int j = 0; j < 4; j++) {
            String[] cells = KRIPPENDORFF[j].split(" ");
            for (int i = 0; i < cells.length; i++) {
                if (!cells[i].equals(".")) {
                    rows.add(new int[] {i, j, Integer.parseInt(cells[i]) - 1});
                }
            }
        }
        return Annotations.of(
                rows.stream().mapToInt(r -> r[0]).toArray(),
                rows.stream().mapToInt(r -> r[1]).toArray(),
                rows.stream().mapToInt(r -> r[2]).toArray(),
                5);
    }
}
