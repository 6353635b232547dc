package dev.trefoil.platform.prediction;

import dev.trefoil.core.capture.CapturedBlock;
import dev.trefoil.core.capture.CapturedRows;
import dev.trefoil.core.column.ColumnBatch;
import dev.trefoil.core.column.RowCodec;
import dev.trefoil.platform.db.Database;
import dev.trefoil.platform.db.Tx;
import dev.trefoil.platform.event.EventDraft;
import dev.trefoil.platform.event.Outbox;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/// Takes what gateways captured, each row once, by (gateway, segment, offset).
public final class CaptureIntake {
    private final Database database;
    private final Function<String, CaptureRules> rules;
    private final Outbox outbox;
    private final InstantSource clock;
    private final Map<String, Instant> told = new ConcurrentHashMap<>();

    /// @param rules what the charter behind an endpoint says about keeping requests
    /// @param outbox told that rows of an endpoint were stored, at most once a second
    public CaptureIntake(Database database, Function<String, CaptureRules> rules, Outbox outbox, InstantSource clock) {
        this.database = database;
        this.rules = rules;
        this.outbox = outbox;
        this.clock = clock;
    }

    /// Stores what a gateway captured, and how far its segment is taken now, together. Blocks may come again after a
    /// broken connection or a kill: each is stored once.
    public void ingest(String gateway, String segment, List<CapturedBlock> blocks) {
        Map<String, CaptureRules> byEndpoint = new HashMap<>();
        blocks.forEach(block -> byEndpoint.computeIfAbsent(block.rows().endpoint(), rules));
        database.run(tx -> {
            PredictionSql sql = new PredictionSql(tx);
            long taken = sql.taken(gateway, segment);
            long next = taken;
            long rows = 0;
            for (CapturedBlock block : blocks) {
                if (block.offset() >= taken) {
                    String endpoint = block.rows().endpoint();
                    store(sql, block.rows(), byEndpoint.getOrDefault(endpoint, CaptureRules.KEEP_ALL));
                    rows += block.rows().rows().rows();
                    next = Math.max(next, block.next());
                }
            }
            sql.take(gateway, segment, next, rows);
            if (rows > 0) {
                byEndpoint.keySet().forEach(endpoint -> tell(tx, endpoint));
            }
        });
    }

    private void tell(Tx tx, String endpoint) {
        Instant now = clock.instant();
        Instant last = told.getOrDefault(endpoint, Instant.MIN);
        if (last.isBefore(now.minusSeconds(1)) || last.isAfter(now)) {
            told.put(endpoint, now);
            outbox.append(tx, new EventDraft("", "capture", endpoint, StoredRowsCodec.write(endpoint)));
        }
    }

    /// The offset from which a segment has not been taken yet.
    public long nextOffset(String gateway, String segment) {
        return database.read(tx -> new PredictionSql(tx).taken(gateway, segment));
    }

    /// All rows ever taken from a gateway.
    public long takenRows(String gateway) {
        return database.read(tx -> new PredictionSql(tx).takenRows(gateway));
    }

    /// A gateway has deleted a segment that was taken as a whole.
    public void forgetSegment(String gateway, String segment) {
        database.run(tx -> new PredictionSql(tx).forgetSegment(gateway, segment));
    }

    private static void store(PredictionSql sql, CapturedRows block, CaptureRules kept) {
        ColumnBatch rows = Redaction.apply(block.rows(), kept, block.endpoint());
        long shape = sql.shape(PredictionShapeCodec.write(new PredictionShape(rows.schema(), block.arms())));
        RowCodec codec = new RowCodec(rows.schema());
        int n = rows.rows();
        List<PredictionSql.Stored> fresh = new ArrayList<>(n);
        Set<String> ids = new HashSet<>();
        Set<String> known = sql.known(block.endpoint(), block.predictionIds());
        long watermark = Long.MIN_VALUE;
        for (int r = 0; r < n; r++) {
            watermark = Math.max(watermark, block.eventMicros()[r]);
            String id = block.predictionIds().get(r);
            if (!ids.add(id) || known.contains(id)) {
                continue;
            }
            fresh.add(new PredictionSql.Stored(
                    id,
                    block.eventMicros()[r],
                    block.receivedMicros(),
                    block.latencyNanos(),
                    shape,
                    block.answered()[r],
                    block.decisions()[r],
                    new PredictionSql.Bytes(ScoreCodec.encode(block.scores(), n, r)),
                    new PredictionSql.Bytes(codec.encode(rows, r)),
                    null));
        }
        sql.insert(block.endpoint(), fresh);
        sql.account(block.endpoint(), fresh.size(), n - fresh.size(), watermark, 0, 0);
    }
}
