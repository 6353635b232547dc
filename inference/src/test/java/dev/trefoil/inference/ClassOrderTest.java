package dev.trefoil.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ClassOrderTest {
    @Test
    void probabilitiesMoveToTheOrderOfTheLabel() {
        ClassOrder order = ClassOrder.of(List.of("high", "low", "middle"), List.of("low", "middle", "high"));
        assertThat(order.apply(new double[] {0.5, 0.2, 0.3, 0.1, 0.8, 0.1}, 2))
                .containsExactly(0.2, 0.3, 0.5, 0.8, 0.1, 0.1);
    }

    @Test
    void theProbabilityOfTheOtherOfTwoClassesIsTurnedRound() {
        ClassOrder order = ClassOrder.of(List.of("no", "yes"), List.of("yes", "no"));
        assertThat(order.apply(new double[] {0.25}, 1)).containsExactly(0.75);
        assertThat(order.apply(new double[] {0.25, 0.75}, 1)).containsExactly(0.75, 0.25);
    }

    @Test
    void namesAreTheSameHoweverTheyAreSpelledAndWithoutNamesNothingMoves() {
        assertThat(ClassOrder.of(List.of("False", "True"), List.of("false", "true"))
                        .apply(new double[] {0.1}, 1))
                .containsExactly(0.1);
        assertThat(ClassOrder.of(List.of("0.0", "1.0"), List.of("1", "0")).apply(new double[] {0.25}, 1))
                .containsExactly(0.75);
        assertThat(ClassOrder.of(List.of(), List.of("1", "0")).apply(new double[] {0.25}, 1))
                .containsExactly(0.25);
    }

    @Test
    void otherClassesAreNamed() {
        assertThatThrownBy(() -> ClassOrder.of(List.of("a", "b"), List.of("a", "c")))
                .hasMessageContaining("the model knows the classes [a, b], the label has [a, c]");
    }
}
