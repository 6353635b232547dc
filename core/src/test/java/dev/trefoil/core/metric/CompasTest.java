package dev.trefoil.core.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Published numbers of Fairlearn and AIF360 on COMPAS (6,172 people, prediction: decile of 5 or more), from the
/// confusion tables of its groups.
final class CompasTest {
    private static final MetricEstimator ESTIMATOR = new MetricEstimator(100, 1, 0.95);

    /// African-American, Caucasian, Hispanic, other, Asian, Native American: true negatives, false positives, false
    /// negatives, true positives.
    private static final int[][] RACE = {
        {873, 641, 473, 1_188}, {999, 282, 408, 414}, {258, 62, 110, 79}, {191, 28, 82, 42}, {21, 2, 3, 5}, {3, 3, 0, 5}
    };

    /// Male, female.
    private static final int[][] SEX = {{1_813, 788, 909, 1_487}, {532, 230, 167, 246}};

    @Test
    void differencesAndRatiosBetweenRacesAreFairlearns() {
        GroupComparison race = groups(1, RACE);
        fairness(race, FairnessMeasure.DEMOGRAPHIC_PARITY, Disparity.DIFFERENCE, 0.5231910946);
        fairness(race, FairnessMeasure.DEMOGRAPHIC_PARITY, Disparity.RATIO, 0.2806122449);
        fairness(race, FairnessMeasure.EQUALIZED_ODDS, Disparity.DIFFERENCE, 0.6612903226);
        fairness(race, FairnessMeasure.EQUALIZED_ODDS, Disparity.RATIO, 0.1739130435);
        fairness(race, FairnessMeasure.EQUAL_OPPORTUNITY, Disparity.DIFFERENCE, 0.6612903226);
        fairness(race, FairnessMeasure.EQUALIZED_ODDS_MEAN, Disparity.DIFFERENCE, 0.5371669004);
    }

    @Test
    void differencesAndRatiosBetweenSexesAreFairlearns() {
        GroupComparison sex = groups(20, SEX);
        fairness(sex, FairnessMeasure.DEMOGRAPHIC_PARITY, Disparity.DIFFERENCE, 0.0501667809);
        fairness(sex, FairnessMeasure.DEMOGRAPHIC_PARITY, Disparity.RATIO, 0.8898094926);
        fairness(sex, FairnessMeasure.EQUALIZED_ODDS, Disparity.DIFFERENCE, 0.0249760497);
        fairness(sex, FairnessMeasure.EQUALIZED_ODDS, Disparity.RATIO, 0.9597561432);
        fairness(sex, FairnessMeasure.EQUAL_OPPORTUNITY, Disparity.DIFFERENCE, 0.0249760497);
        fairness(sex, FairnessMeasure.EQUALIZED_ODDS_MEAN, Disparity.DIFFERENCE, 0.0130495896);
    }

    /// AIF360 counts what is favourable, not to be predicted to offend again, and keeps the sign.
    @Test
    void differencesBetweenTwoRacesAreThoseOfAif360() {
        GroupComparison favoured = groups(20, favourable(RACE[0]), favourable(RACE[1]));
        fairness(favoured, FairnessMeasure.DEMOGRAPHIC_PARITY, Disparity.DIFFERENCE, 0.2451072147);
        fairness(favoured, FairnessMeasure.DEMOGRAPHIC_PARITY, Disparity.RATIO, 0.6336457197);
        fairness(favoured, FairnessMeasure.EQUAL_OPPORTUNITY, Disparity.DIFFERENCE, 0.2032412549);
        fairness(favoured, FairnessMeasure.EQUALIZED_ODDS_MEAN, Disparity.DIFFERENCE, 0.2074117040);
    }

    @Test
    void elevenPeopleDecideTheRaceNumbersUnlessSupportIsAskedFor() {
        GroupComparison supported = groups(20, RACE);
        assertThat(supported.compared()).isEqualTo(5);
        assertThat(supported
                        .compare(FairnessMeasure.DEMOGRAPHIC_PARITY, Disparity.DIFFERENCE)
                        .value())
                .isCloseTo(1_829 / 3_175.0 - 70 / 343.0, within(1e-12));
    }

    private static void fairness(GroupComparison groups, FairnessMeasure measure, Disparity disparity, double value) {
        assertThat(groups.compare(measure, disparity).value())
                .as(measure.id() + " " + disparity.id())
                .isCloseTo(value, within(1e-10));
    }

    private static int[] favourable(int[] cells) {
        return new int[] {cells[3], cells[2], cells[1], cells[0]};
    }

    private static GroupComparison groups(int support, int[]... tables) {
        int rows = Arrays.stream(tables).flatMapToInt(Arrays::stream).sum();
        double[] score = new double[rows];
        double[] truth = new double[rows];
        List<int[]> groups = new ArrayList<>();
        int at = 0;
        for (int[] cells : tables) {
            int[] group = new int[Arrays.stream(cells).sum()];
            int in = 0;
            for (int cell = 0; cell < 4; cell++) {
                for (int i = 0; i < cells[cell]; i++) {
                    score[at] = cell % 2;
                    truth[at] = cell / 2;
                    group[in++] = at++;
                }
            }
            groups.add(group);
        }
        return GroupComparison.of(Scored.binary(score, truth), groups, support, ESTIMATOR);
    }
}
