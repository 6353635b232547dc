package dev.trefoil.table;

import dev.trefoil.core.column.ColumnBatch;
import dev.trefoil.table.source.FileKind;
import dev.trefoil.table.source.SourceFiles;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;

/// One file, or the files of one glob, to and from a column batch.
public final class Tables {
    private Tables() {}

    /// Reads a file: CSV, TSV, JSON Lines (these also gzipped) or Parquet, by its name.
    public static ColumnBatch read(Path file) {
        return read(Path.of(""), file.toString());
    }

    /// Reads all files that a path or glob means, as one table.
    ///
    /// @param folder what a relative pattern is relative to
    public static ColumnBatch read(Path folder, String pattern) {
        List<Path> files = SourceFiles.find(folder, pattern);
        try (Engine engine = Engine.open(temporary(), EngineLimits.USUAL)) {
            String from = scan(files);
            Relation relation = Relation.describe(engine.connection(), "SELECT * FROM " + from, pattern);
            return engine.readAll(relation, from);
        } catch (SQLException e) {
            throw EngineProblem.of(pattern, e);
        }
    }

    /// Writes a file in the format that its name says. It appears whole or not at all.
    public static void write(ColumnBatch batch, Path file) {
        TableWriter.write(batch, file);
    }

    static Path temporary() {
        return Path.of(System.getProperty("java.io.tmpdir", "."));
    }

    static String scan(List<Path> files) {
        String list = files.stream()
                .map(file -> Relation.literal(file.toString()))
                .reduce((a, b) -> a + ", " + b)
                .orElseThrow();
        return switch (FileKind.ofName(files.getFirst().getFileName().toString())) {
            case PARQUET -> "read_parquet([" + list + "], union_by_name = true)";
            case JSONL ->
                "read_json([" + list + "], format = 'newline_delimited', union_by_name = true, sample_size = -1)";
            case CSV, TSV -> "read_csv([" + list + "], union_by_name = true, sample_size = -1)";
        };
    }
}
