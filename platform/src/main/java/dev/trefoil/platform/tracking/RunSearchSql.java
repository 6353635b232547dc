package dev.trefoil.platform.tracking;

import dev.trefoil.core.predicate.SqlText;
import dev.trefoil.platform.db.Dialect;
import dev.trefoil.platform.db.Page;
import dev.trefoil.platform.db.Tx;
import java.util.ArrayList;
import java.util.List;

/// Finds runs. A search ordered by a metric goes through that metric's index first, and through the runs
/// without a number only when the page is not full: so the best hundred of many runs cost as little as the
/// newest.
final class RunSearchSql {
    private final Tx tx;
    private final RunSearch search;
    private final String question;

    RunSearchSql(Tx tx, RunSearch search) {
        this.tx = tx;
        this.search = search;
        this.question = search.experiments() + "|" + search.filter() + "|" + search.order() + "|" + search.byNumber()
                + "|" + search.view();
    }

    private record Found(RunSql.Numbered run, String token) {}

    /// Where the rows come from.
    private record Source(SqlText from, String condition) {}

    Page<RunSql.Numbered> run() {
        if (search.experiments().isEmpty()) {
            return new Page<>(List.of(), "");
        }
        List<Found> found = new ArrayList<>();
        String token = search.token();
        RunFields fields = new RunFields(tx, search.experiments(), search.byNumber());
        Keyset keyset = new Keyset(fields.keys(search.order(), false), question);
        boolean byMetric = RunFields.byMetric(search.order());
        boolean numbersLeft = byMetric && keyset.first(token) == 0;
        if (numbersLeft) {
            RunFields driven = new RunFields(tx, search.experiments(), search.byNumber());
            Keyset numbers = new Keyset(driven.keys(search.order(), true), question, 1);
            found.addAll(part(driven, numbers, driver(driven), token, search.limit() + 1));
        }
        int missing = search.limit() + 1 - found.size();
        boolean othersPossible =
                !byMetric || !RunFields.needs(search.order().getFirst().field().name(), search.filter());
        if (missing > 0 && othersPossible) {
            SqlText joins = fields.joins();
            SqlText from = new SqlText("run r" + joins.sql(), joins.parameters());
            Source rest = new Source(from, numbersLeft ? "k0 > 0" : "TRUE");
            found.addAll(part(fields, keyset, rest, numbersLeft ? "" : token, missing));
        }
        boolean more = found.size() > search.limit();
        List<Found> page = more ? found.subList(0, search.limit()) : found;
        return new Page<>(
                page.stream().map(Found::run).toList(), more ? page.getLast().token() : "");
    }

    /// SQLite keeps to the order of a CROSS JOIN, which here is that of the index.
    private Source driver(RunFields fields) {
        String metric = search.order().getFirst().field().name();
        String join = switch (tx.dialect()) {
            case Dialect.Sqlite _ -> " CROSS JOIN ";
            case Dialect.Postgres _ -> " JOIN ";
        };
        String rows = RunFields.DRIVER;
        List<Object> parameters = new ArrayList<>(List.of(MetricNames.find(tx, metric)));
        search.experiments().forEach(experiment -> parameters.add(experiment.value()));
        SqlText others = fields.joins();
        parameters.addAll(others.parameters());
        return new Source(
                new SqlText(
                        "metric_latest " + rows + join + "run r ON r.number = " + rows + ".run AND " + rows
                                + ".key = ? AND " + rows + ".nan = 0 AND " + rows + ".experiment " + experiments()
                                + others.sql(),
                        parameters),
                "TRUE");
    }

    private List<Found> part(RunFields fields, Keyset keyset, Source source, String token, int limit) {
        SqlText condition = SearchSql.condition(search.filter(), tx.dialect().predicate(), fields::field);
        SqlText columns = keyset.columns();
        SqlText after = keyset.after(token);
        List<Object> parameters = new ArrayList<>(columns.parameters());
        parameters.addAll(source.from().parameters());
        search.experiments().forEach(experiment -> parameters.add(experiment.value()));
        parameters.addAll(condition.parameters());
        parameters.addAll(after.parameters());
        parameters.add(limit);
        return tx.query(
                "SELECT * FROM (SELECT " + RunSql.COLUMNS + ", " + columns.sql() + " FROM "
                        + source.from().sql() + " WHERE r.experiment " + experiments() + view() + " AND ("
                        + condition.sql() + ")) AS page WHERE " + source.condition() + " AND (" + after.sql()
                        + ") ORDER BY " + keyset.order() + " LIMIT ?",
                row -> new Found(RunSql.numbered(row), keyset.token(row)),
                parameters.toArray());
    }

    /// How many there are, counted up to `most`.
    long count(int most) {
        if (search.experiments().isEmpty()) {
            return 0;
        }
        RunFields fields = new RunFields(tx, search.experiments(), search.byNumber());
        SqlText condition = SearchSql.condition(search.filter(), tx.dialect().predicate(), fields::field);
        List<Object> parameters = new ArrayList<>();
        search.experiments().forEach(experiment -> parameters.add(experiment.value()));
        parameters.addAll(condition.parameters());
        parameters.add(most);
        return tx.find(
                        "SELECT count(*) AS n FROM (SELECT 1 FROM run r WHERE r.experiment " + experiments() + view()
                                + " AND (" + condition.sql() + ") LIMIT ?) AS found",
                        row -> row.integer("n"),
                        parameters.toArray())
                .orElseThrow();
    }

    private String view() {
        return switch (search.view()) {
            case ACTIVE -> " AND r.deleted = 0";
            case DELETED -> " AND r.deleted = 1";
            case ALL -> "";
        };
    }

    /// An equality where it can be one, for the sake of the index.
    private String experiments() {
        int count = search.experiments().size();
        return count == 1 ? "= ?" : "IN " + RunSql.marks(count);
    }
}
