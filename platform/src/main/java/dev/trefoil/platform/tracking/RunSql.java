package dev.trefoil.platform.tracking;

import dev.trefoil.platform.db.Row;
import dev.trefoil.platform.db.Tx;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The tables of runs, parameters and tags.
final class RunSql {
    static final String COLUMNS =
            "r.number, r.id, r.experiment, r.name, r.user_name, r.status, r.deleted, r.started_at, r.ended_at";

    private final Tx tx;

    RunSql(Tx tx) {
        this.tx = tx;
    }

    /// A run and the number under which its rows are stored.
    record Numbered(long number, Run run) {}

    Numbered insert(Run run) {
        long number = tx.query(
                        """
                        INSERT INTO run (id, experiment, name, user_name, status, deleted, started_at, ended_at)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?) RETURNING number""",
                        row -> row.integer("number"),
                        run.id().value(),
                        run.experiment().value(),
                        run.name(),
                        run.user(),
                        run.status(),
                        run.deleted(),
                        run.started(),
                        run.ended())
                .getFirst();
        return new Numbered(number, run);
    }

    Optional<Numbered> find(RunId id) {
        return tx.find("SELECT " + COLUMNS + " FROM run r WHERE r.id = ?", RunSql::numbered, id.value());
    }

    /// To be changed by this transaction.
    Optional<Numbered> lock(RunId id) {
        return tx.find(
                "SELECT " + COLUMNS + " FROM run r WHERE r.id = ?"
                        + tx.dialect().forUpdate(),
                RunSql::numbered,
                id.value());
    }

    void update(long number, Run run) {
        tx.update(
                "UPDATE run SET name = ?, status = ?, ended_at = ?, deleted = ? WHERE number = ?",
                run.name(),
                run.status(),
                run.ended(),
                run.deleted(),
                number);
    }

    /// Adds those that are new; answers what is stored now under these keys.
    Map<String, String> addParams(long number, Map<String, String> params) {
        List<@Nullable Object[]> rows = new ArrayList<>();
        new TreeMap<>(params).forEach((key, value) -> rows.add(new Object[] {number, key, value}));
        tx.batch("INSERT INTO run_param (run, key, value) VALUES (?, ?, ?) ON CONFLICT DO NOTHING", rows);
        List<Object> parameters = new ArrayList<>(List.of(number));
        parameters.addAll(params.keySet());
        Map<String, String> stored = new HashMap<>();
        tx.each(
                "SELECT key, value FROM run_param WHERE run = ? AND key IN " + marks(params.size()),
                row -> stored.put(row.text("key"), row.text("value")),
                parameters.toArray());
        return stored;
    }

    void setTags(long number, Map<String, String> tags) {
        List<@Nullable Object[]> rows = new ArrayList<>();
        new TreeMap<>(tags).forEach((key, value) -> rows.add(new Object[] {number, key, value}));
        tx.batch("""
                INSERT INTO run_tag (run, key, value) VALUES (?, ?, ?)
                ON CONFLICT (run, key) DO UPDATE SET value = excluded.value""", rows);
    }

    boolean deleteTag(long number, String key) {
        return tx.update("DELETE FROM run_tag WHERE run = ? AND key = ?", number, key) == 1;
    }

    /// What these runs have logged, in their order.
    List<RunDetails> details(List<Numbered> runs) {
        Map<Long, SortedMap<String, String>> params = keyed("run_param", runs);
        Map<Long, SortedMap<String, String>> tags = keyed("run_tag", runs);
        Map<Long, SortedMap<String, MetricPoint>> metrics = metrics(runs);
        InputSql inputs = new InputSql(tx);
        Map<Long, List<DatasetInput>> datasets = inputs.datasets(runs);
        Map<Long, List<ModelLink>> reads = inputs.models(runs, InputSql.READ);
        Map<Long, List<ModelLink>> makes = inputs.models(runs, InputSql.MADE);
        return runs.stream()
                .map(run -> new RunDetails(
                        run.run(),
                        params.getOrDefault(run.number(), new TreeMap<>()),
                        metrics.getOrDefault(run.number(), new TreeMap<>()),
                        tags.getOrDefault(run.number(), new TreeMap<>()),
                        datasets.getOrDefault(run.number(), List.of()),
                        reads.getOrDefault(run.number(), List.of()),
                        makes.getOrDefault(run.number(), List.of())))
                .toList();
    }

    private Map<Long, SortedMap<String, String>> keyed(String table, List<Numbered> runs) {
        Map<Long, SortedMap<String, String>> found = new HashMap<>();
        inChunks(
                runs,
                (marks, numbers) -> tx.each(
                        "SELECT run, key, value FROM " + table + " WHERE run IN " + marks,
                        row -> found.computeIfAbsent(row.integer("run"), _ -> new TreeMap<>())
                                .put(row.text("key"), row.text("value")),
                        numbers));
        return found;
    }

    private Map<Long, SortedMap<String, MetricPoint>> metrics(List<Numbered> runs) {
        Map<Long, SortedMap<String, MetricPoint>> found = new HashMap<>();
        inChunks(
                runs,
                (marks, numbers) -> tx.each(
                        """
                        SELECT m.run, n.name, m.step, m.logged_ms, m.value, m.nan
                        FROM metric_latest m JOIN metric_name n ON n.id = m.key WHERE m.run IN""" + " " + marks,
                        row -> found.computeIfAbsent(row.integer("run"), _ -> new TreeMap<>())
                                .put(row.text("name"), MetricSql.point(row)),
                        numbers));
        return found;
    }

    /// A query over some of the runs.
    interface Chunk {
        void read(String marks, Object[] numbers);
    }

    static void inChunks(List<Numbered> runs, Chunk chunk) {
        for (int from = 0; from < runs.size(); from += 500) {
            List<Numbered> some = runs.subList(from, Math.min(from + 500, runs.size()));
            chunk.read(marks(some.size()), some.stream().map(Numbered::number).toArray());
        }
    }

    static String marks(int count) {
        return "(" + String.join(", ", Collections.nCopies(count, "?")) + ")";
    }

    static Numbered numbered(Row row) {
        return new Numbered(
                row.integer("number"),
                new Run(
                        new RunId(row.text("id")),
                        new ExperimentId(row.integer("experiment")),
                        row.text("name"),
                        row.text("user_name"),
                        RunStatus.valueOf(row.text("status")),
                        row.instant("started_at"),
                        row.findInstant("ended_at").orElse(null),
                        row.flag("deleted")));
    }
}
