package dev.trefoil.platform.db;

/// Numbers without gaps whose order is the order of commits: a transaction that has taken one holds the counter
/// until it ends. Take audit numbers before event numbers, so that two transactions cannot wait for one
/// another.
public final class Counters {
    private Counters() {}

    /// The next number of that name: 1 the first time.
    public static long next(Tx tx, String name) {
        return tx.query("""
                        INSERT INTO counter (name, value) VALUES (?, 1)
                        ON CONFLICT (name) DO UPDATE SET value = counter.value + 1
                        RETURNING value""", row -> row.integer("value"), name).getFirst();
    }

    /// The number last given, 0 before the first.
    public static long last(Tx tx, String name) {
        return tx.count("SELECT value FROM counter WHERE name = ?", name);
    }
}
