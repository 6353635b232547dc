package dev.trefoil.platform.tracking;

import dev.trefoil.platform.PlatformException;
import dev.trefoil.platform.PlatformException.Kind;
import dev.trefoil.platform.db.Database;
import dev.trefoil.platform.db.Page;
import dev.trefoil.platform.db.Tx;
import dev.trefoil.platform.event.EventDraft;
import dev.trefoil.platform.event.Outbox;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// Executions of training code and what they log. A batch is stored whole or not at all, and is on disk when
/// the call returns. Changes of a run are told as events (`run.created`, `run.updated`, `run.deleted`,
/// `run.restored`); logging is not.
public final class Runs {
    /// The tag that holds the name of a run.
    public static final String NAME_TAG = "mlflow.runName";

    private final Database database;
    private final Outbox outbox;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final MetricNames names = new MetricNames();

    /// @param random for names of runs that are given none
    public Runs(Database database, Outbox outbox, InstantSource clock, RandomGenerator random) {
        this.database = database;
        this.outbox = outbox;
        this.clock = clock;
        this.random = random;
    }

    public Run create(NewRun request) {
        return database.write(tx -> create(tx, RunId.fresh(), request));
    }

    /// Makes a run with a given id, so that a step that is done again after a crash finds its own.
    public Run create(Tx tx, RunId id, NewRun request) {
        Experiment experiment = new ExperimentSql(tx)
                .find(request.experiment())
                .orElseThrow(() -> new PlatformException(
                        Kind.NOT_FOUND,
                        "experiment " + request.experiment(),
                        "No Experiment with id=" + request.experiment() + " exists."));
        if (experiment.deleted()) {
            throw PlatformException.invalid(
                    "experiment " + experiment.id(),
                    "The experiment " + experiment.id() + " must be in the 'active' state. Current state is deleted.");
        }
        Instant started = request.started() == null ? clock.instant() : request.started();
        Run run = new Run(
                id,
                request.experiment(),
                TrackingNames.atMost("run name", name(request), 250),
                request.user(),
                RunStatus.RUNNING,
                started.truncatedTo(ChronoUnit.MILLIS),
                null,
                false);
        RunSql sql = new RunSql(tx);
        if (sql.find(id).isPresent()) {
            throw new PlatformException(Kind.ALREADY_EXISTS, "run " + id, "The run '" + id + "' exists already.");
        }
        RunSql.Numbered stored = sql.insert(run);
        Map<String, String> tags = new HashMap<>(request.tags());
        tags.put(NAME_TAG, run.name());
        sql.setTags(stored.number(), checkedTags(tags));
        tell(tx, "run.created", run);
        return run;
    }

    /// Stores all of it, or nothing. A parameter that has another value already is INVALID, the same value is
    /// fine.
    public void log(RunId id, RunBatch batch) {
        database.run(tx -> log(tx, id, batch));
    }

    public void log(Tx tx, RunId id, RunBatch batch) {
        batch.metrics().forEach(metric -> {
            TrackingNames.key("metric", metric.key());
            TrackingNames.point(metric.key(), metric.point());
        });
        Map<String, String> params = new HashMap<>();
        batch.params().forEach((key, value) -> params.put(TrackingNames.key("param", key), TrackingNames.param(value)));
        Map<String, String> tags = checkedTags(batch.tags());
        RunSql sql = new RunSql(tx);
        RunSql.Numbered run = requireActive(sql, id);
        if (!params.isEmpty()) {
            requireSame(id, params, sql.addParams(run.number(), params));
        }
        if (!batch.metrics().isEmpty()) {
            new MetricSql(tx).insert(run.number(), run.run().experiment(), batch.metrics(), names);
        }
        if (!tags.isEmpty()) {
            sql.setTags(run.number(), tags);
            String name = tags.get(NAME_TAG);
            if (name != null && !name.equals(run.run().name())) {
                sql.update(run.number(), renamed(run.run(), name));
            }
        }
    }

    /// @throws PlatformException NOT_FOUND when there is no such run or tag
    public void deleteTag(RunId id, String key) {
        database.run(tx -> {
            RunSql sql = new RunSql(tx);
            if (!sql.deleteTag(requireActive(sql, id).number(), key)) {
                throw new PlatformException(
                        Kind.NOT_FOUND, "run " + id, "No tag with name: " + key + " in run with id " + id + ".");
            }
        });
    }

    public Run update(RunId id, RunChange change) {
        return database.write(tx -> update(tx, id, change));
    }

