package dev.trefoil.table.profile;

import dev.trefoil.core.column.ColumnBatch;
import dev.trefoil.core.column.ColumnSpec;
import dev.trefoil.core.column.ColumnType;
import dev.trefoil.core.column.NumberColumn;
import dev.trefoil.core.column.Schema;
import dev.trefoil.table.Workspace;
import dev.trefoil.table.profile.Contract.ColumnContract;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Checks a table against its contract: one pass for all counts, then examples of what was found only.
public final class ContractCheck {
    private static final int EXAMPLES = 5;

    private final Workspace workspace;
    private final String table;
    private final @Nullable String where;
    private final String from;
    private final Contract contract;
    private final List<Anomaly> anomalies = new ArrayList<>();

    private ContractCheck(Workspace workspace, String table, @Nullable String where, Contract contract) {
        this.workspace = workspace;
        this.table = table;
        this.where = where;
        this.contract = contract;
        this.from = Sql.canonical(workspace.schema(table), table, where);
    }

    /// All places where the table breaks the contract; empty when it keeps it.
    public static List<Anomaly> check(Workspace workspace, String table, Contract contract) {
        return check(workspace, table, null, contract);
    }

    /// @param where SQL condition on the rows that count, or null
    public static List<Anomaly> check(Workspace workspace, String table, @Nullable String where, Contract contract) {
        return new ContractCheck(workspace, table, where, contract).run();
    }

    private List<Anomaly> run() {
        Schema schema = workspace.schema(table);
        long rows = workspace.rows(table, where);
        if (rows < contract.rowsAtLeast()) {
            anomalies.add(new Anomaly(
                    "", "rows at_least", Long.toString(contract.rowsAtLeast()), Long.toString(rows), rows, List.of()));
        }
        if (rows > contract.rowsAtMost()) {
            anomalies.add(new Anomaly(
                    "", "rows at_most", Long.toString(contract.rowsAtMost()), Long.toString(rows), rows, List.of()));
        }
        extraColumns(schema);
        List<ColumnContract> checkable = new ArrayList<>();
        for (ColumnContract column : contract.columns()) {
            if (typed(schema, column)) {
                checkable.add(column);
            }
        }
        for (int i = 0; i < checkable.size() && rows > 0; i += 100) {
            count(checkable.subList(i, Math.min(checkable.size(), i + 100)), rows);
        }
        return List.copyOf(anomalies);
    }

    private void extraColumns(Schema schema) {
        List<String> known =
                contract.columns().stream().map(ColumnContract::name).toList();
        List<String> extra =
                schema.names().stream().filter(name -> !known.contains(name)).toList();
        if (!contract.extraColumns() && !extra.isEmpty()) {
            anomalies.add(
                    new Anomaly("", "extra_columns", "none", Integer.toString(extra.size()), extra.size(), extra));
        }
    }

    private boolean typed(Schema schema, ColumnContract column) {
        Optional<ColumnSpec> found = schema.find(column.name());
        if (found.isEmpty()) {
            anomalies.add(new Anomaly(column.name(), "column", "present", "missing", 1, List.of()));
            return false;
        }
        ColumnType type = found.get().type();
        boolean fits = type == column.type() || column.type() == ColumnType.NUMBER && type == ColumnType.INTEGER;
        if (!fits) {
            anomalies.add(new Anomaly(column.name(), "type", word(column.type()), word(type), 1, List.of()));
        }
        return fits;
    }

