package dev.trefoil.training.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trefoil.core.column.Column;
import dev.trefoil.core.column.ColumnBatch;
import dev.trefoil.core.column.ColumnSpec;
import dev.trefoil.core.column.ColumnType;
import dev.trefoil.core.column.NumberColumn;
import dev.trefoil.core.column.Schema;
import dev.trefoil.core.column.StringColumn;
import dev.trefoil.core.signature.Task;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FoldsTest {
    @Test
    void theLatestPartIsJudgedAndGroupsStayWhole() {
        long[] times = IntStream.range(0, 100).mapToLong(i -> i * 10L).toArray();
        int[] days = IntStream.range(0, 100).map(i -> i / 7).toArray();
        Fold fold = Folds.latest(times, days, 0.2);
        assertThat(fold.judge().length).isBetween(20, 27);
        assertThat(times[fold.learn()[fold.learn().length - 1]]).isLessThan(times[fold.judge()[0]]);
        assertThat(groups(days, fold.learn())).doesNotContainAnyElementsOf(groups(days, fold.judge()));
    }

    @Test
    void everyRowIsJudgedOnceAndClassesAreSpreadEvenly() {
        int[] strata = IntStream.range(0, 103).map(i -> i % 10 == 0 ? 1 : 0).toArray();
        int[] single = IntStream.range(0, 103).toArray();
        List<Fold> folds = Folds.spread(strata, single, 5, 7);
        int[] judged = folds.stream()
                .flatMapToInt(f -> Arrays.stream(f.judge()))
                .sorted()
                .toArray();
        assertThat(judged).isEqualTo(single);
        for (Fold fold : folds) {
            assertThat(Arrays.stream(fold.judge()).map(row -> strata[row]).sum())
                    .isBetween(2, 3);
        }
    }

    @Test
    void groupsNeverPart() {
        int[] groups = IntStream.range(0, 200).map(i -> (i * 7919) % 23).toArray();
        int[] strata = IntStream.range(0, 200).map(i -> i % 3).toArray();
        for (Fold fold : Folds.spread(strata, groups, 5, 7)) {
            assertThat(groups(groups, fold.learn())).doesNotContainAnyElementsOf(groups(groups, fold.judge()));
        }
    }

    @Test
    void oneGroupCannotBeDivided() {
        assertThatThrownBy(() -> Folds.spread(new int[10], new int[10], 5, 7))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("one group");
    }

    @Test
    void rowsThatAgreeAreOneGroup() {
        ColumnBatch rows = new ColumnBatch(
                new Schema(List.of(new ColumnSpec("x", ColumnType.NUMBER), new ColumnSpec("s", ColumnType.STRING))),
                List.<Column>of(
                        new NumberColumn(new double[] {1, 1, 0.0, -0.0, Double.NaN, Double.NaN, 1}),
                        new StringColumn(new @Nullable String[] {"a", "a", "", "", null, null, "b"})));
        assertThat(Groups.of(rows, List.of("x", "s"))).containsExactly(0, 0, 1, 1, 2, 2, 3);
    }

    @Test
    void theTaskIsReadOffTheLabel() {
        assertThat(target("no", "yes", "no").classes()).containsExactly("no", "yes");
        assertThat(target("0", "1", "1").classes()).containsExactly("0", "1");
        assertThat(target("bad", "good", "good").classes()).containsExactly("good", "bad");
        assertThat(target("b", "a", "c").task()).isEqualTo(Task.MULTICLASS);
        assertThat(target("b", "a", "c").classes()).containsExactly("a", "b", "c");
        assertThat(target("no", "yes", "no").truth(labels("yes", null, "no", "maybe")))
                .containsExactly(1, Double.NaN, 0, Double.NaN);
    }

    private static Target target(String... values) {
        return Target.infer(labels(values), "y", null, null);
    }

    private static ColumnBatch labels(@Nullable String... values) {
        return new ColumnBatch(
                new Schema(List.of(new ColumnSpec("y", ColumnType.STRING))), List.of(new StringColumn(values)));
    }

    private static Set<Integer> groups(int[] groups, int[] rows) {
        Set<Integer> found = new HashSet<>();
        for (int row : rows) {
            found.add(groups[row]);
        }
        return found;
    }
}
