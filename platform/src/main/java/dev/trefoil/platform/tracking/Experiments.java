package dev.trefoil.platform.tracking;

import dev.trefoil.platform.PlatformException;
import dev.trefoil.platform.PlatformException.Kind;
import dev.trefoil.platform.db.Counters;
import dev.trefoil.platform.db.Database;
import dev.trefoil.platform.db.Page;
import dev.trefoil.platform.db.Tx;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;

/// The groups in which runs are kept. A name stays taken while its experiment is deleted.
public final class Experiments {
    private static final System.Logger LOG = System.getLogger(Experiments.class.getName());

    private final Database database;
    private final InstantSource clock;

    private Experiments(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /// Makes sure that there is the experiment `Default`.
    public static Experiments open(Database database, InstantSource clock) {
        Experiments experiments = new Experiments(database, clock);
        if (experiments.find(ExperimentId.DEFAULT).isEmpty()) {
            Instant now = experiments.now();
            Experiment first = new Experiment(ExperimentId.DEFAULT, "Default", "", "", false, now, now, Map.of());
            boolean made = database.write(tx -> new ExperimentSql(tx).insert(first));
            LOG.log(Level.DEBUG, made ? "the default experiment is made" : "another server was faster");
        }
        return experiments;
    }

    /// @param project the project it is for, or empty
    /// @param artifactLocation where its artifacts shall be, or empty for the server's own store
    /// @throws PlatformException ALREADY_EXISTS when the name is taken, also by a deleted one
    public Experiment create(String name, String project, String artifactLocation, Map<String, String> tags) {
        return database.write(tx -> create(tx, name, project, artifactLocation, tags));
    }

    public Experiment create(Tx tx, String name, String project, String artifactLocation, Map<String, String> tags) {
        Instant now = now();
        Experiment experiment = new Experiment(
                new ExperimentId(Counters.next(tx, "experiment")),
                TrackingNames.experiment(name),
                project,
                TrackingNames.atMost("artifact location", artifactLocation, 2_048),
                false,
                now,
                now,
                tags);
        tags.forEach(Experiments::requireTag);
        ExperimentSql sql = new ExperimentSql(tx);
        if (!sql.insert(experiment)) {
            throw taken(name);
        }
        return experiment;
    }

    /// The project's experiment, made when it is not there yet. A deleted one comes back.
    public Experiment ofProject(Tx tx, String project) {
        ExperimentSql sql = new ExperimentSql(tx);
        Optional<Experiment> known = sql.findByName(project);
        if (known.isEmpty()) {
            return create(tx, project, project, "", Map.of());
        }
        if (known.get().deleted()) {
            sql.setDeleted(known.get().id(), false, now());
        }
        return known.get();
    }

    /// Also a deleted one.
    public Optional<Experiment> find(ExperimentId id) {
        return database.read(tx -> new ExperimentSql(tx).find(id));
    }

    /// Also a deleted one.
    public Optional<Experiment> findByName(String name) {
        return database.read(tx -> new ExperimentSql(tx).findByName(name));
    }

    public Page<Experiment> search(ExperimentSearch search) {
        return database.read(tx -> new ExperimentSql(tx).search(search));
    }

    public void rename(ExperimentId id, String name) {
        database.run(tx -> {
            ExperimentSql sql = new ExperimentSql(tx);
            requireActive(sql, id);
            if (!sql.rename(id, TrackingNames.experiment(name), now())) {
                throw taken(name);
            }
        });
    }

    /// Its runs go with it.
    public void delete(ExperimentId id) {
        setDeleted(id, true);
    }

    /// All of its runs come back with it.
    public void restore(ExperimentId id) {
        setDeleted(id, false);
    }

    public void setTag(ExperimentId id, String key, String value) {
        requireTag(key, value);
        database.run(tx -> {
            ExperimentSql sql = new ExperimentSql(tx);
            requireActive(sql, id);
            sql.setTag(id, key, value);
            sql.touch(id, now());
        });
    }

    /// @throws PlatformException NOT_FOUND when there is no such tag
    public void deleteTag(ExperimentId id, String key) {
        database.run(tx -> {
            ExperimentSql sql = new ExperimentSql(tx);
            requireActive(sql, id);
            if (!sql.deleteTag(id, key)) {
                throw new PlatformException(
                        Kind.NOT_FOUND,
                        "experiment " + id,
                        "No tag with name: " + key + " in experiment with id " + id + ".");
            }
        });
    }

    private void setDeleted(ExperimentId id, boolean deleted) {
        database.run(tx -> {
            ExperimentSql sql = new ExperimentSql(tx);
            Experiment experiment = require(sql, id);
            if (experiment.deleted() == deleted) {
                throw new PlatformException(
                        Kind.NOT_FOUND,
                        "experiment " + id,
                        deleted
                                ? "No Experiment with id=" + id + " exists: it is deleted already."
                                : "No deleted Experiment with id=" + id + " exists: it is active.");
            }
            sql.setDeleted(id, deleted, now());
        });
    }

    private static Experiment requireActive(ExperimentSql sql, ExperimentId id) {
        Experiment experiment = require(sql, id);
        if (experiment.deleted()) {
            throw PlatformException.invalid(
                    "experiment " + id,
                    "The experiment " + id + " must be in the 'active' state. Current state is deleted.");
        }
        return experiment;
    }

    private static Experiment require(ExperimentSql sql, ExperimentId id) {
        return sql.find(id)
                .orElseThrow(() -> new PlatformException(
                        Kind.NOT_FOUND, "experiment " + id, "No Experiment with id=" + id + " exists."));
    }

    private static void requireTag(String key, String value) {
        TrackingNames.key("tag", key);
        TrackingNames.atMost("value of tag '" + key + "'", value, 5_000);
    }

    private static PlatformException taken(String name) {
        return new PlatformException(
                Kind.ALREADY_EXISTS, "experiment " + name, "Experiment(name=" + name + ") already exists.");
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
