package dev.trefoil.training.sample;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trefoil.core.column.ColumnBatch;
import dev.trefoil.core.column.ColumnSpec;
import dev.trefoil.core.column.ColumnType;
import dev.trefoil.core.column.NumberColumn;
import dev.trefoil.core.column.Schema;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GroupsTest {
    private static ColumnBatch rows(double[] x, double[] label) {
        return new ColumnBatch(
                new Schema(List.of(new ColumnSpec("x", ColumnType.NUMBER), new ColumnSpec("label", ColumnType.NUMBER))),
                List.of(new NumberColumn(x), new NumberColumn(label)));
    }

    @Test
    void copiesBelongTogetherWhateverTheirLabel() {
        ColumnBatch rows = rows(new double[] {1, 2, 1, 3}, new double[] {0, 0, 1, 1});
        assertThat(Groups.copies(rows, List.of("x"))).containsExactly(0, 1, 0, 2);
    }

    @Test
    void rowsThatCoincideInCoarseColumnsAreNoCopies() {
        double[] coarse = IntStream.range(0, 100).mapToDouble(i -> i % 4).toArray();
        ColumnBatch rows = rows(coarse, new double[100]);
        assertThat(Groups.copies(rows, List.of("x")))
                .containsExactly(IntStream.range(0, 100).toArray());
    }
}
