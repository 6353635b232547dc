package dev.trefoil.platform.db;

import dev.trefoil.platform.PlatformException;
import dev.trefoil.platform.PlatformException.Kind;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A few threads that read, each with its own connection, opened when it is first needed.
final class SqliteReaders {
    private final Faults faults;
    private final Supplier<Session> connect;
    private final Dialect dialect = new Dialect.Sqlite();
    private final BlockingQueue<Pending<?>> queue = new LinkedBlockingQueue<>();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean closed;

    SqliteReaders(int count, Faults faults, Supplier<Session> connect) {
        this.faults = faults;
        this.connect = connect;
        for (int i = 1; i <= count; i++) {
            threads.add(Thread.ofPlatform()
                    .name("trefoil-sqlite-reader-" + i)
                    .daemon()
                    .start(this::loop));
        }
    }

    private record Pending<T extends @Nullable Object>(Query<T> query, CompletableFuture<T> done) {}

    <T extends @Nullable Object> CompletableFuture<T> submit(Query<T> query) {
        Pending<T> pending = new Pending<>(query, new CompletableFuture<>());
        queue.add(pending);
        if (closed) {
            refuseWaiting();
        }
        return pending.done();
    }

    void close() throws SQLException {
        closed = true;
        threads.forEach(Thread::interrupt);
        boolean interrupted = false;
        for (Thread thread : threads) {
            while (thread.isAlive()) {
                try {
                    thread.join();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        refuseWaiting();
    }

    private void refuseWaiting() {
        for (Pending<?> pending = queue.poll(); pending != null; pending = queue.poll()) {
            pending.done()
                    .completeExceptionally(
                            new PlatformException(Kind.UNAVAILABLE, "database", "The server is stopping: try again."));
        }
    }

    private void loop() {
        @Nullable Session session = null;
        while (!closed) {
            try {
                Pending<?> pending = queue.poll(1, TimeUnit.MINUTES);
                if (pending != null) {
                    session = read(pending, session);
                }
            } catch (InterruptedException e) {
                break;
            }
        }
        if (session != null) {
            try {
                session.close();
            } catch (SQLException e) {
                throw faults.translate(e);
            }
        }
    }

    /// Answers the session to go on with: none when this one can no longer be trusted.
    private <T extends @Nullable Object> @Nullable Session read(Pending<T> pending, @Nullable Session open) {
        try {
            Session session = open == null ? connect.get() : open;
            session.execute("BEGIN");
            try {
                pending.done().complete(pending.query().read(new Tx(session, dialect, faults, false)));
            } catch (RuntimeException | Error e) {
                pending.done().completeExceptionally(e);
            } finally {
                session.execute("ROLLBACK");
            }
            return session;
        } catch (SQLException e) {
            pending.done().completeExceptionally(faults.translate(e));
            return null;
        } catch (RuntimeException e) {
            pending.done().completeExceptionally(e);
            return null;
        }
    }
}
