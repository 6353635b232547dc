package dev.trefoil.platform.tracking;

import dev.trefoil.platform.PlatformException;
import dev.trefoil.platform.PlatformException.Kind;
import dev.trefoil.platform.db.Database;
import dev.trefoil.platform.db.Page;
import dev.trefoil.platform.db.Tx;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/// Models that clients log while they train.
public final class LoggedModels {
    private final Database database;
    private final InstantSource clock;
    private final RandomGenerator random;

    /// @param random for names of models that are given none
    public LoggedModels(Database database, InstantSource clock, RandomGenerator random) {
        this.database = database;
        this.clock = clock;
        this.random = random;
    }

    /// Its files are still to come: the status is PENDING.
    public LoggedModel create(NewLoggedModel request) {
        String name = request.name().isEmpty() ? RunNames.next(random) : request.name();
        if (name.chars().anyMatch(c -> "/:.%\"'".indexOf(c) >= 0 || Character.isISOControl(c))) {
            throw PlatformException.invalid(
                    "model name",
                    "Invalid model name ('" + name.replaceAll("\\p{Cntrl}", "?")
                            + "') provided. Model name must be a non-empty string and cannot contain the following"
                            + " characters: ('/', ':', '.', '%', '\"', \"'\").");
        }
        LoggedModel model = new LoggedModel(
                LoggedModelId.fresh(),
                request.experiment(),
                TrackingNames.atMost("model name", name, 500),
                request.type(),
                request.sourceRun(),
                request.creator(),
                LoggedModel.Status.PENDING,
                false,
                now(),
                now(),
                Map.of(),
                Map.of(),
                List.of());
        return database.write(tx -> {
            if (new ExperimentSql(tx)
                    .find(request.experiment())
                    .filter(e -> !e.deleted())
                    .isEmpty()) {
                throw new PlatformException(
                        Kind.NOT_FOUND,
                        "experiment " + request.experiment(),
                        "No active Experiment with id=" + request.experiment() + " exists.");
            }
            LoggedModelSql sql = new LoggedModelSql(tx);
            sql.insert(model);
            putParams(sql, model.id(), request.params());
            putTags(sql, model.id(), request.tags());
            return sql.find(model.id()).orElseThrow();
        });
    }

    /// Also a deleted one.
    public Optional<LoggedModel> find(LoggedModelId id) {
        return database.read(tx -> new LoggedModelSql(tx).find(id));
    }

    public Page<LoggedModel> search(LoggedModelSearch search) {
        return database.read(tx -> new LoggedModelSql(tx).search(search));
    }

    /// Its files are there, or will not come.
    public LoggedModel finish(LoggedModelId id, LoggedModel.Status status) {
        return database.write(tx -> {
            LoggedModelSql sql = new LoggedModelSql(tx);
            requireActive(sql, id);
            sql.update(id, status, false, now());
            return sql.find(id).orElseThrow();
        });
    }

    public void delete(LoggedModelId id) {
        change(id, (sql, model) -> sql.update(id, model.status(), true, now()));
    }

    public void putTags(LoggedModelId id, Map<String, String> tags) {
        change(id, (sql, _) -> putTags(sql, id, tags));
    }

    /// @throws PlatformException NOT_FOUND when there is no such tag
    public void deleteTag(LoggedModelId id, String key) {
        change(id, (sql, _) -> {
            if (!sql.deleteTag(id, key)) {
                throw new PlatformException(
                        Kind.NOT_FOUND,
                        "logged model " + id,
                        "No tag with key '" + key + "' found for model with ID '" + id + "'.");
            }
        });
    }

    public void putParams(LoggedModelId id, Map<String, String> params) {
        change(id, (sql, _) -> putParams(sql, id, params));
    }

    /// Adds values of metrics about the model, in the transaction that logs them for the run.
    public void addMetrics(Tx tx, LoggedModelId id, List<ModelMetric> metrics) {
        LoggedModelSql sql = new LoggedModelSql(tx);
        requireActive(sql, id);
        metrics.forEach(metric -> {
            TrackingNames.key("metric", metric.key());
            sql.addMetric(id, metric);
        });
    }

    /// What is done to a model that is there.
    private interface Change {
        void apply(LoggedModelSql sql, LoggedModel model);
    }

    private void change(LoggedModelId id, Change change) {
        database.run(tx -> {
            LoggedModelSql sql = new LoggedModelSql(tx);
            change.apply(sql, requireActive(sql, id));
        });
    }

    private static void putTags(LoggedModelSql sql, LoggedModelId id, Map<String, String> tags) {
        tags.keySet().forEach(requireKey("tag"));
        sql.putTags(id, tags);
    }

    private static void putParams(LoggedModelSql sql, LoggedModelId id, Map<String, String> params) {
        params.keySet().forEach(requireKey("param"));
        sql.putParams(id, params);
    }

    private static Consumer<String> requireKey(String what) {
        return key -> TrackingNames.key(what, key);
    }

    private static LoggedModel requireActive(LoggedModelSql sql, LoggedModelId id) {
        return sql.find(id)
                .filter(model -> !model.deleted())
                .orElseThrow(() -> new PlatformException(
                        Kind.NOT_FOUND, "logged model " + id, "Logged model with ID '" + id + "' not found."));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
