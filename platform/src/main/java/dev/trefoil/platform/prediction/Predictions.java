package dev.trefoil.platform.prediction;

import dev.trefoil.platform.PlatformException;
import dev.trefoil.platform.db.Database;
import dev.trefoil.platform.db.Tx;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// What was asked and answered at the endpoints, and what later turned out to be the case.
///
/// A prediction is stored once, under the id that its answer carried; truth may come before or after it.
public final class Predictions {
    private static final int MAX_TRUTHS = 100_000;

    private final Database database;
    private final InstantSource clock;

    public Predictions(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /// Takes truth by prediction id. All of them or, when one is not acceptable, none.
    ///
    /// @throws PlatformException INVALID with the position at fault; LIMIT for more than 100,000 at once
    public void learn(String endpoint, List<Truth> truths) {
        if (truths.size() > MAX_TRUTHS) {
            throw new PlatformException(
                    PlatformException.Kind.LIMIT,
                    "endpoint " + endpoint,
                    truths.size() + " lines of truth at once: send at most " + MAX_TRUTHS + ".");
        }
        for (int i = 0; i < truths.size(); i++) {
            if (truths.get(i).predictionId().isBlank() || truths.get(i).value().isBlank()) {
                throw PlatformException.invalid(
                        "endpoint " + endpoint, "truth " + i + ": give a prediction id and a value.");
            }
            if (truths.get(i).predictionId().indexOf(0) >= 0
                    || truths.get(i).value().indexOf(0) >= 0) {
                throw PlatformException.invalid(
                        "endpoint " + endpoint,
                        "truth " + i + ": the "
                                + (truths.get(i).predictionId().indexOf(0) >= 0 ? "prediction id" : "value")
                                + " holds a NUL character: send it without.");
            }
        }
        database.run(tx -> {
            PredictionSql sql = new PredictionSql(tx);
            sql.insertTruth(endpoint, truths, clock.instant());
            sql.account(endpoint, 0, 0, Long.MIN_VALUE, truths.size(), 0);
        });
    }

    public PredictionAccount account(String endpoint) {
        return database.read(tx -> new PredictionSql(tx).account(endpoint));
    }

    /// How many ids have truth but no prediction; reads all truth of the endpoint.
    public long truthUnknown(String endpoint) {
        return database.read(tx -> new PredictionSql(tx).truthUnknown(endpoint));
    }

    /// The latest event time seen at an endpoint.
    public Optional<Instant> watermark(String endpoint) {
        return database.read(tx -> new PredictionSql(tx).watermark(endpoint));
    }

    /// The event time of the first prediction still kept.
    public Optional<Instant> first(String endpoint) {
        return database.read(tx -> new PredictionSql(tx).first(endpoint));
    }

    /// The event time of the first prediction at or after a time.
    public Optional<Instant> first(String endpoint, Instant from) {
        return database.read(tx -> new PredictionSql(tx).first(endpoint, from));
    }

    /// How many rows a stretch of event time has, and of how many the truth is known.
    public Maturity maturity(String endpoint, Instant from, Instant until) {
        long[] counts = database.read(tx -> new PredictionSql(tx).maturity(endpoint, from, until));
        return new Maturity(counts[0], counts[1]);
    }

    /// Rows and those whose truth is known.
    public record Maturity(long rows, long matured) {
        /// Share in [0, 1]; 0 without rows.
        public double share() {
            return rows == 0 ? 0 : (double) matured / rows;
        }
    }

    /// The rows of a stretch of event time (inclusive start, exclusive end). Rows that were asked with other
    /// columns
    /// than the latest are fitted to the latest by name.
    public ServedRows rows(String endpoint, Instant from, Instant until) {
        return database.read(tx -> read(tx, endpoint, from, until));
    }

    /// The rows received in a stretch of wall-clock time, as above.
    public ServedRows received(String endpoint, Instant from, Instant until) {
        return database.read(tx -> {
            PredictionSql sql = new PredictionSql(tx);
            ServedRowsBuilder builder = new ServedRowsBuilder(sql.shapes());
            sql.eachReceived(endpoint, from, until, builder::add);
            return builder.build();
        });
    }

    private static ServedRows read(Tx tx, String endpoint, Instant from, Instant until) {
        PredictionSql sql = new PredictionSql(tx);
        ServedRowsBuilder builder = new ServedRowsBuilder(sql.shapes());
        sql.each(endpoint, from, until, builder::add);
        return builder.build();
    }

    /// Forgets one prediction and its truth, as a person may ask; answers whether there was one.
    public boolean forget(String endpoint, String predictionId) {
        return database.write(tx -> {
            PredictionSql sql = new PredictionSql(tx);
            long deleted = sql.delete(endpoint, predictionId);
            sql.account(endpoint, 0, 0, Long.MIN_VALUE, 0, deleted);
            return deleted > 0;
        });
    }

    /// Keeps to the charter's limits: forgets what is older than `keepSince`, then the oldest until the rest
    /// fits the
    /// quota. Answers how many predictions went.
    public long trim(String endpoint, Optional<Instant> keepSince, long quotaBytes) {
        return database.write(tx -> {
            PredictionSql sql = new PredictionSql(tx);
            long deleted =
                    keepSince.map(since -> sql.deleteBefore(endpoint, since)).orElse(0L);
            long size = sql.sizeBytes(endpoint);
            while (size > quotaBytes) {
                long more = sql.deleteOldest(endpoint, 1_000);
                if (more == 0) {
                    break;
                }
                deleted += more;
                size = sql.sizeBytes(endpoint);
            }
            sql.account(endpoint, 0, 0, Long.MIN_VALUE, 0, deleted);
            return deleted;
        });
    }
}
