package dev.trefoil.platform.prediction;

import dev.trefoil.platform.db.Micros;
import dev.trefoil.platform.db.Tx;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The SQL of captured predictions and their truth.
final class PredictionSql {
    /// One stored prediction, still as bytes.
    record Stored(
            String id,
            long eventAt,
            long receivedAt,
            long latencyNanos,
            long shape,
            int answered,
            int decision,
            Bytes scores,
            Bytes features,
            @Nullable String truth) {}

    /// Bytes that a record may hold.
    static final class Bytes {
        private final byte[] content;

        Bytes(byte[] content) {
            this.content = content;
        }

        byte[] content() {
            return content;
        }
    }

    private static final int IDS_AT_ONCE = 512;

    private final Tx tx;

    PredictionSql(Tx tx) {
        this.tx = tx;
    }

    long taken(String gateway, String segment) {
        return tx.count("SELECT next_offset FROM capture_cursor WHERE gateway = ? AND segment = ?", gateway, segment);
    }

    void take(String gateway, String segment, long next, long rows) {
        tx.update("""
                INSERT INTO capture_cursor (gateway, segment, next_offset) VALUES (?, ?, ?)
                ON CONFLICT (gateway, segment) DO UPDATE SET next_offset = excluded.next_offset""", gateway, segment, next);
        tx.update("""
                INSERT INTO capture_account (gateway, taken) VALUES (?, ?)
                ON CONFLICT (gateway) DO UPDATE SET taken = capture_account.taken + excluded.taken""", gateway, rows);
    }

    long takenRows(String gateway) {
        return tx.count("SELECT coalesce(sum(taken), 0) FROM capture_account WHERE gateway = ?", gateway);
    }

    void forgetSegment(String gateway, String segment) {
        tx.update("DELETE FROM capture_cursor WHERE gateway = ? AND segment = ?", gateway, segment);
    }

    long shape(String content) {
        Optional<Long> known =
                tx.find("SELECT id FROM prediction_shape WHERE content = ?", row -> row.integer("id"), content);
        return known.orElseGet(() -> tx.query(
                        "INSERT INTO prediction_shape (content) VALUES (?) RETURNING id",
                        row -> row.integer("id"),
                        content)
                .getFirst());
    }

    Map<Long, PredictionShape> shapes() {
        Map<Long, PredictionShape> shapes = new HashMap<>();
        tx.each(
                "SELECT id, content FROM prediction_shape",
                row -> shapes.put(row.integer("id"), PredictionShapeCodec.read(row.text("content"))));
        return shapes;
    }

    /// Those of these ids that are stored already.
    Set<String> known(String endpoint, List<String> ids) {
        Set<String> known = new HashSet<>();
        for (int from = 0; from < ids.size(); from += IDS_AT_ONCE) {
            List<String> some = ids.subList(from, Math.min(ids.size(), from + IDS_AT_ONCE));
            // Filled up to a power of two by repeating one id: few statements to keep prepared.
            int places = Math.max(1, Integer.highestOneBit(2 * some.size() - 1));
            List<@Nullable Object> parameters = new ArrayList<>(some);
            parameters.addAll(Collections.nCopies(places - some.size(), some.getFirst()));
            parameters.addFirst(endpoint);
            tx.each(
                    "SELECT prediction_id FROM prediction WHERE endpoint = ? AND prediction_id IN ("
                            + String.join(", ", Collections.nCopies(places, "?")) + ")",
                    row -> known.add(row.text("prediction_id")),
                    parameters.toArray());
        }
        return known;
    }

    void insert(String endpoint, List<Stored> rows) {
        List<@Nullable Object[]> parameters = new ArrayList<>(rows.size());
        for (Stored row : rows) {
            parameters.add(new @Nullable Object[] {
                endpoint,
                row.id(),
                row.eventAt(),
                row.receivedAt(),
                row.latencyNanos(),
                row.shape(),
                row.answered(),
                row.decision(),
                row.scores().content(),
                row.features().content()
            });
        }
        tx.batch("""
                INSERT INTO prediction (endpoint, prediction_id, event_at, received_at, latency_nanos, shape,
                  answered, decision, scores, features)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (endpoint, prediction_id) DO NOTHING""", parameters);
    }

    void account(String endpoint, long stored, long repeated, long watermark, long truthRows, long deleted) {
        tx.update("""
                INSERT INTO endpoint_account (endpoint, stored, repeated, watermark, truth_rows, deleted)
                VALUES (?, ?, ?, ?, ?, ?)
                ON CONFLICT (endpoint) DO UPDATE SET
                  stored = endpoint_account.stored + excluded.stored,
                  repeated = endpoint_account.repeated + excluded.repeated,
                  watermark = CASE WHEN excluded.watermark > endpoint_account.watermark
                    THEN excluded.watermark ELSE endpoint_account.watermark END,
                  truth_rows = endpoint_account.truth_rows + excluded.truth_rows,
                  deleted = endpoint_account.deleted + excluded.deleted""", endpoint, stored, repeated, watermark, truthRows, deleted);
    }

    Optional<Instant> watermark(String endpoint) {
        return tx.find(
                        "SELECT watermark FROM endpoint_account WHERE endpoint = ?",
                        row -> row.integer("watermark"),
                        endpoint)
                .filter(micros -> micros != Long.MIN_VALUE)
                .map(Micros::instant);
    }

    long truthUnknown(String endpoint) {
        return tx.count("""
                SELECT count(DISTINCT t.prediction_id) FROM truth t
                WHERE t.endpoint = ? AND NOT EXISTS (
                  SELECT 1 FROM prediction p WHERE p.endpoint = t.endpoint AND p.prediction_id = t.prediction_id)""", endpoint);
    }

