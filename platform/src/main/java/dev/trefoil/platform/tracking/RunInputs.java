package dev.trefoil.platform.tracking;

import dev.trefoil.platform.db.Database;
import dev.trefoil.platform.db.Tx;
import java.util.List;

/// What runs read and made. Saying the same twice changes nothing.
public final class RunInputs {
    private final Database database;

    public RunInputs(Database database) {
        this.database = database;
    }

    public void addDatasets(RunId run, List<DatasetInput> datasets) {
        database.run(tx -> addDatasets(tx, run, datasets));
    }

    public void addDatasets(Tx tx, RunId run, List<DatasetInput> datasets) {
        datasets.forEach(RunInputs::check);
        RunSql.Numbered stored = Runs.requireActive(new RunSql(tx), run);
        InputSql sql = new InputSql(tx);
        datasets.forEach(dataset -> sql.addDataset(stored, dataset));
    }

    /// Models that the run has read.
    public void addRead(RunId run, List<ModelLink> models) {
        database.run(tx -> add(tx, run, InputSql.READ, models));
    }

    /// Models that the run has made.
    public void addMade(Tx tx, RunId run, List<ModelLink> models) {
        add(tx, run, InputSql.MADE, models);
    }

    private static void add(Tx tx, RunId run, String direction, List<ModelLink> models) {
        RunSql.Numbered stored = Runs.requireActive(new RunSql(tx), run);
        InputSql sql = new InputSql(tx);
        models.forEach(model -> sql.addModel(stored, direction, model));
    }

    private static void check(DatasetInput input) {
        Dataset dataset = input.dataset();
        TrackingNames.atMost("dataset name", dataset.name(), 500);
        TrackingNames.atMost("dataset digest", dataset.digest(), 64);
        TrackingNames.atMost("dataset source", dataset.source(), 65_535);
        TrackingNames.atMost("dataset schema", dataset.schema(), 1_048_575);
        TrackingNames.atMost("dataset profile", dataset.profile(), 16_777_215);
        input.tags().forEach((key, value) -> {
            TrackingNames.atMost("input tag name", key, 255);
            TrackingNames.atMost("input tag value", value, 500);
        });
    }
}
