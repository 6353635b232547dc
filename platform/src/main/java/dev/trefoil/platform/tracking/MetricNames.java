package dev.trefoil.platform.tracking;

import dev.trefoil.platform.db.Tx;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.concurrent.ConcurrentHashMap;

/// The numbers under which the names of metrics are stored. They never change, so those that are committed are
/// kept.
final class MetricNames {
    private static final int KEPT = 100_000;

    private final Map<String, Long> committed = new ConcurrentHashMap<>();

    /// The number of each name; new names get one.
    Map<String, Long> numbers(Tx tx, SequencedSet<String> names) {
        Map<String, Long> numbers = new HashMap<>();
        Map<String, Long> fresh = new HashMap<>();
        for (String name : names) {
            Long known = committed.get(name);
            if (known == null) {
                known = number(tx, name);
                fresh.put(name, known);
            }
            numbers.put(name, known);
        }
        if (!fresh.isEmpty() && committed.size() < KEPT) {
            tx.afterCommit(() -> committed.putAll(fresh));
        }
        return numbers;
    }

    /// The number of a name, or −1, which no metric has.
    static long find(Tx tx, String name) {
        return tx.find("SELECT id FROM metric_name WHERE name = ?", row -> row.integer("id"), name)
                .orElse(-1L);
    }

    private static long number(Tx tx, String name) {
        long known = find(tx, name);
        if (known >= 0) {
            return known;
        }
        List<Long> made = tx.query(
                "INSERT INTO metric_name (name) VALUES (?) ON CONFLICT DO NOTHING RETURNING id",
                row -> row.integer("id"),
                name);
        return made.isEmpty() ? find(tx, name) : made.getFirst();
    }
}
