package dev.trefoil.table;

import dev.trefoil.core.column.ColumnBatch;
import dev.trefoil.core.column.ColumnType;
import dev.trefoil.core.column.Schema;
import dev.trefoil.table.source.ReadReport;
import dev.trefoil.table.source.Source;
import dev.trefoil.table.source.TableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Named tables and SQL over them, in bounded memory.
///
/// Sources are added first; the first query closes the door: from then on nothing outside can be read or written by
/// SQL, whoever wrote it. For one thread at a time. Closing deletes its temporary files.
public final class Workspace implements AutoCloseable {
    private final Engine engine;
    private final Map<String, List<Path>> files = new LinkedHashMap<>();
    private boolean locked;

    private Workspace(Engine engine) {
        this.engine = engine;
    }

    /// @param folder where temporary files go; made when missing
    public static Workspace open(Path folder, EngineLimits limits) {
        return new Workspace(Engine.open(folder.toAbsolutePath().normalize(), limits));
    }

    /// Makes the rows of a source a table of its name, and says how many were read, used and refused.
    public ReadReport add(Source source) {
        return add(source, false);
    }

    /// As above, without the columns that are no feature, such as BLOB; the report notes them.
    public ReadReport addFeatures(Source source) {
        return add(source, true);
    }

    private ReadReport add(Source source, boolean featuresOnly) {
        requireOpen(source.name());
        try {
            SourceLoader loader = new SourceLoader(engine, featuresOnly);
            ReadReport report = loader.load(source);
            files.put(source.name(), loader.readLater());
            return report;
        } catch (SQLException e) {
            throw EngineProblem.of(source.path(), e);
        }
    }

    /// Makes a batch a table.
    public void add(String name, ColumnBatch batch) {
        requireOpen(name);
        try {
            TableWriter.load(engine, name, batch);
            files.put(name, List.of());
        } catch (SQLException e) {
            throw EngineProblem.of(name, e);
        }
    }

    /// Names of the tables, in the order in which they were added.
    public List<String> tables() {
        return List.copyOf(files.keySet());
    }

    public Schema schema(String table) {
        return relation(table).schema();
    }

    /// How many rows of a table satisfy a condition; all when it is null.
    public long rows(String table, @Nullable String where) {
        lock();
        try {
            return engine.count("SELECT count(*) FROM " + from(table, where));
        } catch (SQLException e) {
            throw EngineProblem.of(table, e);
        }
    }

    /// These columns of the rows that satisfy a condition, in one batch, in the order of the table.
    ///
    /// @param columns none means all
    /// @param where SQL condition, or null; pushed down into Parquet
    public ColumnBatch read(String table, List<String> columns, @Nullable String where) {
        try {
            return engine.readAll(columns(table, columns), from(table, where));
        } catch (SQLException e) {
            throw EngineProblem.of(table, e);
        }
    }

    /// The different values of a column and how many rows have each in a second column, in no order; missing is one.
    public ColumnBatch count(String table, String column) {
        try {
            Relation relation = columns(table, List.of(column));
            Relation.Field field = relation.fields().getFirst();
            String rows = column + " rows";
            Relation counted = new Relation(List.of(field, new Relation.Field(rows, "BIGINT", ColumnType.INTEGER)));
            return engine.readAll(
                    counted,
                    "(SELECT " + Relation.quoted(column) + ", count(*) AS " + Relation.quoted(rows) + " FROM "
                            + from(table, null) + " GROUP BY 1)");
        } catch (SQLException e) {
            throw EngineProblem.of(table, e);
        }
    }

    /// As [#read], in batches of about 65,000 rows.
    public void scan(String table, List<String> columns, @Nullable String where, Consumer<ColumnBatch> each) {
        try {
            engine.scan(columns(table, columns), from(table, where), each);
        } catch (SQLException e) {
            throw EngineProblem.of(table, e);
        }
    }

    /// Runs a query (any size in rows must fit in memory) and gives its rows.
    public ColumnBatch query(String sql, String place) {
        lock();
        SqlScript script = SqlScript.parse(sql, place);
        try {
            define(script);
            Relation relation =
                    Relation.describe(engine.connection(), script.query().sql(), place);
            return engine.readAll(relation, "(" + script.query().sql() + "\n)");
        } catch (SQLException e) {
            throw EngineProblem.of(place, script.query().line(), e);
        }
    }

    /// Runs a query and stores its rows as Parquet, which appears whole or not at all.
    ///
    /// The order of the rows is the query's where it says `ORDER BY` (ties are broken by all columns) and ascending
    /// by all columns where not; a plain `SELECT * FROM` one table keeps the order of the source.
    ///
    /// @param place the file that the SQL comes from, for messages
    public Prepared prepare(String sql, String place, Path target) {
        return prepare(sql, place, target, file -> {});
    }

