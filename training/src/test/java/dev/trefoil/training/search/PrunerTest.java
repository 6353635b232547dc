package dev.trefoil.training.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class PrunerTest {
    @Test
    void ashaLetsTheBestQuarterPassARung() {
        AshaPruner asha = new AshaPruner(4, 4);
        List<FinishedTrial> others = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            others.add(ended(i, FinishedTrial.State.COMPLETE, curve(16, 0.1 * i)));
        }
        assertThat(asha.prune(curve(3, -1), others, Direction.MAXIMISE)).isFalse();
        assertThat(asha.prune(curve(4, 0.45), others, Direction.MAXIMISE)).isTrue();
        assertThat(asha.prune(curve(4, 0.55), others, Direction.MAXIMISE)).isFalse();
        assertThat(asha.prune(curve(4, Double.NaN), others, Direction.MAXIMISE)).isTrue();
        assertThat(asha.prune(curve(5, 0.1), others, Direction.MAXIMISE)).isFalse();
    }

    @Test
    void ashaLetsTheFirstTrialsPassWhenTheyAreBestSoFar() {
        AshaPruner asha = new AshaPruner(4, 4);
        assertThat(asha.prune(curve(4, 0.5), List.of(), Direction.MAXIMISE)).isFalse();
        List<FinishedTrial> one = List.of(ended(0, FinishedTrial.State.COMPLETE, curve(16, 0.6)));
        assertThat(asha.prune(curve(4, 0.5), one, Direction.MAXIMISE)).isTrue();
        assertThat(asha.prune(curve(4, 0.7), one, Direction.MAXIMISE)).isFalse();
    }

    @Test
    void ashaCountsAPrunedTrialUpToTheRungThatStoppedIt() {
        AshaPruner asha = new AshaPruner(4, 4);
        List<FinishedTrial> others = List.of(
                ended(0, FinishedTrial.State.PRUNED, curve(4, 0.9)),
                ended(1, FinishedTrial.State.COMPLETE, curve(16, 0.2)));
        assertThat(asha.prune(curve(4, 0.5), others, Direction.MAXIMISE)).isTrue();
        assertThat(asha.prune(curve(16, 0.5), others, Direction.MAXIMISE)).isFalse();
    }

    @Test
    void ashaTakesItsFirstRungFromTheLongestCompletedTrial() {
        AshaPruner asha = new AshaPruner();
        assertThat(asha.prune(curve(5, 0), List.of(), Direction.MAXIMISE)).isFalse();
        List<FinishedTrial> one = List.of(ended(0, FinishedTrial.State.COMPLETE, curve(300, 1)));
        assertThat(asha.prune(curve(3, 0), one, Direction.MAXIMISE)).isTrue();
        assertThat(asha.prune(curve(2, 0), one, Direction.MAXIMISE)).isFalse();
    }

    @Test
    void medianStopsWhatIsWorseThanHalfAtTheSameStep() {
        MedianPruner median = new MedianPruner();
        List<FinishedTrial> others = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            others.add(ended(i, FinishedTrial.State.COMPLETE, curve(10, i)));
        }
        assertThat(median.prune(curve(3, 1.9), others, Direction.MAXIMISE)).isTrue();
        assertThat(median.prune(curve(3, 2.0), others, Direction.MAXIMISE)).isFalse();
        assertThat(median.prune(curve(3, 2.1), others, Direction.MINIMISE)).isTrue();
        assertThat(median.prune(curve(3, 1.9), others.subList(0, 4), Direction.MAXIMISE))
                .isFalse();
        assertThat(median.prune(curve(11, 0), others, Direction.MAXIMISE)).isFalse();
    }

    private static SortedMap<Integer, Double> curve(int steps, double value) {
        SortedMap<Integer, Double> curve = new TreeMap<>();
        for (int step = 1; step <= steps; step++) {
            curve.put(step, value);
        }
        return curve;
    }

    private static FinishedTrial ended(int number, FinishedTrial.State state, SortedMap<Integer, Double> curve) {
        return new FinishedTrial(number, "x", Hyperparameters.NONE, state, curve.get(curve.lastKey()), 0, curve, "");
    }
}
