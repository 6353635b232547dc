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

/// The tables of experiments.
final class ExperimentSql {
    private static final String SELECT =
            "SELECT id, name, project, artifact_location, deleted, created_at, updated_at FROM experiment e";

    private final Tx tx;

    ExperimentSql(Tx tx) {
        this.tx = tx;
    }

    /// Answers false when the name is taken.
    boolean insert(Experiment experiment) {
        boolean inserted = tx.update(
                        """
                        INSERT INTO experiment (id, name, project, artifact_location, deleted, created_at, updated_at)
                        VALUES (?, ?, ?, ?, 0, ?, ?) ON CONFLICT DO NOTHING""",
                        experiment.id().value(),
                        experiment.name(),
                        experiment.project(),
                        experiment.artifactLocation(),
                        experiment.created(),
                        experiment.updated())
                == 1;
        if (inserted) {
            experiment.tags().forEach((key, value) -> setTag(experiment.id(), key, value));
        }
        return inserted;
    }

    Optional<Experiment> find(ExperimentId id) {
        return tx.find(SELECT + " WHERE id = ?", this::bare, id.value()).map(this::tagged);
    }

    Optional<Experiment> findByName(String name) {
        return tx.find(SELECT + " WHERE name = ?", this::bare, name).map(this::tagged);
    }

    Page<Experiment> search(ExperimentSearch search) {
        Keyset keyset = new Keyset(
                ExperimentFields.keys(search.order()), search.filter() + "|" + search.order() + "|" + search.view());
        SqlText condition = SearchSql.condition(search.filter(), tx.dialect().predicate(), ExperimentFields::field);
        SqlText after = keyset.after(search.token());
        SqlText columns = keyset.columns();
        List<Object> parameters = new ArrayList<>(columns.parameters());
        parameters.addAll(condition.parameters());
        parameters.addAll(after.parameters());
        parameters.add(search.limit() + 1);
        String view = switch (search.view()) {
            case ACTIVE -> "e.deleted = 0";
            case DELETED -> "e.deleted = 1";
            case ALL -> "TRUE";
        };
        record Found(Experiment experiment, String token) {}
        List<Found> found = tx.query(
                "SELECT * FROM (SELECT e.*, " + columns.sql() + " FROM experiment e WHERE " + view + " AND ("
                        + condition.sql() + ")) AS page WHERE " + after.sql() + " ORDER BY " + keyset.order()
                        + " LIMIT ?",
                row -> new Found(bare(row), keyset.token(row)),
                parameters.toArray());
        boolean more = found.size() > search.limit();
        List<Found> page = more ? found.subList(0, search.limit()) : found;
        return new Page<>(
                page.stream().map(each -> tagged(each.experiment())).toList(),
                more ? page.getLast().token() : "");
    }

    /// Answers false when the name is taken.
    boolean rename(ExperimentId id, String name, Instant now) {
        if (tx.count("SELECT count(*) FROM experiment WHERE name = ? AND id <> ?", name, id.value()) > 0) {
            return false;
        }
        tx.update("UPDATE experiment SET name = ?, updated_at = ? WHERE id = ?", name, now, id.value());
        return true;
    }

    /// The runs go with their experiment, both ways.
    void setDeleted(ExperimentId id, boolean deleted, Instant now) {
        tx.update("UPDATE experiment SET deleted = ?, updated_at = ? WHERE id = ?", deleted, now, id.value());
        tx.update("UPDATE run SET deleted = ? WHERE experiment = ?", deleted, id.value());
    }

    void setTag(ExperimentId id, String key, String value) {
        tx.update("""
                INSERT INTO experiment_tag (experiment, key, value) VALUES (?, ?, ?)
                ON CONFLICT (experiment, key) DO UPDATE SET value = excluded.value""", id.value(), key, value);
    }

    boolean deleteTag(ExperimentId id, String key) {
        return tx.update("DELETE FROM experiment_tag WHERE experiment = ? AND key = ?", id.value(), key) == 1;
    }

    void touch(ExperimentId id, Instant now) {
        tx.update("UPDATE experiment SET updated_at = ? WHERE id = ?", now, id.value());
    }

    private Experiment bare(Row row) {
        return new Experiment(
                new ExperimentId(row.integer("id")),
                row.text("name"),
                row.text("project"),
                row.text("artifact_location"),
                row.flag("deleted"),
                row.instant("created_at"),
                row.instant("updated_at"),
                Map.of());
    }

    private Experiment tagged(Experiment bare) {
        Map<String, String> tags = new HashMap<>();
        tx.each(
                "SELECT key, value FROM experiment_tag WHERE experiment = ?",
                row -> tags.put(row.text("key"), row.text("value")),
                bare.id().value());
        return new Experiment(
                bare.id(),
                bare.name(),
                bare.project(),
                bare.artifactLocation(),
                bare.deleted(),
                bare.created(),
                bare.updated(),
                tags);
    }
}
