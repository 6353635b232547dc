package dev.trefoil.core.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/// Numbers drawn by CPython 3.11 and numpy 2.4.
final class MersenneTwisterTest {
    @Test
    void drawsWhatPythonDraws() {
        assertThat(MersenneTwister.ofPython(7).nextInt()).isEqualTo(1_390_851_128);
        int[] fromPool = new int[5];
        MersenneTwister.ofPython(7).sample(70, fromPool);
        assertThat(fromPool).containsExactly(41, 19, 50, 6, 9);
        int[] fromMany = new int[5];
        MersenneTwister.ofPython(7).sample(100_000, fromMany);
        assertThat(fromMany).containsExactly(42_445, 19_772, 51_750, 85_319, 6_328);
    }

    @Test
    void drawsWhatNumpyDraws() {
        MersenneTwister random = MersenneTwister.ofNumpy(0);
        assertThat(random.nextDouble()).isCloseTo(0.5488135, within(5e-9));
        assertThat(random.nextDouble()).isCloseTo(0.71518937, within(5e-9));
        assertThat(random.nextDouble()).isCloseTo(0.60276338, within(5e-9));
    }

    @Test
    void sampleLargerThanTheRangeIsRefused() {
        assertThatThrownBy(() -> MersenneTwister.ofPython(1).sample(3, new int[4]))
                .hasMessageContaining("no 4 different numbers below 3");
        assertThatThrownBy(() -> MersenneTwister.ofNumpy(-1)).hasMessageContaining("seed");
    }
}
