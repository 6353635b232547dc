package dev.trefoil.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trefoil.core.column.ColumnBatch;
import dev.trefoil.core.signature.Task;
import dev.trefoil.training.sample.Fold;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RetrainingTest {
    @Test
    void exactCopiesAreNeverSplitBetweenLearningAndJudging() {
        ColumnBatch once = Synthetic.rows(150, 4);
        ColumnBatch rows =
                once.pick(IntStream.range(0, 450).map(row -> row * 7 % 150).toArray());
        DevelopmentSpec spec = Synthetic.spec(
                Synthetic.target(rows, Task.BINARY), null, List.of(Candidate.Trained.of("logistic")), 1, List.of());
        Fold fold = Retraining.split(spec, rows, 0.2);
        assertThat(fold.learn().length + fold.judge().length).isEqualTo(450);
        assertThat(fold.judge().length).isBetween(60, 120);
        Set<Integer> learnt =
                Arrays.stream(fold.learn()).map(row -> row * 7 % 150).boxed().collect(Collectors.toSet());
        assertThat(fold.judge())
                .satisfies(judged -> assertThat(Arrays.stream(judged)
                                .map(row -> row * 7 % 150)
                                .filter(learnt::contains)
                                .count())
                        .isZero());
    }
}
