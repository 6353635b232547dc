package dev.trefoil.platform.verdict;

import dev.trefoil.platform.PlatformException;
import dev.trefoil.platform.db.Counters;
import dev.trefoil.platform.db.Database;
import dev.trefoil.platform.db.Page;
import dev.trefoil.platform.db.Tx;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;

/// All judgements ever made. They are never changed: judging again, with more truth, adds another.
public final class Verdicts {
    private final Database database;
    private final InstantSource clock;

    public Verdicts(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /// Stores it, or answers the one that is already there about the same subject, requirement, window and
    /// inputs: a step that is done again after a crash adds nothing.
    public StoredJudgement append(Tx tx, Judgement judgement) {
        VerdictSql sql = new VerdictSql(tx);
        return sql.findByFingerprint(judgement.fingerprint()).orElseGet(() -> {
            StoredJudgement stored = new StoredJudgement(
                    Counters.next(tx, "verdict"), clock.instant().truncatedTo(ChronoUnit.MICROS), judgement);
            sql.insert(stored);
            return stored;
        });
    }

    /// Newest first.
    ///
    /// @param token of the page before, empty for the first
    public Page<StoredJudgement> list(VerdictFilter filter, String token, int limit) {
        long before = token.isEmpty() ? Long.MAX_VALUE : number(token);
        List<StoredJudgement> found = database.read(tx -> new VerdictSql(tx).list(filter, before, limit + 1));
        boolean more = found.size() > limit;
        List<StoredJudgement> items = more ? found.subList(0, limit) : found;
        return new Page<>(items, more ? Long.toString(items.getLast().number()) : "");
    }

    /// What holds now: for every requirement, group, place, window, version, run and arm that the filter lets
    /// through, the last judgement. Ordered by requirement, group, place and beginning of the window.
    public List<StoredJudgement> matrix(VerdictFilter filter) {
        return database.read(tx -> matrix(tx, filter));
    }

    /// [#matrix(VerdictFilter)] as the transaction sees it, for a gate that decides inside it.
    public List<StoredJudgement> matrix(Tx tx, VerdictFilter filter) {
        return new VerdictSql(tx).matrix(filter);
    }

    private static long number(String token) {
        try {
            return Long.parseLong(token);
        } catch (NumberFormatException e) {
            throw PlatformException.invalid("page token", "This page token is not one of the list of verdicts.");
        }
    }
}
