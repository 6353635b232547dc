package dev.trefoil.platform.tracking;

import dev.trefoil.core.predicate.SqlText;
import dev.trefoil.platform.db.Page;
import dev.trefoil.platform.db.Row;
import dev.trefoil.platform.db.Tx;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The tables of logged models.
final class LoggedModelSql {
    private static final String COLUMNS = "l.id, l.experiment, l.name, l.model_type, l.source_run, l.creator, l.status,"
            + " l.deleted, l.created_at, l.updated_at";

    private final Tx tx;

    LoggedModelSql(Tx tx) {
        this.tx = tx;
    }

    void insert(LoggedModel model) {
        tx.update(
                """
                INSERT INTO logged_model
                  (id, experiment, name, model_type, source_run, creator, status, deleted, created_at, updated_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, 0, ?, ?)""",
                model.id().value(),
                model.experiment().value(),
                model.name(),
                model.type(),
                model.sourceRun(),
                model.creator(),
                model.status(),
                model.created(),
                model.updated());
    }

    Optional<LoggedModel> find(LoggedModelId id) {
        return tx.find("SELECT " + COLUMNS + " FROM logged_model l WHERE l.id = ?", LoggedModelSql::bare, id.value())
                .map(this::whole);
    }

    void update(LoggedModelId id, LoggedModel.Status status, boolean deleted, Instant now) {
        tx.update(
                "UPDATE logged_model SET status = ?, deleted = ?, updated_at = ? WHERE id = ?",
                status,
                deleted,
                now,
                id.value());
    }

    void putParams(LoggedModelId id, Map<String, String> params) {
        params.forEach((key, value) -> tx.update("""
                INSERT INTO logged_model_param (model, key, value) VALUES (?, ?, ?)
                ON CONFLICT (model, key) DO UPDATE SET value = excluded.value""", id.value(), key, value));
    }

    void putTags(LoggedModelId id, Map<String, String> tags) {
        tags.forEach((key, value) -> tx.update("""
                INSERT INTO logged_model_tag (model, key, value) VALUES (?, ?, ?)
                ON CONFLICT (model, key) DO UPDATE SET value = excluded.value""", id.value(), key, value));
    }

    boolean deleteTag(LoggedModelId id, String key) {
        return tx.update("DELETE FROM logged_model_tag WHERE model = ? AND key = ?", id.value(), key) == 1;
    }

    void addMetric(LoggedModelId id, ModelMetric metric) {
        MetricPoint point = metric.point();
        tx.update(
                """
                INSERT INTO logged_model_metric
                  (model, key, dataset_name, dataset_digest, run, step, logged_ms, value, nan)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING""",
                id.value(),
                metric.key(),
                metric.datasetName(),
                metric.datasetDigest(),
                metric.run(),
                point.step(),
                point.loggedMillis(),
                MetricSql.stored(point),
                MetricSql.nan(point));
    }

    private record Found(LoggedModel model, String token) {}

    Page<LoggedModel> search(LoggedModelSearch search) {
        if (search.experiments().isEmpty()) {
            return new Page<>(List.of(), "");
        }
        Keyset keyset = new Keyset(
                LoggedModelFields.keys(search.order()),
                search.experiments() + "|" + search.filter() + "|" + search.order());
        SqlText condition = SearchSql.condition(search.filter(), tx.dialect().predicate(), LoggedModelFields::field);
        SqlText columns = keyset.columns();
        SqlText after = keyset.after(search.token());
        List<Object> parameters = new ArrayList<>(columns.parameters());
        search.experiments().forEach(experiment -> parameters.add(experiment.value()));
        parameters.addAll(condition.parameters());
        parameters.addAll(after.parameters());
        parameters.add(search.limit() + 1);
        List<Found> found = tx.query(
                "SELECT * FROM (SELECT " + COLUMNS + ", " + columns.sql()
                        + " FROM logged_model l WHERE l.experiment IN "
                        + RunSql.marks(search.experiments().size()) + " AND l.deleted = 0 AND (" + condition.sql()
                        + ")) AS page WHERE " + after.sql() + " ORDER BY " + keyset.order() + " LIMIT ?",
                row -> new Found(bare(row), keyset.token(row)),
                parameters.toArray());
        boolean more = found.size() > search.limit();
        List<Found> page = more ? found.subList(0, search.limit()) : found;
        return new Page<>(
                page.stream().map(each -> whole(each.model())).toList(),
                more ? page.getLast().token() : "");
    }

    private LoggedModel whole(LoggedModel bare) {
        String id = bare.id().value();
        Map<String, String> params = new HashMap<>();
        tx.each(
                "SELECT key, value FROM logged_model_param WHERE model = ?",
                row -> params.put(row.text("key"), row.text("value")),
                id);
        Map<String, String> tags = new HashMap<>();
        tx.each(
                "SELECT key, value FROM logged_model_tag WHERE model = ?",
                row -> tags.put(row.text("key"), row.text("value")),
                id);
        List<ModelMetric> metrics = tx.query(
                """
                SELECT key, dataset_name, dataset_digest, run, step, logged_ms, value, nan FROM logged_model_metric
                WHERE model = ? ORDER BY key, dataset_name, dataset_digest, run, step, logged_ms, value""",
                row -> new ModelMetric(
                        row.text("key"),
                        MetricSql.point(row),
                        row.text("dataset_name"),
                        row.text("dataset_digest"),
                        row.text("run")),
                id);
        return new LoggedModel(
                bare.id(),
                bare.experiment(),
                bare.name(),
                bare.type(),
                bare.sourceRun(),
                bare.creator(),
                bare.status(),
                bare.deleted(),
                bare.created(),
                bare.updated(),
                params,
                tags,
                metrics);
    }

    private static LoggedModel bare(Row row) {
        return new LoggedModel(
                new LoggedModelId(row.text("id")),
                new ExperimentId(row.integer("experiment")),
                row.text("name"),
                row.text("model_type"),
                row.text("source_run"),
                row.text("creator"),
                LoggedModel.Status.valueOf(row.text("status")),
                row.flag("deleted"),
                row.instant("created_at"),
                row.instant("updated_at"),
                Map.of(),
                Map.of(),
                List.of());
    }
}
