package dev.trefoil.platform.db;

import dev.trefoil.platform.PlatformException;
import dev.trefoil.platform.PlatformException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;

/// SQLite: one writer, a few readers, all on platform threads, because a native call holds the carrier of a
/// virtual one.
final class SqliteEngine implements Engine {
    private static final int READERS = 3;
    private static final Duration BUSY = Duration.ofSeconds(10);

    private final Faults faults;
    private final SqliteWriter writer;
    private final SqliteReaders readers;

    private SqliteEngine(Faults faults, SqliteWriter writer, SqliteReaders readers) {
        this.faults = faults;
        this.writer = writer;
        this.readers = readers;
    }

    static SqliteEngine open(DatabaseAddress.SqliteFile address) {
        Path file = address.file().toAbsolutePath();
        Faults faults = new Faults(address);
        requireWritable(file);
        SqliteLibrary.keepIn(file.resolveSibling("native"));
        Session session = connect(file, faults, false);
        SqliteWriter writer = new SqliteWriter(session, faults);
        return new SqliteEngine(faults, writer, new SqliteReaders(READERS, faults, () -> connect(file, faults, true)));
    }

    @Override
    public <T extends @Nullable Object> T read(Query<T> query) {
        return await(readers.submit(query));
    }

    @Override
    public <T extends @Nullable Object> T write(Transaction<T> transaction) {
        return await(writer.submit(transaction));
    }

    @Override
    public void tidy() {
        await(writer.submit(tx -> tx.query("PRAGMA optimize = 0x10002", row -> 0)));
    }

    @Override
    public void close() {
        List<SQLException> problems = new ArrayList<>();
        try {
            readers.close();
        } catch (SQLException e) {
            problems.add(e);
        }
        try {
            writer.close();
        } catch (SQLException e) {
            problems.add(e);
        }
        if (!problems.isEmpty()) {
            throw faults.translate(problems.getFirst());
        }
    }

    /// Waits without being interruptible, so that the caller always knows whether its change happened; an
    /// interrupt stays set.
    private static <T extends @Nullable Object> T await(CompletableFuture<T> future) {
        try {
            return future.join();
        } catch (CompletionException e) {
            switch (e.getCause()) {
                case RuntimeException cause -> throw cause;
                case Error cause -> throw cause;
                case null, default -> throw e;
            }
        }
    }

    /// Two that make a new file a write-ahead one at the same moment would wait for each other; SQLite refuses one of
    /// them at once, whatever time-out is set, so it is asked again here.
    private static Session connect(Path file, Faults faults, boolean readOnly) {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.enforceForeignKeys(true);
        config.setBusyTimeout((int) BUSY.toMillis());
        config.setCacheSize(-16_000);
        config.setTempStore(SQLiteConfig.TempStore.MEMORY);
        long started = System.nanoTime();
        while (true) {
            try {
                return connect(config, file, readOnly);
            } catch (SQLException e) {
                if (!Faults.busy(e) || System.nanoTime() - started > BUSY.toNanos()) {
                    throw faults.translate(e);
                }
                LockSupport.parkNanos(10_000_000);
            }
        }
    }

    private static Session connect(SQLiteConfig config, Path file, boolean readOnly) throws SQLException {
        Session session = new Session(config.createConnection("jdbc:sqlite:" + file));
        session.execute("PRAGMA wal_autocheckpoint = 4000");
        if (readOnly) {
            session.execute("PRAGMA query_only = ON");
        }
        return session;
    }

    private static void requireWritable(Path file) {
        Path folder = file.getParent();
        try {
            if (folder != null) {
                Files.createDirectories(folder);
            }
        } catch (IOException e) {
            throw notWritable(file, e);
        }
        if ((folder != null && !Files.isWritable(folder)) || (Files.exists(file) && !Files.isWritable(file))) {
            throw notWritable(file, null);
        }
        if (Files.isDirectory(file)) {
            throw PlatformException.invalid(
                    file.toString(), file + " is a folder: name a file in it, such as trefoil.db.");
        }
    }

    private static PlatformException notWritable(Path file, @Nullable IOException cause) {
        return new PlatformException(
                Kind.UNAVAILABLE,
                file.toString(),
                file
                        + " cannot be written: make its folder writable for this user, or set TREFOIL_HOME to one that is.",
                cause);
    }
}
