package dev.trefoil.platform.project;

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
import dev.trefoil.core.predicate.Predicate;
import dev.trefoil.core.predicate.PredicateParser;
import dev.trefoil.core.predicate.PredicateResolver;
import dev.trefoil.core.predicate.PredicateSql;
import dev.trefoil.core.predicate.SqlText;
import dev.trefoil.platform.db.DatabaseAddress;
import dev.trefoil.platform.db.Stores;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A predicate picks the same rows in memory and in each database.
final class PredicateOnDatabasesTest {
    private static final Schema SCHEMA = new Schema(List.of(
            new ColumnSpec("n", ColumnType.NUMBER),
            new ColumnSpec("i", ColumnType.INTEGER),
            new ColumnSpec("b", ColumnType.BOOLEAN),
            new ColumnSpec("s s", ColumnType.STRING),
            new ColumnSpec("t", ColumnType.TIMESTAMP)));
    private static final @Nullable Double[] NUMBERS = {null, -1.5, 0.0, 0.1, 2.0};
    private static final @Nullable Long[] INTEGERS = {null, -1L, 0L, 2L, 9007199254740993L};
    private static final @Nullable Boolean[] BOOLEANS = {null, true, false};
    private static final @Nullable String[] TEXTS = {null, "", "ab", "AB", "a%b", "a_b", "a\\b", "a*b", "[a]", "é", "Z"
    };
    private static final @Nullable String[] TIMES = {null, "2013-03-01 00:00:00.000000", "2013-03-01 10:00:00.500000"};
    private static final List<String> TESTS = List.of(
            "n > 0",
            "n <= 0.1",
            "n = 2",
            "n != 2",
            "n IN (0.1, 2, -1.5)",
            "n NOT IN (0, 2)",
            "n IS NULL",
            "n < i",
            "i = 9007199254740993",
            "i < 9007199254740993",
            "i > 0.5",
            "i IN (2, 0.5)",
            "i != n",
            "i BETWEEN 0 AND 2",
            "b",
            "NOT b",
            "b = false",
            "b IS NOT NULL",
            "b != true",
            "`s s` = 'ab'",
            "`s s` != 'ab'",
            "`s s` < 'a'",
            "`s s` LIKE 'a%'",
            "`s s` LIKE 'a_b'",
            "`s s` LIKE 'a\\%'",
            "`s s` NOT LIKE 'A%'",
            "`s s` ILIKE 'A%'",
            "`s s` NOT ILIKE '_b'",
            "`s s` LIKE '[%'",
            "`s s` LIKE 'a*b'",
            "`s s` = ''",
            "`s s` IN ('é', 'Z')",
            "t >= '2013-03-01'",
            "t < '2013-03-01T10:00:00.5'",
            "t = '2013-03-01T10:00:00.5Z'",
            "t IN ('2013-03-01')",
            "true",
            "false",
            "n > 5e-1",
            "i > 1e30");

    /// Where the predicate is asked.
    enum Engine {
        DUCKDB(PredicateSql.Dialect.DUCKDB, "DOUBLE", "VARCHAR", "TIMESTAMP"),
        SQLITE(PredicateSql.Dialect.SQLITE, "REAL", "TEXT", "TEXT"),
        POSTGRES(PredicateSql.Dialect.POSTGRESQL, "DOUBLE PRECISION", "TEXT COLLATE \"C\"", "TIMESTAMP");

        private final PredicateSql.Dialect dialect;
        private final String number;
        private final String text;
        private final String time;

        Engine(PredicateSql.Dialect dialect, String number, String text, String time) {
            this.dialect = dialect;
            this.number = number;
            this.text = text;
            this.time = time;
        }

        Connection connect() throws SQLException {
            return switch (this) {
                case DUCKDB -> DriverManager.getConnection("jdbc:duckdb:");
                case SQLITE -> DriverManager.getConnection("jdbc:sqlite::memory:");
                case POSTGRES -> {
                    DatabaseAddress.PostgresServer server = (DatabaseAddress.PostgresServer) Stores.POSTGRES.address();
                    yield DriverManager.getConnection(server.url(), server.user(), server.password());
                }
            };
        }

