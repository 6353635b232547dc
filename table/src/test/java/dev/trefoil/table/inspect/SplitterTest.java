package dev.trefoil.table.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trefoil.core.column.ColumnBatch;
import dev.trefoil.core.column.ColumnSpec;
import dev.trefoil.core.column.ColumnType;
import dev.trefoil.core.column.IntegerColumn;
import dev.trefoil.core.column.Schema;
import dev.trefoil.core.column.StringColumn;
import dev.trefoil.core.column.TimeColumn;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SplitterTest {
    private static final List<String> CLASSES = List.of("a", "a", "a", "a", "a", "a", "b", "b", "b", "c");

    private static ColumnBatch rows(int n, int persons, int different) {
        SplittableRandom random = new SplittableRandom(1);
        long[] value = new long[n];
        String[] label = new String[n];
        String[] person = new String[n];
        long[] time = new long[n];
        for (int i = 0; i < n; i++) {
            value[i] = i % different;
            label[i] = CLASSES.get((i % different) * 7 % 10);
            person[i] = "P" + random.nextInt(persons);
            time[i] = i * 86_400_000_000L;
        }
        return new ColumnBatch(
                new Schema(List.of(
                        new ColumnSpec("value", ColumnType.INTEGER),
                        new ColumnSpec("label", ColumnType.STRING),
                        new ColumnSpec("person", ColumnType.STRING),
                        new ColumnSpec("day", ColumnType.DATE))),
                List.of(
                        new IntegerColumn(value, new BitSet()),
                        new StringColumn(label),
                        new StringColumn(person),
                        new TimeColumn(ColumnType.DATE, time)));
    }

    private static Set<String> values(ColumnBatch rows, List<Integer> positions, String column) {
        Set<String> values = new HashSet<>();
        positions.forEach(row -> values.add(rows.column(column).text(row)));
        return values;
    }

    @Test
    void everyClassGivesItsShareToWithinOneRow() {
        ColumnBatch rows = rows(1003, 10, 1003);
        Splitter.Split split = Splitter.byChance(rows, 0.2, 7, "label", List.of());
        for (String label : Set.of("a", "b", "c")) {
            long all = java.util.stream.IntStream.range(0, rows.rows())
                    .filter(i -> label.equals(rows.column("label").text(i)))
                    .count();
            long held = split.holdout().stream()
                    .filter(i -> label.equals(rows.column("label").text(i)))
                    .count();
            assertThat(Math.abs(held - 0.2 * all)).as(label).isLessThanOrEqualTo(1);
        }
        assertThat(split.training().size() + split.holdout().size()).isEqualTo(1003);
        assertThat(Splitter.byChance(rows, 0.2, 7, "label", List.of())).isEqualTo(split);
        assertThat(Splitter.byChance(rows, 0.2, 8, "label", List.of())).isNotEqualTo(split);
    }

    @Test
    void groupsAreNeverSplit() {
        ColumnBatch rows = rows(2000, 150, 2000);
        Splitter.Split split = Splitter.byChance(rows, 0.2, 7, "label", List.of("person"));
        assertThat(values(rows, split.training(), "person"))
                .doesNotContainAnyElementsOf(values(rows, split.holdout(), "person"));
        assertThat(split.holdout().size()).isBetween(360, 440);
    }

    @Test
    void exactCopiesAreNeverSplit() {
        ColumnBatch rows = rows(900, 1, 300).select(List.of("value", "label", "person"));
        Splitter.Split split = Splitter.byChance(rows, 0.2, 7, "label", List.of());
        assertThat(values(rows, split.training(), "value"))
                .doesNotContainAnyElementsOf(values(rows, split.holdout(), "value"));
        assertThat(split.holdout().size()).isBetween(170, 190);
    }

    @Test
    void aSplitByTimeDropsWhatLiesOnBothSides() {
        ColumnBatch rows = rows(100, 1000, 100);
        Splitter.Split plain = Splitter.byTime(rows, "day", 80 * 86_400_000_000L, Long.MAX_VALUE, List.of());
        assertThat(plain.training()).hasSize(80);
        assertThat(plain.holdout()).hasSize(20);
        ColumnBatch few = rows(100, 30, 100);
        Splitter.Split split =
                Splitter.byTime(few, "day", 80 * 86_400_000_000L, 95 * 86_400_000_000L, List.of("person"));
        assertThat(split.holdout()).hasSize(15);
        assertThat(split.dropped()).hasSizeGreaterThan(5);
        assertThat(values(few, split.training(), "person"))
                .doesNotContainAnyElementsOf(values(few, split.holdout(), "person"));
    }
}
