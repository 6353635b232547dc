package dev.trefoil.core.detector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.trefoil.core.random.MersenneTwister;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// River's documented streams: its detectors find the change of each at these indices.
final class DetectorTest {
    @Test
    void changeOfRiversNumberStreamIsFoundWhereRiverFindsIt() {
        double[] stream = new double[2_000];
        MersenneTwister random = MersenneTwister.ofPython(12_345);
        for (int i = 0; i < stream.length; i++) {
            stream[i] = i < 1_000 ? Math.floor(2 * random.nextDouble()) : 4 + Math.floor(4 * random.nextDouble());
        }
        assertThat(drifts(DetectorKind.ADWIN, Map.of(), stream)).containsExactly(1_023);
        assertThat(drifts(DetectorKind.KSWIN, Map.of("alpha", "0.0001", "seed", "42"), stream))
                .containsExactly(1_016);
        assertThat(drifts(DetectorKind.PAGE_HINKLEY, Map.of(), stream)).containsExactly(1_006);
    }

    /// Indices of scikit-multiflow's class on the same stream.
    @Test
    void clippedFormOfPageHinkleyAlarmsWhereScikitMultiflowDoes() {
        double[] stream = new double[2_000];
        MersenneTwister random = MersenneTwister.ofPython(12_345);
        for (int i = 0; i < stream.length; i++) {
            stream[i] = i < 1_000 ? Math.floor(2 * random.nextDouble()) : 4 + Math.floor(4 * random.nextDouble());
        }
        Map<String, String> up = Map.of("form", "clipped", "mode", "up", "threshold", "5", "alpha", "0.9");
        assertThat(drifts(DetectorKind.PAGE_HINKLEY, up, stream))
                .containsExactly(1_000, 1_072, 1_325, 1_433, 1_552, 1_659, 1_727, 1_821, 1_999);
        double[] falling = new double[stream.length];
        for (int i = 0; i < stream.length; i++) {
            falling[i] = stream[stream.length - 1 - i];
        }
        Map<String, String> down = Map.of("form", "clipped", "mode", "down", "threshold", "10", "delta", "0.1");
        assertThat(drifts(DetectorKind.PAGE_HINKLEY, down, falling)).containsExactly(31, 480, 615, 770, 972, 1_001);
        double[] late = new double[30];
        late[28] = 100;
        assertThat(drifts(DetectorKind.PAGE_HINKLEY, Map.of("form", "clipped"), late))
                .containsExactly(28);
    }

    @Test
    void changeOfRiversErrorStreamIsFoundWhereRiverFindsIt() {
        double[] stream = new double[2_000];
        MersenneTwister random = MersenneTwister.ofPython(42);
        for (int i = 0; i < stream.length; i++) {
            double drawn = random.nextDouble();
            stream[i] = i < 1_000 ? Math.floor(2 * drawn) : drawn < 0.3 ? 0 : 1;
        }
        assertThat(drifts(DetectorKind.DDM, Map.of(), stream)).containsExactly(1_334);
        assertThat(drifts(DetectorKind.EDDM, Map.of("alpha", "0.8", "beta", "0.75"), stream))
                .containsExactly(1_278);
        assertThat(drifts(DetectorKind.HDDM_A, Map.of(), stream)).containsExactly(1_206);
        assertThat(drifts(DetectorKind.HDDM_W, Map.of(), stream)).containsExactly(1_077);
    }

    @Test
    void toleratedMeanIsGivenOrTakenFromTheFirstValues() {
        EDetector given = (EDetector) detector(DetectorKind.E_DETECTOR, Map.of("mean", "0.2", "tolerance", "0.05"));
        assertThat(given.tolerated()).isCloseTo(0.25, within(1e-12));
        EDetector learnt = (EDetector) detector(DetectorKind.E_DETECTOR, Map.of("reference", "10000"));
        for (int i = 0; i < 10_000; i++) {
            assertThat(learnt.ready()).isFalse();
            assertThat(learnt.update(i % 5 == 0 ? 1 : 0)).isEqualTo(Signal.NONE);
        }
        assertThat(learnt.ready()).isTrue();
        assertThat(learnt.tolerated()).isCloseTo(0.2, within(0.009)).isGreaterThan(0.207);
    }

    @Test
    void lossesOnAnyScaleAreWatchedInBothDirections() {
        Map<String, String> both = Map.of("mean", "50", "low", "0", "high", "200", "mode", "both");
        for (double changed : new double[] {20, 90}) {
            double[] stream = new double[2_000];
            for (int i = 0; i < stream.length; i++) {
                stream[i] = (i < 1_000 ? 50 : changed) + (i % 2 == 0 ? 10 : -10);
            }
            assertThat(drifts(DetectorKind.E_DETECTOR, both, stream).getFirst()).isBetween(1_000, 1_200);
        }
    }

    @Test
    void streamThatNeverChangesNeverAlarms() {
        for (DetectorKind kind : DetectorKind.values()) {
            for (double constant : new double[] {0, 1}) {
                double[] stream = new double[5_000];
                Arrays.fill(stream, constant);
                assertThat(drifts(kind, Map.of(), stream))
                        .as(kind.id() + " of " + constant)
                        .isEmpty();
            }
        }
    }

    @Test
    void whatADetectorCannotTakeIsRefused() {
        for (DetectorKind kind : DetectorKind.values()) {
            for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
                assertThatThrownBy(() -> detector(kind, Map.of()).update(bad))
                        .as(kind.id() + " of " + bad)
                        .isInstanceOf(IllegalArgumentException.class);
            }
        }
        assertThatThrownBy(() -> detector(DetectorKind.DDM, Map.of()).update(0.5))
                .hasMessageContaining("0 or 1");
        assertThatThrownBy(() -> detector(DetectorKind.E_DETECTOR, Map.of()).update(3))
                .hasMessageContaining("options low and high");
    }

    @Test
    void optionsAreChecked() {
        assertThatThrownBy(() -> detector(DetectorKind.ADWIN, Map.of("detla", "1")))
                .hasMessageContaining("did you mean 'delta'");
        assertThatThrownBy(() -> detector(DetectorKind.ADWIN, Map.of("clock", "1.5")))
                .hasMessageContaining("whole number");
        assertThatThrownBy(() -> detector(DetectorKind.KSWIN, Map.of("stat-size", "70")))
                .hasMessageContaining("half of window-size");
        assertThatThrownBy(() -> detector(DetectorKind.EDDM, Map.of("alpha", "0.5")))
                .hasMessageContaining("at least beta");
        assertThatThrownBy(() -> detector(DetectorKind.E_DETECTOR, Map.of("mean", "2")))
                .hasMessageContaining("between low and high");
        assertThatThrownBy(() -> DetectorKind.byName("adwim")).hasMessageContaining("did you mean 'adwin'");
    }

    static Detector detector(DetectorKind kind, Map<String, String> options) {
        return DetectorSettings.of(kind, options).detector();
    }

    static List<Integer> drifts(DetectorKind kind, Map<String, String> options, double[] stream) {
        Detector detector = detector(kind, options);
        List<Integer> drifts = new ArrayList<>();
        for (int i = 0; i < stream.length; i++) {
            if (detector.update(stream[i]) == Signal.DRIFT) {
                drifts.add(i);
            }
        }
        return drifts;
    }
}
