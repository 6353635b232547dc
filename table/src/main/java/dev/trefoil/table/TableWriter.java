package dev.trefoil.table;

import dev.trefoil.core.column.BooleanColumn;
import dev.trefoil.core.column.Column;
import dev.trefoil.core.column.ColumnBatch;
import dev.trefoil.core.column.ColumnSpec;
import dev.trefoil.core.column.IntegerColumn;
import dev.trefoil.core.column.NumberColumn;
import dev.trefoil.core.column.StringColumn;
import dev.trefoil.core.column.TimeColumn;
import dev.trefoil.table.source.FileKind;
import dev.trefoil.table.source.TableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/// Writes a batch to a file, atomically: to a temporary name in the same folder, then renamed.
final class TableWriter {
    private TableWriter() {}

    static void write(ColumnBatch batch, Path file, Set<String> singles) {
        String name = file.getFileName().toString();
        FileKind kind = FileKind.ofName(name);
        Path target = file.toAbsolutePath();
        Path part = target.resolveSibling("." + name + ".part" + (name.endsWith(".gz") ? ".gz" : ""));
        try (Engine engine = Engine.open(Tables.temporary(), EngineLimits.USUAL)) {
            Path folder = target.getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            load(engine, "batch", batch);
            engine.run("COPY (SELECT " + columns(batch, singles) + " FROM batch) TO "
                    + Relation.literal(part.toString()) + " (" + options(kind) + ")");
            Files.move(part, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (SQLException e) {
            throw EngineProblem.of(name, e);
        } catch (IOException e) {
            throw new TableException(name, "cannot be written (" + e.getMessage() + ")", "check folder and disk", e);
        } finally {
            drop(part);
        }
    }

    private static String columns(ColumnBatch batch, Set<String> singles) {
        return batch.schema().names().stream()
                .map(Relation::quoted)
                .map(quoted -> singles.stream().map(Relation::quoted).anyMatch(quoted::equals)
                        ? quoted + "::FLOAT AS " + quoted
                        : quoted)
                .collect(Collectors.joining(", "));
    }

    private static void drop(Path part) {
        try {
            Files.deleteIfExists(part);
        } catch (IOException e) {
            throw new TableException(
                    part.toString(), "cannot be deleted (" + e.getMessage() + ")", "delete it by hand", e);
        }
    }

    private static String options(FileKind kind) {
        return switch (kind) {
            case CSV -> "FORMAT csv, HEADER true";
            case TSV -> "FORMAT csv, HEADER true, DELIMITER '\t'";
            case JSONL -> "FORMAT json";
            case PARQUET -> "FORMAT parquet, COMPRESSION zstd";
        };
    }

    /// Makes a table of a batch.
    static void load(Engine engine, String table, ColumnBatch batch) throws SQLException {
        List<ColumnSpec> specs = batch.schema().columns();
        String columns = specs.stream()
                .map(spec -> Relation.quoted(spec.name()) + " " + engineType(spec))
                .collect(Collectors.joining(", "));
        engine.run("CREATE TABLE " + Relation.quoted(table) + " (" + columns + ")");
        append(engine, table, batch);
    }

    /// Adds the rows of a batch to a table that [#load] made.
    static void append(Engine engine, String table, ColumnBatch batch) throws SQLException {
        DuckDBConnection connection = engine.connection().unwrap(DuckDBConnection.class);
        Column[] columns = batch.columns().toArray(Column[]::new);
        try (DuckDBAppender appender = connection.createAppender(table)) {
            for (int row = 0; row < batch.rows(); row++) {
                appender.beginRow();
                for (Column column : columns) {
                    append(appender, column, row);
                }
                appender.endRow();
            }
        }
    }

    private static void append(DuckDBAppender appender, Column column, int row) throws SQLException {
        if (column.missing(row)) {
            appender.appendNull();
            return;
        }
        switch (column) {
            case NumberColumn number -> appender.append(number.values()[row]);
            case IntegerColumn integer -> appender.append(integer.values()[row]);
            case BooleanColumn flag -> appender.append(flag.number(row) == 1);
            case StringColumn text -> appender.append(text.text(row));
            case TimeColumn time -> {
                long micros = time.micros()[row];
                switch (time.type()) {
                    case DATE -> appender.appendEpochDays(Math.toIntExact(Math.floorDiv(micros, 86_400_000_000L)));
                    case TIMESTAMP -> appender.appendEpochMicros(micros);
                    case NUMBER, INTEGER, BOOLEAN, STRING ->
                        throw new IllegalStateException("no type of time: " + time.type());
                }
            }
        }
    }

    private static String engineType(ColumnSpec spec) {
        return switch (spec.type()) {
            case NUMBER -> "DOUBLE";
            case INTEGER -> "BIGINT";
            case BOOLEAN -> "BOOLEAN";
            case STRING -> "VARCHAR";
            case TIMESTAMP -> "TIMESTAMP";
            case DATE -> "DATE";
        };
    }
}
