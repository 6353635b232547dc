package dev.trefoil.platform.db;

import dev.trefoil.platform.PlatformException;
import dev.trefoil.platform.PlatformException.Kind;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/// The one thread that writes. It takes what waits, up to [#GROUP] transactions or [#GROUP_NANOS], into one
/// commit.
///
/// The first of a group needs no savepoint: when it fails, the whole (still empty) group is rolled back. The
/// queue needs no bound, because every caller waits for its own transaction.
final class SqliteWriter {
    private static final System.Logger LOG = System.getLogger(SqliteWriter.class.getName());
    private static final int GROUP = 256;
    private static final long GROUP_NANOS = 20_000_000;

    private final Session session;
    private final Faults faults;
    private final Dialect dialect = new Dialect.Sqlite();
    private final BlockingQueue<Pending<?>> queue = new LinkedBlockingQueue<>();
    private final Thread thread;
    private volatile boolean closed;

    SqliteWriter(Session session, Faults faults) {
        this.session = session;
        this.faults = faults;
        this.thread = Thread.ofPlatform().name("trefoil-sqlite-writer").daemon().start(this::loop);
    }

    private record Pending<T extends @Nullable Object>(Transaction<T> transaction, CompletableFuture<T> done) {}

    /// A transaction that has run and waits for the commit.
    private record Ran(Runnable acknowledge, CompletableFuture<?> done, List<Runnable> signals) {}

    <T extends @Nullable Object> CompletableFuture<T> submit(Transaction<T> transaction) {
        if (Thread.currentThread().equals(thread)) {
            throw new IllegalStateException(
                    "a signal after the commit must not write: hand the work to another thread");
        }
        Pending<T> pending = new Pending<>(transaction, new CompletableFuture<>());
        queue.add(pending);
        if (closed) {
            refuseWaiting();
        }
        return pending.done();
    }

    /// Lets the running group finish and refuses the rest.
    void close() throws SQLException {
        closed = true;
        queue.add(new Pending<>(tx -> "", new CompletableFuture<>()));
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        refuseWaiting();
        session.close();
    }

    private void refuseWaiting() {
        for (Pending<?> pending = queue.poll(); pending != null; pending = queue.poll()) {
            pending.done()
                    .completeExceptionally(
                            new PlatformException(Kind.UNAVAILABLE, "database", "The server is stopping: try again."));
        }
    }

    private void loop() {
        while (!closed) {
            try {
                Pending<?> first = queue.take();
                if (!closed) {
                    group(first);
                }
            } catch (InterruptedException e) {
                LOG.log(Level.DEBUG, "writer woken by an interrupt");
            }
        }
    }

    private void group(Pending<?> first) {
        List<Ran> ran = new ArrayList<>();
        long start = System.nanoTime();
        try {
            @Nullable Pending<?> next = first;
            while (next != null) {
                if (ran.isEmpty()) {
                    runFirst(next, ran);
                } else {
                    runAnother(next, ran);
                }
                boolean more = ran.size() < GROUP && System.nanoTime() - start < GROUP_NANOS;
                next = more ? queue.poll() : null;
            }
            if (!ran.isEmpty()) {
                session.execute("COMMIT");
            }
        } catch (SQLException e) {
            abandon(ran, faults.translate(e));
            return;
        } catch (PlatformException e) {
            abandon(ran, e);
            return;
        }
        ran.forEach(each -> each.acknowledge().run());
        ran.forEach(SqliteWriter::signal);
    }

    /// The whole group is lost, and every caller of it is told so.
    private void abandon(List<Ran> ran, PlatformException reason) {
        try {
            session.execute("ROLLBACK");
        } catch (SQLException e) {
            LOG.log(Level.DEBUG, "SQLite had already rolled back", e);
        }
        ran.forEach(each -> each.done().completeExceptionally(reason));
    }

    private <T extends @Nullable Object> void runFirst(Pending<T> pending, List<Ran> ran) {
        Tx tx = new Tx(session, dialect, faults, true);
        try {
            session.execute("BEGIN IMMEDIATE");
        } catch (SQLException e) {
            pending.done().completeExceptionally(faults.translate(e));
            return;
        }
        try {
            ran.add(run(pending, tx));
        } catch (RuntimeException | Error e) {
            try {
                session.execute("ROLLBACK");
            } catch (SQLException again) {
                e.addSuppressed(again);
            }
            pending.done().completeExceptionally(e);
        }
    }

    private <T extends @Nullable Object> void runAnother(Pending<T> pending, List<Ran> ran) throws SQLException {
        Tx tx = new Tx(session, dialect, faults, true);
        session.execute("SAVEPOINT one");
        try {
            Ran done = run(pending, tx);
            session.execute("RELEASE one");
            ran.add(done);
        } catch (RuntimeException | Error e) {
            pending.done().completeExceptionally(e);
            backToSavepoint(e);
        } catch (SQLException e) {
            pending.done().completeExceptionally(faults.translate(e));
            throw e;
        }
    }

    /// When SQLite has given up the whole transaction (a full disk), so must the group.
    private void backToSavepoint(Throwable reason) throws SQLException {
        try {
            session.execute("ROLLBACK TO one");
            session.execute("RELEASE one");
        } catch (SQLException e) {
            if (reason instanceof PlatformException cause) {
                throw cause;
            }
            throw e;
        }
    }

    private static <T extends @Nullable Object> Ran run(Pending<T> pending, Tx tx) {
        T answer = pending.transaction().run(tx);
        tx.requireSound();
        return new Ran(() -> pending.done().complete(answer), pending.done(), tx.signals());
    }

    private static void signal(Ran ran) {
        for (Runnable signal : ran.signals()) {
            try {
                signal.run();
            } catch (RuntimeException e) {
                LOG.log(Level.WARNING, "a signal after a commit failed", e);
            }
        }
    }
}