        String table() {
            return "CREATE TABLE rows_of (r INTEGER, n " + number + ", i BIGINT, b BOOLEAN, \"s s\" " + text + ", t "
                    + time + ")";
        }
    }

    private static final int ROWS = 300;

    private static <T> @Nullable T pick(@Nullable T[] from, int row, int salt) {
        return from[new SplittableRandom(31L * row + salt).nextInt(from.length)];
    }

    private static ColumnBatch batch() {
        double[] n = new double[ROWS];
        long[] i = new long[ROWS];
        BitSet missing = new BitSet();
        byte[] b = new byte[ROWS];
        @Nullable String[] s = new @Nullable String[ROWS];
        long[] t = new long[ROWS];
        for (int row = 0; row < ROWS; row++) {
            Double number = pick(NUMBERS, row, 1);
            n[row] = number == null ? Double.NaN : number;
            Long integer = pick(INTEGERS, row, 2);
            missing.set(row, integer == null);
            i[row] = integer == null ? 0 : integer;
            Boolean flag = pick(BOOLEANS, row, 3);
            b[row] = (byte) (flag == null ? -1 : flag ? 1 : 0);
            s[row] = pick(TEXTS, row, 4);
            String time = pick(TIMES, row, 5);
            t[row] = time == null
                    ? TimeColumn.MISSING
                    : java.time.LocalDateTime.parse(time.replace(' ', 'T'))
                                    .toInstant(java.time.ZoneOffset.UTC)
                                    .toEpochMilli()
                            * 1_000;
        }
        return new ColumnBatch(
                SCHEMA,
                List.of(
                        new NumberColumn(n),
                        new IntegerColumn(i, missing),
                        new BooleanColumn(b),
                        new StringColumn(s),
                        new TimeColumn(ColumnType.TIMESTAMP, t)));
    }

    private static void fill(Connection connection, Engine engine) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(engine.table());
        }
        String time = engine == Engine.SQLITE ? "?" : "CAST(? AS TIMESTAMP)";
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT INTO rows_of VALUES (?, ?, ?, ?, ?, " + time + ")")) {
            for (int row = 0; row < ROWS; row++) {
                insert.setInt(1, row);
                insert.setObject(2, pick(NUMBERS, row, 1));
                insert.setObject(3, pick(INTEGERS, row, 2));
                insert.setObject(4, pick(BOOLEANS, row, 3));
                insert.setString(5, pick(TEXTS, row, 4));
                insert.setString(6, pick(TIMES, row, 5));
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    private static List<Integer> rows(Connection connection, SqlText sql) throws SQLException {
        List<Integer> rows = new ArrayList<>();
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT r FROM rows_of WHERE " + sql.sql() + " ORDER BY r")) {
            for (int i = 0; i < sql.parameters().size(); i++) {
                statement.setObject(i + 1, sql.parameters().get(i));
            }
            try (ResultSet results = statement.executeQuery()) {
                while (results.next()) {
                    rows.add(results.getInt(1));
                }
            }
        }
        return rows;
    }

    @ParameterizedTest
    @EnumSource
    void predicatePicksTheSameRows(Engine engine) throws SQLException {
        ColumnBatch batch = batch();
        SplittableRandom random = new SplittableRandom(7);
        try (Connection connection = engine.connect()) {
            fill(connection, engine);
            for (int trial = 0; trial < TESTS.size() * 4; trial++) {
                String one = TESTS.get(trial % TESTS.size());
                String other = TESTS.get(random.nextInt(TESTS.size()));
                String text = switch (trial / TESTS.size()) {
                    case 0 -> one;
                    case 1 -> "NOT (" + one + " AND " + other + ")";
                    case 2 -> one + " OR NOT " + other;
                    default -> "NOT (" + one + ") AND (" + other + " OR i IS NULL)";
                };
                Predicate predicate = PredicateParser.parse(text);
                int[] expected = PredicateResolver.resolve(predicate, SCHEMA).rows(batch);
                SqlText sql = PredicateSql.over(SCHEMA, predicate, engine.dialect);
                assertThat(rows(connection, sql))
                        .as("%s as %s", text, sql)
                        .containsExactlyElementsOf(
                                java.util.Arrays.stream(expected).boxed().toList());
            }
        }
    }
}
