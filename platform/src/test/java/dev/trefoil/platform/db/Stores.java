package dev.trefoil.platform.db;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;

/// The databases every contract runs on. `@ParameterizedClass @EnumSource` over it, then [#fresh()] for an
/// empty one.
public enum Stores {
    SQLITE {
        @Override
        public DatabaseAddress address() {
            try {
                Path stores = Files.createDirectories(Path.of("target", "stores"));
                return new DatabaseAddress.SqliteFile(
                        Files.createTempDirectory(stores, "sqlite").resolve("trefoil.db"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    },
    POSTGRES {
        @Override
        public DatabaseAddress address() {
            return Shared.schema();
        }
    };

    /// Where an empty database is.
    public abstract DatabaseAddress address();

    /// An empty database with the schema of this build.
    public Database fresh() {
        return Database.open(address(), Migrations.shipped());
    }

    /// One PostgreSQL a JVM, which stops with it, one schema a test; the session lives in a time zone as far
    /// from UTC as there is.
    private static final class Shared {
        private static final AtomicInteger COUNT = new AtomicInteger();
        private static final EmbeddedPostgres SERVER = start();

        private static EmbeddedPostgres start() {
            try {
                return EmbeddedPostgres.builder()
                        .setServerConfig("fsync", "off")
                        .setServerConfig("synchronous_commit", "off")
                        .setServerConfig("full_page_writes", "off")
                        .setServerConfig("max_connections", "200")
                        .start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        static DatabaseAddress schema() {
            String schema = "t" + COUNT.incrementAndGet();
            try (Connection connection = SERVER.getPostgresDatabase().getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("CREATE SCHEMA " + schema);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
            String url = SERVER.getJdbcUrl("postgres", "postgres") + "&currentSchema=" + schema
                    + "&options=-c%20TimeZone=Pacific/Kiritimati";
            return new DatabaseAddress.PostgresServer(url, "postgres", "", 6);
        }
    }
}
