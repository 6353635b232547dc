package dev.trefoil.platform.db;

import dev.trefoil.platform.PlatformException;
import dev.trefoil.platform.PlatformException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;

/// SQLite: one writer, a few readers, all on platform threads, because a native call holds the carrier of a
/// virtual one.
final class SqliteEngine implements Engine {
    private static final int READERS = 3;

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

    private static Session connect(Path file, Faults faults, boolean readOnly) {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.enforceForeignKeys(true);
        config.setBusyTimeout(10_000);
        config.setCacheSize(-16_000);
        config.setTempStore(SQLiteConfig.TempStore.MEMORY);
        try {
            Session session = new Session(config.createConnection("jdbc:sqlite:" + file));
            session.execute("PRAGMA wal_autocheckpoint = 4000");
            if (readOnly) {
                session.execute("PRAGMA query_only = ON");
            }
            return session;
        } catch (SQLException e) {
            throw faults.translate(e);
        }
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
