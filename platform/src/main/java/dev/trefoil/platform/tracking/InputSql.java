package dev.trefoil.platform.tracking;

import dev.trefoil.platform.db.Tx;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The tables of what runs read and made.
final class InputSql {
    static final String READ = "read";
    static final String MADE = "made";

    private final Tx tx;

    InputSql(Tx tx) {
        this.tx = tx;
    }

    void addDataset(RunSql.Numbered run, DatasetInput input) {
        long experiment = run.run().experiment().value();
        Dataset dataset = input.dataset();
        tx.update(
                """
                INSERT INTO tracked_dataset (experiment, name, digest, source_type, source, schema_text, profile)
                VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING""",
                experiment,
                dataset.name(),
                dataset.digest(),
                dataset.sourceType(),
                dataset.source(),
                dataset.schema(),
                dataset.profile());
        long number = tx.count(
                "SELECT number FROM tracked_dataset WHERE experiment = ? AND name = ? AND digest = ?",
                experiment,
                dataset.name(),
                dataset.digest());
        boolean fresh = tx.update(
                        "INSERT INTO run_dataset (run, dataset) VALUES (?, ?) ON CONFLICT DO NOTHING",
                        run.number(),
                        number)
                == 1;
        if (fresh) {
            List<@Nullable Object[]> rows = new ArrayList<>();
            new TreeMap<>(input.tags())
                    .forEach((key, value) -> rows.add(new Object[] {run.number(), number, key, value}));
            tx.batch("INSERT INTO run_dataset_tag (run, dataset, key, value) VALUES (?, ?, ?, ?)", rows);
        }
    }

    void addModel(RunSql.Numbered run, String direction, ModelLink link) {
        tx.update("""
                INSERT INTO run_model (run, direction, model, step) VALUES (?, ?, ?, ?)
                ON CONFLICT (run, direction, model) DO UPDATE SET step = excluded.step""", run.number(), direction, link.model().value(), link.step());
    }

    Map<Long, List<DatasetInput>> datasets(List<RunSql.Numbered> runs) {
        record Use(long run, long dataset) {}
        Map<Use, Map<String, String>> tags = new HashMap<>();
        Map<Use, Dataset> datasets = new LinkedHashMap<>();
        RunSql.inChunks(runs, (marks, numbers) -> {
            tx.each(
                    """
                    SELECT u.run, u.dataset, d.name, d.digest, d.source_type, d.source, d.schema_text, d.profile
                    FROM run_dataset u JOIN tracked_dataset d ON d.number = u.dataset WHERE u.run IN""" + " " + marks + " ORDER BY u.run, u.dataset",
                    row -> datasets.put(
                            new Use(row.integer("run"), row.integer("dataset")),
                            new Dataset(
                                    row.text("name"),
                                    row.text("digest"),
                                    row.text("source_type"),
                                    row.text("source"),
                                    row.text("schema_text"),
                                    row.text("profile"))),
                    numbers);
            tx.each(
                    "SELECT run, dataset, key, value FROM run_dataset_tag WHERE run IN " + marks,
                    row -> tags.computeIfAbsent(
                                    new Use(row.integer("run"), row.integer("dataset")), _ -> new HashMap<>())
                            .put(row.text("key"), row.text("value")),
                    numbers);
        });
        Map<Long, List<DatasetInput>> found = new HashMap<>();
        datasets.forEach((use, dataset) -> found.computeIfAbsent(use.run(), _ -> new ArrayList<>())
                .add(new DatasetInput(dataset, tags.getOrDefault(use, Map.of()))));
        return found;
    }

    Map<Long, List<ModelLink>> models(List<RunSql.Numbered> runs, String direction) {
        Map<Long, List<ModelLink>> found = new HashMap<>();
        RunSql.inChunks(runs, (marks, numbers) -> {
            List<Object> parameters = new ArrayList<>(List.of(numbers));
            parameters.add(direction);
            tx.each(
                    "SELECT run, model, step FROM run_model WHERE run IN " + marks
                            + " AND direction = ? ORDER BY run, step, model",
                    row -> found.computeIfAbsent(row.integer("run"), _ -> new ArrayList<>())
                            .add(new ModelLink(new LoggedModelId(row.text("model")), row.integer("step"))),
                    parameters.toArray());
        });
        return found;
    }
}
