package dev.trefoil.platform.tracking;

import dev.trefoil.core.predicate.SqlText;
import dev.trefoil.platform.db.Page;
import dev.trefoil.platform.db.Tx;
import java.util.ArrayList;
import java.util.List;

/// Finds runs.
final class RunSearchSql {
    private final Tx tx;

    RunSearchSql(Tx tx) {
        this.tx = tx;
    }

    private record Found(RunSql.Numbered run, String token) {}

    Page<RunSql.Numbered> search(RunSearch search) {
        if (search.experiments().isEmpty()) {
            return new Page<>(List.of(), "");
        }
        RunFields fields = new RunFields(tx, search.experiments());
        Keyset keyset = new Keyset(
                fields.keys(search.order()),
                search.experiments() + "|" + search.filter() + "|" + search.order() + "|" + search.view());
        SqlText condition = SearchSql.condition(search.filter(), tx.dialect().predicate(), fields::field);
        SqlText columns = keyset.columns();
        SqlText joins = fields.joins();
        SqlText after = keyset.after(search.token());
        List<Object> parameters = new ArrayList<>(columns.parameters());
        parameters.addAll(joins.parameters());
        search.experiments().forEach(experiment -> parameters.add(experiment.value()));
        parameters.addAll(condition.parameters());
        parameters.addAll(after.parameters());
        parameters.add(search.limit() + 1);
        String view = switch (search.view()) {
            case ACTIVE -> " AND r.deleted = 0";
            case DELETED -> " AND r.deleted = 1";
            case ALL -> "";
        };
        List<Found> found = tx.query(
                "SELECT * FROM (SELECT " + RunSql.COLUMNS + ", " + columns.sql() + " FROM run r" + joins.sql()
                        + " WHERE r.experiment IN "
                        + RunSql.marks(search.experiments().size()) + view + " AND ("
                        + condition.sql() + ")) AS page WHERE " + after.sql() + " ORDER BY " + keyset.order()
                        + " LIMIT ?",
                row -> new Found(RunSql.numbered(row), keyset.token(row)),
                parameters.toArray());
        boolean more = found.size() > search.limit();
        List<Found> page = more ? found.subList(0, search.limit()) : found;
        return new Page<>(
                page.stream().map(Found::run).toList(), more ? page.getLast().token() : "");
    }
}
