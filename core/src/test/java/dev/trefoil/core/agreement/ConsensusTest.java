package dev.trefoil.core.agreement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class ConsensusTest {
    private static final int ITEMS = 400;
    private static final int ANNOTATORS = 12;

    @Test
    void modelsOfAnnotatorsBeatTheMajorityWhenSomeGuess() {
        int[] truth = new int[ITEMS];
        Annotations rows = guessersAndExperts(truth);
        double majority = right(MajorityVote.of(rows, 1), truth);
        assertThat(majority).isBetween(0.6, 0.9);
        for (Consensus model : new Consensus[] {DawidSkene.of(rows), DawidSkene.oneCoin(rows), Mace.of(rows)}) {
            assertThat(right(model, truth)).as(model.method()).isGreaterThan(majority + 0.05);
            double expert = model.annotatorQuality(0);
            double guesser = model.annotatorQuality(ANNOTATORS - 1);
            assertThat(expert).as(model.method()).isGreaterThan(guesser + 0.3);
        }
    }

    @Test
    void crowdlabWeighsAModelThatIsBetterThanTheAnnotators() {
        int[] truth = new int[ITEMS];
        Annotations rows = guessersAndExperts(truth);
        double[] model = new double[ITEMS * 3];
        SplittableRandom random = new SplittableRandom(8);
        for (int i = 0; i < ITEMS; i++) {
            int guess = random.nextDouble() < 0.95 ? truth[i] : random.nextInt(3);
            for (int k = 0; k < 3; k++) {
                model[3 * i + k] = k == guess ? 0.8 : 0.1;
            }
        }
        CrowdlabResult result = Crowdlab.of(rows, model, 1);
        assertThat(right(result.consensus(), truth)).isGreaterThan(right(MajorityVote.of(rows, 1), truth));
        assertThat(result.consensus().annotatorQuality(0))
                .isGreaterThan(result.consensus().annotatorQuality(ANNOTATORS - 1));
        assertThatThrownBy(() -> Crowdlab.of(rows, new double[3], 1)).hasMessageContaining("probabilities are needed");
    }

    @Test
    void tiesGoToTheRarerClassThenToBetterAnnotators() {
        // Item 0: class 0 against 1; class 1 is rarer. Items 3 and 4: classes equally frequent in the tie of 2 and 3.
        Annotations rows = labels("0 0 0; 0 1 1; 1 0 0; 1 2 0; 2 0 0; 2 2 0");
        assertThat(MajorityVote.of(rows, 1).label(0)).isEqualTo(1);
        Annotations better = labels("0 0 0; 0 1 1; 1 0 0; 1 2 0; 1 1 1; 2 0 1; 2 2 1; 3 0 0; 3 1 1");
        Consensus consensus = MajorityVote.of(better, 1);
        assertThat(consensus.label(0)).isZero();
        assertThat(consensus.confidence(0)).isEqualTo(0.5);
        assertThat(consensus.method()).contains("ties-rarer-class");
    }

    @Test
    void lastTiesAreBrokenByTheSeed() {
        Annotations even = labels("0 0 0; 0 1 1; 1 0 1; 1 1 0");
        boolean[] seen = new boolean[2];
        for (int seed = 0; seed < 20; seed++) {
            seen[MajorityVote.of(even, seed).label(0)] = true;
            assertThat(MajorityVote.of(even, seed).label(0))
                    .isEqualTo(MajorityVote.of(even, seed).label(0));
        }
        assertThat(seen).containsOnly(true);
    }

    @Test
    void oneClassAndOneLabelEachAreNoTrouble() {
        Annotations one = Annotations.of(new int[] {0, 0, 1}, new int[] {0, 1, 1}, new int[3], 1);
        for (Consensus model :
                new Consensus[] {MajorityVote.of(one, 1), DawidSkene.of(one), DawidSkene.oneCoin(one), Mace.of(one)}) {
            assertThat(model.label(1)).isZero();
            assertThat(model.confidence(0)).as(model.method()).isEqualTo(1);
        }
        Annotations single = labels("0 0 0; 1 1 1; 2 2 0");
        for (Consensus model : new Consensus[] {MajorityVote.of(single, 1), Mace.of(single)}) {
            assertThat(new int[] {model.label(0), model.label(1), model.label(2)})
                    .as(model.method())
                    .containsExactly(0, 1, 0);
        }
        // Who gives one label only says nothing in this model: what is left is the more frequent class.
        assertThat(DawidSkene.of(single).confidence(1)).isCloseTo(2.0 / 3, within(1e-9));
        assertThatThrownBy(() -> Crowdlab.of(single, new double[] {1, 0, 0, 1, 1, 0}, 1))
                .hasMessageContaining("every item has one label");
    }

    @Test
    void hundredsOfLabelsOfOneItemDoNotUnderflow() {
        int n = 3_000;
        int[] annotator = new int[2 * n];
        int[] item = new int[2 * n];
        int[] label = new int[2 * n];
        for (int j = 0; j < 2 * n; j++) {
            item[j] = j / n;
            annotator[j] = j % n;
            label[j] = j % 3 == 0 ? 1 : j / n;
        }
        Annotations rows = Annotations.of(item, annotator, label, 2);
        for (Consensus model : new Consensus[] {DawidSkene.of(rows), DawidSkene.oneCoin(rows), Mace.of(rows)}) {
            assertThat(model.confidence(0)).as(model.method()).isBetween(0.5, 1.0);
        }
    }

    private static double right(Consensus consensus, int[] truth) {
        double right = 0;
        for (int i = 0; i < truth.length; i++) {
            right += consensus.label(i) == truth[i] ? 1.0 / truth.length : 0;
        }
        return right;
    }

    /// Four experts and eight who mostly guess, five labels for each item.
    private static Annotations guessersAndExperts(int[] truth) {
        SplittableRandom random = new SplittableRandom(3);
        int[] item = new int[5 * ITEMS];
        int[] annotator = new int[5 * ITEMS];
        int[] label = new int[5 * ITEMS];
        int n = 0;
        for (int i = 0; i < ITEMS; i++) {
            truth[i] = random.nextInt(3);
            int first = random.nextInt(ANNOTATORS);
            for (int k = 0; k < 5; k++) {
                int who = (first + 5 * k) % ANNOTATORS;
                double skill = who < 4 ? 0.95 : 0.15;
                item[n] = i;
                annotator[n] = who;
                label[n++] = random.nextDouble() < skill ? truth[i] : random.nextInt(3);
            }
        }
        return Annotations.of(item, annotator, label, 3);
    }

    /// "item annotator label; …".
    private static Annotations labels(String text) {
        int[][] rows = Arrays.stream(text.split("; "))
                .map(row -> Arrays.stream(row.split(" "))
                        .mapToInt(Integer::parseInt)
                        .toArray())
                .toArray(int[][]::new);
        return Annotations.of(
                Arrays.stream(rows).mapToInt(r -> r[0]).toArray(),
                Arrays.stream(rows).mapToInt(r -> r[1]).toArray(),
                Arrays.stream(rows).mapToInt(r -> r[2]).toArray(),
                2);
    }
}