    /// As above.
    ///
    /// @param alongside what else is done with the file while its digest is taken, on a thread of its own
    public Prepared prepare(String sql, String place, Path target, Consumer<Path> alongside) {
        lock();
        SqlScript script = SqlScript.parse(sql, place);
        Path part = engine.scratch().resolve("prepared.parquet");
        try {
            define(script);
            Relation relation =
                    Relation.describe(engine.connection(), script.query().sql(), place);
            engine.run("COPY (SELECT " + relation.storedList() + " FROM ("
                    + ordered(script.query().sql(), relation) + "\n)) TO " + Relation.literal(part.toString())
                    + " (FORMAT parquet, COMPRESSION zstd)");
        } catch (SQLException e) {
            throw EngineProblem.of(place, script.query().line(), e);
        }
        CompletableFuture<Void> other = CompletableFuture.runAsync(
                () -> alongside.accept(part),
                work -> Thread.ofPlatform().name("trefoil-table-alongside").start(work));
        try {
            return publish(part, target, other);
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        } finally {
            other.exceptionally(_ -> null).join();
        }
    }

    /// @param other what else reads the file
    private Prepared publish(Path part, Path target, CompletableFuture<Void> other) {
        String name = target.toString();
        try {
            String from = "read_parquet([" + Relation.literal(part.toString()) + "])";
            Relation relation = Relation.describe(engine.connection(), "SELECT * FROM " + from, name);
            ContentDigest digest = new ContentDigest(relation.schema());
            engine.scan(relation, from, digest::add);
            long rows = engine.count("SELECT count(*) FROM " + from);
            other.join();
            Path folder = target.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            Path near = target.resolveSibling("." + target.getFileName() + ".part");
            Files.move(part, near, StandardCopyOption.REPLACE_EXISTING);
            Files.move(near, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            return new Prepared(target, relation.schema(), rows, digest.build());
        } catch (SQLException e) {
            throw EngineProblem.of(name, e);
        } catch (IOException e) {
            throw new TableException(name, "cannot be written (" + e.getMessage() + ")", "check folder and disk", e);
        }
    }

    private void define(SqlScript script) throws SQLException {
        for (SqlScript.Statement statement : script.definitions()) {
            engine.run(statement.sql());
        }
    }

    private String ordered(String query, Relation relation) throws SQLException {
        String modifiers;
        try (Statement statement = engine.connection().createStatement();
                ResultSet row = statement.executeQuery("SELECT json_extract(json_serialize_sql("
                        + Relation.literal(query) + "), '$.statements[0].node.modifiers[*].type')::VARCHAR")) {
            modifiers = row.next() && row.getString(1) != null ? row.getString(1) : "";
        }
        if (modifiers.contains("LIMIT") || plain(query)) {
            return query;
        }
        String all = IntStream.rangeClosed(1, relation.fields().size())
                .mapToObj(Integer::toString)
                .collect(Collectors.joining(", "));
        if (modifiers.contains("ORDER")) {
            return query.toUpperCase(java.util.Locale.ROOT).matches("(?s).*ORDER\\s+BY\\s+ALL\\b.*")
                    ? query
                    : query + "\n, " + all;
        }
        return "SELECT * FROM (" + query + "\n) ORDER BY " + all;
    }

    private boolean plain(String query) {
        return query.strip().matches("(?i)(SELECT\\s+\\*\\s+)?FROM\\s+(\\w+|\"[^\"]+\")");
    }

    private Relation relation(String table) {
        try {
            return Relation.describe(engine.connection(), "SELECT * FROM " + Relation.quoted(table), table);
        } catch (SQLException e) {
            throw EngineProblem.of(table, e);
        }
    }

    private Relation columns(String table, List<String> columns) {
        lock();
        Relation all = relation(table);
        return columns.isEmpty() ? all : all.select(columns, table);
    }

    private static String from(String table, @Nullable String where) {
        return Relation.quoted(table) + (where == null ? "" : " WHERE " + where);
    }

    private void requireOpen(String name) {
        if (locked) {
            throw new IllegalStateException(
                    "'" + name + "' comes too late: the workspace has answered queries already");
        }
        if (files.containsKey(name)) {
            throw new TableException(name, "there is a source of this name already", "give each source its own name");
        }
    }

    /// From here on SQL sees the sources and nothing else of this machine.
    private void lock() {
        if (locked) {
            return;
        }
        String paths = files.values().stream()
                .flatMap(List::stream)
                .map(path -> Relation.literal(path.toString()))
                .collect(Collectors.joining(", "));
        try {
            engine.run("SET allowed_paths = [" + paths + "]");
            engine.run("SET allowed_directories = [" + Relation.literal(engine.scratch() + "/") + "]");
            engine.run("SET enable_external_access = false");
            engine.run("SET lock_configuration = true");
        } catch (SQLException e) {
            throw new IllegalStateException("the table engine cannot be locked: " + e.getMessage(), e);
        }
        locked = true;
    }

    @Override
    public void close() {
        engine.close();
    }
}
