package dev.trefoil.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trefoil.core.column.ColumnBatch;
import dev.trefoil.core.column.ColumnType;
import dev.trefoil.core.column.IntegerColumn;
import dev.trefoil.table.source.Source;
import dev.trefoil.table.source.TableException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkspaceTest {
    @TempDir
    Path folder;

    private Workspace workspace() {
        Workspace workspace = Workspace.open(folder.resolve("work"), EngineLimits.USUAL);
        Path file = folder.resolve("t.parquet");
        Tables.write(TablesTest.sample(), file);
        workspace.add(Source.of("t", file));
        return workspace;
    }

    @Test
    void theSameContentHasTheSameDigestHoweverItIsComputed() {
        try (Workspace one = workspace();
                Workspace two = Workspace.open(folder.resolve("two"), new EngineLimits(256 << 20, 1))) {
            two.add("t", TablesTest.sample());
            String sql = "SELECT i % 10 AS last, n, s FROM t";
            Prepared first = one.prepare(sql, "prepare.sql", folder.resolve("1.parquet"));
            Prepared second = two.prepare(sql + " ORDER BY last", "prepare.sql", folder.resolve("2.parquet"));
            assertThat(first.digest()).isEqualTo(second.digest());
            assertThat(first.rows()).isEqualTo(3);
            assertThat(ContentDigest.of(Tables.read(first.file()))).isEqualTo(first.digest());
            Prepared other = one.prepare("SELECT n, s FROM t", "prepare.sql", folder.resolve("1.parquet"));
            assertThat(other.digest()).isNotEqualTo(first.digest());
        }
        assertThat(folder.resolve("work").toFile().list()).isEmpty();
    }

    @Test
    void columnsAndRowsAreChosen() {
        try (Workspace workspace = workspace()) {
            ColumnBatch read = workspace.read("t", List.of("i"), "b");
            assertThat(read.rows()).isEqualTo(1);
            assertThat(((IntegerColumn) read.column("i")).values()).containsExactly(7);
            assertThat(workspace.rows("t", null)).isEqualTo(3);
            assertThat(workspace.schema("t")).isEqualTo(TablesTest.sample().schema());
            assertThatThrownBy(() -> workspace.read("t", List.of("x"), null))
                    .isInstanceOf(TableException.class)
                    .hasMessageContaining("there is no column 'x'");
        }
    }

    @Test
    void engineTypesBecomeOurs() {
        try (Workspace workspace = workspace()) {
            ColumnBatch read = workspace.query("""
                    CREATE MACRO twice(x) AS x * 2;
                    SELECT 1::DECIMAL(9, 2) AS d, sum(twice(1)) AS h, 'a'::ENUM('a') AS e, [1, 2] AS l, {'x': 1} AS s,
                           '2024-01-02 03:04:05+02'::TIMESTAMPTZ AS z, TIME '10:00' AS c, NULL AS u, 1::FLOAT AS f
                    """, "types.sql");
            assertThat(read.schema().columns().stream().map(c -> c.type()).toList())
                    .containsExactly(
                            ColumnType.NUMBER,
                            ColumnType.NUMBER,
                            ColumnType.STRING,
                            ColumnType.STRING,
                            ColumnType.STRING,
                            ColumnType.TIMESTAMP,
                            ColumnType.STRING,
                            ColumnType.INTEGER,
                            ColumnType.NUMBER);
            assertThat(read.column("l").text(0)).isEqualTo("[1,2]");
            assertThat(read.column("s").text(0)).isEqualTo("{\"x\":1}");
            assertThat(read.column("z").text(0)).isEqualTo("2024-01-02T01:04:05");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT * FROM read_text('/etc/passwd')",
                "SELECT * FROM read_csv('/etc/passwd')",
                "SELECT * FROM '/etc/passwd'",
                "SELECT * FROM glob('/etc/*')",
                "COPY t TO '/tmp/out.csv'",
                "ATTACH '/tmp/x.db' AS x; SELECT 1",
                "SET threads = 8; SELECT 1",
                "INSTALL httpfs; SELECT 1",
                "CREATE TABLE x AS SELECT * FROM read_text('/etc/passwd'); SELECT * FROM x",
                "DROP VIEW t",
                "PRAGMA database_list"
            })
    void sqlSeesTheSourcesAndNothingElse(String sql) {
        try (Workspace workspace = workspace()) {
            assertThatThrownBy(() -> workspace.query(sql, "prepare.sql"))
                    .isInstanceOf(TableException.class)
                    .message()
                    .startsWith("prepare.sql, line 1: ")
                    .doesNotContain("\n");
            assertThat(workspace.rows("t", null)).isEqualTo(3);
        }
    }

    @Test
    void mistakesInSqlAreNamedWithTheirLine() throws Exception {
        try (Workspace workspace = workspace()) {
            assertThatThrownBy(() -> workspace.query("-- a comment\n\nSELECT n,\n  numbr\nFROM t", "prepare.sql"))
                    .hasMessageContaining("prepare.sql, line 4: Referenced column \"numbr\" not found");
            assertThatThrownBy(() -> workspace.query("SELECT n, s AS N FROM t", "prepare.sql"))
                    .hasMessageContaining("two columns are called 'n' and 'N'");
            assertThatThrownBy(() -> workspace.query("-- nothing", "prepare.sql"))
                    .hasMessageContaining("there is no query in it");
        }
        Files.write(folder.resolve("cut.parquet"), new byte[] {'P', 'A', 'R', '1', 0, 0, 0, 0, 0, 0, 0, 0, 0});
        assertThatThrownBy(() -> Tables.read(folder, "cut.parquet"))
                .hasMessageContaining("cut short: byte 13 is its end");
    }
}