    /// Changes status, end and name. A new name is also the tag's.
    public Run update(Tx tx, RunId id, RunChange change) {
        RunSql sql = new RunSql(tx);
        RunSql.Numbered stored = requireActive(sql, id);
        Run before = stored.run();
        String wanted = change.name();
        String name = wanted == null || wanted.isEmpty() ? before.name() : wanted;
        RunStatus status = change.status();
        Instant ended = change.ended();
        Run after = new Run(
                id,
                before.experiment(),
                TrackingNames.atMost("run name", name, 250),
                before.user(),
                status == null ? before.status() : status,
                before.started(),
                ended == null ? before.ended() : ended.truncatedTo(ChronoUnit.MILLIS),
                false);
        sql.update(stored.number(), after);
        if (!after.name().equals(before.name())) {
            sql.setTags(stored.number(), Map.of(NAME_TAG, after.name()));
        }
        tell(tx, "run.updated", after);
        return after;
    }

    /// Marks it deleted, or brings it back.
    public void setDeleted(RunId id, boolean deleted) {
        database.run(tx -> {
            RunSql sql = new RunSql(tx);
            RunSql.Numbered stored = require(sql, id);
            Run run = stored.run();
            Run after = new Run(
                    id, run.experiment(), run.name(), run.user(), run.status(), run.started(), run.ended(), deleted);
            sql.update(stored.number(), after);
            tell(tx, deleted ? "run.deleted" : "run.restored", after);
        });
    }

    /// Also a deleted one.
    public Optional<RunDetails> find(RunId id) {
        return database.read(tx -> {
            RunSql sql = new RunSql(tx);
            return sql.find(id).map(run -> sql.details(List.of(run)).getFirst());
        });
    }

    /// A page of runs with all they logged.
    public Page<RunDetails> search(RunSearch search) {
        return database.read(tx -> {
            Page<RunSql.Numbered> page = new RunSearchSql(tx, search).run();
            return new Page<>(new RunSql(tx).details(page.items()), page.next());
        });
    }

    /// How many runs a search is about, counted up to `most`, whatever its page.
    public long count(RunSearch search, int most) {
        return database.read(tx -> new RunSearchSql(tx, search).count(most));
    }

    static RunSql.Numbered requireActive(RunSql sql, RunId id) {
        RunSql.Numbered run = require(sql, id);
        if (run.run().deleted()) {
            throw PlatformException.invalid(
                    "run " + id, "The run " + id + " must be in the 'active' state. Current state is deleted.");
        }
        return run;
    }

    private static RunSql.Numbered require(RunSql sql, RunId id) {
        return sql.lock(id)
                .orElseThrow(
                        () -> new PlatformException(Kind.NOT_FOUND, "run " + id, "Run with id=" + id + " not found."));
    }

    private static Map<String, String> checkedTags(Map<String, String> tags) {
        Map<String, String> checked = new HashMap<>();
        tags.forEach((key, value) -> checked.put(TrackingNames.key("tag", key), TrackingNames.tag(value)));
        return checked;
    }

    private static void requireSame(RunId id, Map<String, String> wanted, Map<String, String> stored) {
        wanted.forEach((key, value) -> {
            String before = stored.get(key);
            if (!value.equals(before)) {
                throw PlatformException.invalid(
                        "run " + id,
                        "Changing param values is not allowed. Param with key='" + key
                                + "' was already logged with value='" + before + "' for run ID='" + id
                                + "'. Attempted logging new value '" + value + "'.");
            }
        });
    }

    private String name(NewRun request) {
        String tag = request.tags().getOrDefault(NAME_TAG, "");
        if (!request.name().isEmpty() && !tag.isEmpty() && !tag.equals(request.name())) {
            throw PlatformException.invalid(
                    "run name",
                    "Both 'run_name' argument and 'mlflow.runName' tag are specified, but with different values"
                            + " (run_name='" + request.name() + "', mlflow.runName='" + tag + "').");
        }
        String name = request.name().isEmpty() ? tag : request.name();
        return name.isEmpty() ? RunNames.next(random) : name;
    }

    private static Run renamed(Run run, String name) {
        return new Run(
                run.id(),
                run.experiment(),
                TrackingNames.atMost("run name", name, 250),
                run.user(),
                run.status(),
                run.started(),
                run.ended(),
                run.deleted());
    }

    private void tell(Tx tx, String kind, Run run) {
        String project = new ExperimentSql(tx)
                .find(run.experiment())
                .map(Experiment::project)
                .orElse("");
        outbox.append(tx, new EventDraft(project, kind, run.id().value(), RunCodec.json(run, project)));
    }
}