    PredictionAccount account(String endpoint) {
        return tx.find(
                        "SELECT stored, repeated, watermark, truth_rows, deleted FROM endpoint_account WHERE endpoint = ?",
                        row -> new PredictionAccount(
                                row.integer("stored"),
                                row.integer("repeated"),
                                row.integer("watermark") == Long.MIN_VALUE
                                        ? Optional.empty()
                                        : Optional.of(row.instant("watermark")),
                                row.integer("truth_rows"),
                                row.integer("deleted")),
                        endpoint)
                .orElse(new PredictionAccount(0, 0, Optional.empty(), 0, 0));
    }

    void insertTruth(String endpoint, List<Truth> truths, Instant now) {
        List<@Nullable Object[]> parameters = new ArrayList<>(truths.size());
        for (Truth truth : truths) {
            parameters.add(
                    new @Nullable Object[] {endpoint, truth.predictionId(), truth.knownAt(), truth.value(), now});
        }
        tx.batch("""
                INSERT INTO truth (endpoint, prediction_id, known_at, value, received_at) VALUES (?, ?, ?, ?, ?)
                ON CONFLICT (endpoint, prediction_id, known_at)
                DO UPDATE SET value = excluded.value, received_at = excluded.received_at""", parameters);
    }

    void each(String endpoint, Instant from, Instant until, Consumer<Stored> consumer) {
        each("p.event_at >= ? AND p.event_at < ?", endpoint, from, until, consumer);
    }

    void eachReceived(String endpoint, Instant from, Instant until, Consumer<Stored> consumer) {
        each("p.received_at >= ? AND p.received_at < ?", endpoint, from, until, consumer);
    }

    /// @param condition one of the two constants above, never input
    private void each(String condition, String endpoint, Instant from, Instant until, Consumer<Stored> consumer) {
        tx.each(
                """
                SELECT p.prediction_id, p.event_at, p.received_at, p.latency_nanos, p.shape, p.answered, p.decision,
                  p.scores, p.features,
                  (SELECT t.value FROM truth t WHERE t.endpoint = p.endpoint AND t.prediction_id = p.prediction_id
                   ORDER BY t.known_at DESC LIMIT 1) AS truth
                FROM prediction p WHERE p.endpoint = ? AND {condition}
                ORDER BY p.event_at, p.prediction_id""".replace("{condition}", condition),
                row -> consumer.accept(new Stored(
                        row.text("prediction_id"),
                        row.integer("event_at"),
                        row.integer("received_at"),
                        row.integer("latency_nanos"),
                        row.integer("shape"),
                        (int) row.integer("answered"),
                        (int) row.integer("decision"),
                        new Bytes(row.bytes("scores")),
                        new Bytes(row.bytes("features")),
                        row.nullableText("truth"))),
                endpoint,
                from,
                until);
    }

    /// Rows and rows with truth in a stretch of event time.
    long[] maturity(String endpoint, Instant from, Instant until) {
        long rows = tx.count(
                "SELECT count(*) FROM prediction WHERE endpoint = ? AND event_at >= ? AND event_at < ?",
                endpoint,
                from,
                until);
        long matured = tx.count("""
                SELECT count(*) FROM prediction p WHERE p.endpoint = ? AND p.event_at >= ? AND p.event_at < ?
                AND EXISTS (SELECT 1 FROM truth t
                  WHERE t.endpoint = p.endpoint AND t.prediction_id = p.prediction_id)""", endpoint, from, until);
        return new long[] {rows, matured};
    }

    Optional<Instant> first(String endpoint) {
        return tx.find(
                        "SELECT event_at FROM prediction WHERE endpoint = ? ORDER BY event_at LIMIT 1",
                        row -> row.integer("event_at"),
                        endpoint)
                .map(Micros::instant);
    }

    Optional<Instant> first(String endpoint, Instant from) {
        return tx.find(
                        "SELECT event_at FROM prediction WHERE endpoint = ? AND event_at >= ? ORDER BY event_at LIMIT 1",
                        row -> row.integer("event_at"),
                        endpoint,
                        from)
                .map(Micros::instant);
    }

    long delete(String endpoint, String predictionId) {
        tx.update("DELETE FROM truth WHERE endpoint = ? AND prediction_id = ?", endpoint, predictionId);
        return tx.update("DELETE FROM prediction WHERE endpoint = ? AND prediction_id = ?", endpoint, predictionId);
    }

    long deleteBefore(String endpoint, Instant receivedBefore) {
        tx.update("""
                DELETE FROM truth WHERE endpoint = ? AND prediction_id IN (
                  SELECT prediction_id FROM prediction WHERE endpoint = ? AND received_at < ?)""", endpoint, endpoint, receivedBefore);
        return tx.update("DELETE FROM prediction WHERE endpoint = ? AND received_at < ?", endpoint, receivedBefore);
    }

    long sizeBytes(String endpoint) {
        return tx.count(
                "SELECT coalesce(sum(length(features) + length(scores) + 80), 0) FROM prediction WHERE endpoint = ?",
                endpoint);
    }

    long deleteOldest(String endpoint, long rows) {
        List<String> ids = tx.query(
                "SELECT prediction_id FROM prediction WHERE endpoint = ? ORDER BY event_at LIMIT ?",
                row -> row.text("prediction_id"),
                endpoint,
                rows);
        long deleted = 0;
        for (String id : ids) {
            deleted += delete(endpoint, id);
        }
        return deleted;
    }
}
