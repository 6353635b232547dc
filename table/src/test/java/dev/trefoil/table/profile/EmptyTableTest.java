package dev.trefoil.table.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trefoil.core.column.ColumnBatch;
import dev.trefoil.table.EngineLimits;
import dev.trefoil.table.Prepared;
import dev.trefoil.table.Tables;
import dev.trefoil.table.Workspace;
import dev.trefoil.table.source.ReadOptions;
import dev.trefoil.table.source.Source;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmptyTableTest {
    @TempDir
    Path folder;

    @Test
    void aTableWithoutRowsHasAProfileAndAContract() throws Exception {
        Files.writeString(folder.resolve("x.csv"), "a,b\n1,x\n2,y\n");
        Prepared prepared;
        try (Workspace workspace = Workspace.open(folder, EngineLimits.USUAL)) {
            workspace.add(Source.of("x", folder.resolve("x.csv")));
            prepared = workspace.prepare(
                    "SELECT a, b, a / 2 AS c FROM x WHERE a > 5", "prepare.sql", folder.resolve("p.parquet"));
        }
        assertThat(prepared.rows()).isZero();
        try (Workspace workspace = Workspace.open(folder, EngineLimits.USUAL)) {
            workspace.add(Source.of("p", prepared.file()));
            TableProfile profile = Profiler.profile(workspace, "p");
            assertThat(profile.rows()).isZero();
            assertThat(profile.columns()).allMatch(c -> c.present() == 0 && c.constant());
            Contract contract = ContractInference.infer(workspace, "p", profile, null);
            assertThat(ContractCheck.check(workspace, "p", contract)).isEmpty();
        }
        ColumnBatch back = Tables.read(prepared.file());
        assertThat(back.rows()).isZero();
    }

    @Test
    void linesThatAreNoJsonAreRefusedAndCounted() throws Exception {
        List<String> lines = IntStream.range(0, 20)
                .mapToObj(i ->
                        i == 7 ? "{\"a\": 1," : i == 9 ? "[1, 2]" : "{\"a\": " + i + ", \"deep\": {\"x\": [1, null]}}")
                .toList();
        Files.write(folder.resolve("x.jsonl"), lines);
        Tables.Read read = Tables.read(new Source("x", folder, "x.jsonl", ReadOptions.NONE));
        assertThat(read.report().summary()).isEqualTo("x: 20 rows read = 18 used + 2 refused");
        assertThat(read.report().examples()).extracting(r -> r.line()).containsExactly(8L, 10L);
        assertThat(read.batch().column("deep").text(0)).isEqualTo("{\"x\":[1,null]}");
        Files.writeString(folder.resolve("none.jsonl"), "hello\n");
        assertThatThrownBy(() -> Tables.read(folder, "none.jsonl"))
                .hasMessageContaining("there is no JSON object in it");
    }

    @Test
    void parquetThatIsBrokenInsideIsNamed() throws Exception {
        byte[] junk = new byte[200];
        System.arraycopy(new byte[] {'P', 'A', 'R', '1'}, 0, junk, 0, 4);
        System.arraycopy(new byte[] {'P', 'A', 'R', '1'}, 0, junk, 196, 4);
        Files.write(folder.resolve("bad.parquet"), junk);
        assertThatThrownBy(() -> Tables.read(folder, "bad.parquet"))
                .hasMessageStartingWith("bad.parquet: ")
                .message()
                .doesNotContain("\n");
    }
}
