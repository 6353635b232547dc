package dev.trefoil.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trefoil.core.column.BooleanColumn;
import dev.trefoil.core.column.ColumnBatch;
import dev.trefoil.core.column.ColumnSpec;
import dev.trefoil.core.column.ColumnType;
import dev.trefoil.core.column.IntegerColumn;
import dev.trefoil.core.column.NumberColumn;
import dev.trefoil.core.column.Schema;
import dev.trefoil.core.column.StringColumn;
import dev.trefoil.core.column.TimeColumn;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TablesTest {
    @TempDir
    Path folder;

    static ColumnBatch sample() {
        BitSet missing = new BitSet();
        missing.set(2);
        return new ColumnBatch(
                new Schema(List.of(
                        new ColumnSpec("n", ColumnType.NUMBER),
                        new ColumnSpec("i", ColumnType.INTEGER),
                        new ColumnSpec("b", ColumnType.BOOLEAN),
                        new ColumnSpec("s", ColumnType.STRING),
                        new ColumnSpec("t", ColumnType.TIMESTAMP),
                        new ColumnSpec("d", ColumnType.DATE))),
                List.of(
                        new NumberColumn(new double[] {1.5, -0.25, Double.NaN}),
                        new IntegerColumn(new long[] {7, Long.MAX_VALUE, 0}, missing),
                        new BooleanColumn(new byte[] {1, 0, -1}),
                        new StringColumn(new String[] {"a \"b\", c", "zwei\nZeilen", null}),
                        new TimeColumn(
                                ColumnType.TIMESTAMP, new long[] {1_357_000_000_123_456L, -1, TimeColumn.MISSING}),
                        new TimeColumn(
                                ColumnType.DATE,
                                new long[] {1_356_998_400_000_000L, -86_400_000_000L, TimeColumn.MISSING})));
    }

    @ParameterizedTest
    @ValueSource(strings = {"x.parquet", "x.csv", "x.csv.gz", "x.tsv", "x.jsonl", "x.jsonl.gz"})
    void whatIsWrittenIsReadBack(String name) {
        Path file = folder.resolve("new/" + name);
        Tables.write(sample(), file);
        ColumnBatch back = Tables.read(file);
        assertThat(back.schema()).isEqualTo(sample().schema());
        assertThat(ContentDigest.of(back)).isEqualTo(ContentDigest.of(sample()));
        assertThat(file.getParent().toFile().list()).containsExactly(name);
    }

    @Test
    void aGlobReadsItsFilesInTheOrderOfTheirNames() throws Exception {
        Files.writeString(folder.resolve("b.csv"), "x\n2\n");
        Files.writeString(folder.resolve("a.csv"), "x\n1\n");
        Files.writeString(folder.resolve("c.txt"), "x\n3\n");
        ColumnBatch read = Tables.read(folder, "*.csv");
        assertThat(((IntegerColumn) read.column("x")).values()).containsExactly(1, 2);
    }
}
