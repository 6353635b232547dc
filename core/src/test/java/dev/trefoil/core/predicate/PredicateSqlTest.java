package dev.trefoil.core.predicate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trefoil.core.column.ColumnSpec;
import dev.trefoil.core.column.ColumnType;
import dev.trefoil.core.column.Schema;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PredicateSqlTest {
    private static final Schema SCHEMA = new Schema(List.of(
            new ColumnSpec("origin", ColumnType.STRING),
            new ColumnSpec("share \"3h\"", ColumnType.NUMBER),
            new ColumnSpec("at", ColumnType.TIMESTAMP)));

    @Test
    void literalsAreParametersAndNamesAreQuoted() {
        SqlText sql = PredicateSql.over(
                SCHEMA,
                PredicateParser.parse(
                        "origin IN ('JFK', 'x''; DROP') AND NOT (`share \"3h\"` >= 0.35 OR at < '2013-03-01')"),
                PredicateSql.Dialect.DUCKDB);
        assertThat(sql.sql())
                .isEqualTo(
                        "(\"origin\" IN (?, ?)) AND (NOT ((\"share \"\"3h\"\"\" >= ?) OR (\"at\" < CAST(? AS TIMESTAMP))))");
        assertThat(sql.parameters()).containsExactly("JFK", "x'; DROP", 0.35, "2013-03-01 00:00:00.000000");
    }

    @Test
    void likeKeepsItsMeaningInEveryDialect() {
        Predicate like = PredicateParser.parse("origin LIKE 'a*_%['");
        assertThat(PredicateSql.over(SCHEMA, like, PredicateSql.Dialect.SQLITE))
                .isEqualTo(new SqlText("\"origin\" GLOB ?", List.of("a[*]?*[[]")));
        assertThat(PredicateSql.over(SCHEMA, like, PredicateSql.Dialect.POSTGRESQL))
                .isEqualTo(new SqlText("\"origin\" LIKE ? ESCAPE ''", List.of("a*_%[")));
    }

    @Test
    void fieldMayBeASubqueryWithItsOwnParameters() {
        SqlText sql = PredicateSql.render(
                PredicateParser.parse("metrics.auc > 1 AND status = 'FINISHED'"),
                PredicateSql.Dialect.SQLITE,
                field -> field.prefix().isEmpty()
                        ? SqlText.of("r." + field.name())
                        : new SqlText(
                                "(SELECT value FROM latest WHERE run = r.id AND name = ?)", List.of(field.name())));
        assertThat(sql.sql())
                .isEqualTo("((SELECT value FROM latest WHERE run = r.id AND name = ?) > ?) AND (r.status = ?)");
        assertThat(sql.parameters()).containsExactly("auc", 1L, "FINISHED");
    }

    @Test
    void unknownColumnNeverReachesTheDatabase() {
        assertThatThrownBy(() -> PredicateSql.over(SCHEMA, PredicateParser.parse("x = 1"), PredicateSql.Dialect.DUCKDB))
                .isInstanceOf(PredicateException.class);
    }
}
