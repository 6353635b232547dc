package dev.trefoil.table;

import dev.trefoil.core.column.Column;
import dev.trefoil.core.column.ColumnBatch;
import dev.trefoil.core.column.Schema;
import dev.trefoil.table.source.TableException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.duckdb.DuckDBChunkedResult;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBDataChunkReader;
import org.duckdb.DuckDBPreparedStatement;

/// One private DuckDB with one connection, bounded memory and its own folder for what does not fit. Not for use by
/// two threads at once.
final class Engine implements AutoCloseable {
    private static final int ROWS_AT_ONCE = 1 << 16;

    private final DuckDBConnection connection;
    private final Path scratch;

    private Engine(DuckDBConnection connection, Path scratch) {
        this.connection = connection;
        this.scratch = scratch;
    }

    /// @param parent where the folder for overflow is made; it is deleted on close
    static Engine open(Path parent, EngineLimits limits) {
        try {
            Files.createDirectories(parent);
            Path scratch = Files.createTempDirectory(parent, "trefoil-table-");
            Properties settings = new Properties();
            settings.setProperty("memory_limit", limits.memoryBytes() / (1 << 20) + "MiB");
            settings.setProperty("threads", Integer.toString(limits.threads()));
            settings.setProperty("temp_directory", scratch.toString());
            settings.setProperty("autoinstall_known_extensions", "false");
            settings.setProperty("autoload_known_extensions", "false");
            DuckDBConnection connection = DuckDBConnection.newConnection("jdbc:duckdb:", false, settings);
            Engine engine = new Engine(connection, scratch);
            engine.run("SET TimeZone = 'UTC'");
            engine.run("SET preserve_insertion_order = true");
            return engine;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (TableException | UncheckedIOException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("the table engine does not start: " + e.getMessage(), e);
        }
    }

    Connection connection() {
        return connection;
    }

    /// The folder that only this engine uses.
    Path scratch() {
        return scratch;
    }

    void run(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /// The number that a query with one row and one column gives.
    long count(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    /// Reads rows in batches of about 65,000, in the order of the query.
    ///
    /// @param from what stands after `FROM`, with any `WHERE`
    void scan(Relation relation, String from, Consumer<ColumnBatch> each) throws SQLException {
        read(relation, from, ROWS_AT_ONCE, each);
    }

    /// All rows in one batch.
    ColumnBatch readAll(Relation relation, String from) throws SQLException {
        List<ColumnBatch> whole = new ArrayList<>(1);
        read(relation, from, Integer.MAX_VALUE, whole::add);
        return whole.getFirst();
    }

    private void read(Relation relation, String from, int atOnce, Consumer<ColumnBatch> each) throws SQLException {
        Schema schema = relation.schema();
        List<ColumnBuilder> builders =
                relation.fields().stream().map(f -> new ColumnBuilder(f.type())).toList();
        int held = 0;
        boolean any = false;
        try (DuckDBPreparedStatement statement =
                        connection.prepare("SELECT " + relation.readableList() + " FROM " + from);
                DuckDBChunkedResult result = statement.query()) {
            while (result.nextChunk()) {
                DuckDBDataChunkReader chunk = result.chunk();
                int rows = Math.toIntExact(chunk.rowCount());
                for (int i = 0; i < builders.size(); i++) {
                    builders.get(i).append(chunk.vector(i), rows);
                }
                held += rows;
                if (held >= atOnce) {
                    each.accept(batch(schema, builders, held));
                    any = true;
                    held = 0;
                }
            }
        }
        if (held > 0 || !any) {
            each.accept(batch(schema, builders, held));
        }
    }

    private static ColumnBatch batch(Schema schema, List<ColumnBuilder> builders, int rows) {
        List<Column> columns = new ArrayList<>(builders.size());
        for (ColumnBuilder builder : builders) {
            columns.add(builder.build());
        }
        return new ColumnBatch(schema, columns, rows);
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IllegalStateException("the table engine does not close: " + e.getMessage(), e);
        } finally {
            delete(scratch);
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> walk = Files.walk(folder)) {
            for (Path path : walk.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