    private void count(List<ColumnContract> columns, long rows) {
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            ColumnContract column = columns.get(i);
            parts.add("count_if(" + missing(column) + ") AS m" + i);
            parts.add(count(below(column)) + " AS b" + i);
            parts.add(count(above(column)) + " AS a" + i);
            parts.add(count(unseen(column)) + " AS u" + i);
        }
        ColumnBatch counts = workspace.query("SELECT " + String.join(", ", parts) + " FROM " + from, table);
        for (int i = 0; i < columns.size(); i++) {
            ColumnContract column = columns.get(i);
            judge(column, rows, (long) counts.column("m" + i).number(0));
            bound(
                    column,
                    "at_least",
                    column.atLeast(),
                    below(column),
                    (long) counts.column("b" + i).number(0),
                    "min");
            bound(
                    column,
                    "at_most",
                    column.atMost(),
                    above(column),
                    (long) counts.column("a" + i).number(0),
                    "max");
            unseen(column, rows - (long) counts.column("m" + i).number(0), (long)
                    counts.column("u" + i).number(0));
            if (column.unique()) {
                unique(column);
            }
        }
    }

    private void judge(ColumnContract column, long rows, long missing) {
        double share = (double) missing / rows;
        if (share > column.missingAtMost()) {
            anomalies.add(new Anomaly(
                    column.name(),
                    "missing_at_most",
                    NumberColumn.text(column.missingAtMost()),
                    String.format(Locale.ROOT, "%.4f", share),
                    missing,
                    List.of()));
        }
    }

    private void bound(
            ColumnContract column,
            String rule,
            @Nullable Double bound,
            @Nullable String broken,
            long count,
            String extreme) {
        if (bound != null && broken != null && count > 0) {
            String name = Sql.quoted(column.name());
            String order = extreme.equals("min") ? "" : " DESC";
            List<String> examples = examples(name, broken, "GROUP BY 1 ORDER BY " + name + order);
            anomalies.add(
                    new Anomaly(column.name(), rule, NumberColumn.text(bound), examples.getFirst(), count, examples));
        }
    }

    private void unseen(ColumnContract column, long present, long unseen) {
        String broken = unseen(column);
        if (broken != null && unseen > 0 && unseen > column.unseenAtMost() * present) {
            List<String> examples = examples(Sql.quoted(column.name()), broken, "GROUP BY 1 ORDER BY count(*) DESC, 1");
            List<String> values = column.values();
            anomalies.add(new Anomaly(
                    column.name(),
                    "values",
                    (values == null ? 0 : values.size()) + " known values, others at most "
                            + NumberColumn.text(column.unseenAtMost()),
                    String.format(Locale.ROOT, "%.4f others", (double) unseen / present),
                    unseen,
                    examples));
        }
    }

    private void unique(ColumnContract column) {
        String name = Sql.quoted(column.name());
        ColumnBatch twice = workspace.query(
                "SELECT " + name + "::VARCHAR AS v, n, sum(n - 1) OVER () AS surplus FROM (SELECT " + name
                        + ", count(*) AS n FROM " + from + " WHERE " + name + " IS NOT NULL GROUP BY 1 HAVING n > 1)"
                        + " ORDER BY n DESC, v LIMIT " + EXAMPLES,
                table);
        if (twice.rows() > 0) {
            List<String> examples = new ArrayList<>();
            for (int i = 0; i < twice.rows(); i++) {
                examples.add(twice.column("v").text(i) + " " + twice.column("n").text(i) + " times");
            }
            long surplus = (long) twice.column("surplus").number(0);
            anomalies.add(
                    new Anomaly(column.name(), "unique", "every value once", surplus + " repeated", surplus, examples));
        }
    }

    private List<String> examples(String column, String condition, String tail) {
        ColumnBatch rows = workspace.query(
                "SELECT " + column + "::VARCHAR AS v FROM " + from + " WHERE " + condition + " "
                        + tail.replace("GROUP BY 1", "GROUP BY " + column) + " LIMIT " + EXAMPLES,
                table);
        List<String> examples = new ArrayList<>();
        for (int i = 0; i < rows.rows(); i++) {
            examples.add(String.valueOf(rows.column("v").text(i)));
        }
        return examples;
    }

    private static String missing(ColumnContract column) {
        String name = Sql.quoted(column.name());
        return column.type() == ColumnType.NUMBER
                ? name + " IS NULL OR isnan(" + name + "::DOUBLE)"
                : name + " IS NULL";
    }

    private static @Nullable String below(ColumnContract column) {
        return column.atLeast() == null ? null : Sql.quoted(column.name()) + " < " + column.atLeast();
    }

    private static @Nullable String above(ColumnContract column) {
        String name = Sql.quoted(column.name());
        return column.atMost() == null
                ? null
                : name + " > " + column.atMost()
                        + (column.type() == ColumnType.NUMBER ? " AND NOT isnan(" + name + "::DOUBLE)" : "");
    }

    private static @Nullable String unseen(ColumnContract column) {
        List<String> values = column.values();
        return values == null
                ? null
                : Sql.quoted(column.name()) + "::VARCHAR NOT IN ("
                        + values.stream().map(Sql::literal).collect(Collectors.joining(", ")) + ")";
    }

    private static String count(@Nullable String condition) {
        return condition == null ? "0" : "count_if(" + condition + ")";
    }

    static String word(ColumnType type) {
        return type.name().toLowerCase(Locale.ROOT);
    }
}
