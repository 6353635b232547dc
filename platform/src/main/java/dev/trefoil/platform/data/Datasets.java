package dev.trefoil.platform.data;

import dev.trefoil.core.digest.Digest;
import dev.trefoil.platform.PlatformException;
import dev.trefoil.platform.db.Counters;
import dev.trefoil.platform.db.Database;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// The dataset versions of projects, and what each step of the loop made of its inputs.
public final class Datasets {
    private final Database database;
    private final InstantSource clock;

    public Datasets(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /// Remembers a version; one that is known already stays as it is.
    public DatasetVersion remember(
            String project, Digest digest, String origin, long rows, DatasetVersion.Content content) {
        return database.write(tx -> {
            DatasetSql sql = new DatasetSql(tx);
            Optional<DatasetVersion> known = sql.find(project, digest);
            if (known.isPresent()) {
                return known.get();
            }
            DatasetVersion version = new DatasetVersion(
                    project, digest, Counters.next(tx, "dataset/" + project), origin, content, rows, clock.instant());
            sql.insert(version);
            return version;
        });
    }

    public Optional<DatasetVersion> find(String project, Digest digest) {
        return database.read(tx -> new DatasetSql(tx).find(project, digest));
    }

    public DatasetVersion require(String project, Digest digest) {
        return find(project, digest).orElseThrow(() -> PlatformException.notFound("dataset", digest.brief()));
    }

    /// Newest first.
    public List<DatasetVersion> list(String project) {
        return database.read(tx -> new DatasetSql(tx).list(project));
    }

    /// What a step made of these inputs before, if it did.
    public Optional<String> stepResult(String project, String step, Digest key) {
        return database.read(tx -> new DatasetSql(tx).result(project, step, key));
    }

    public void rememberStep(String project, String step, Digest key, String result) {
        database.run(tx -> new DatasetSql(tx).result(project, step, key, result, clock.instant()));
    }

    /// Forgets what steps came to; keys that are not known are passed over.
    public void forgetSteps(String project, String step, List<Digest> keys) {
        database.run(tx -> keys.forEach(key -> new DatasetSql(tx).forget(project, step, key)));
    }
}
