package dev.trefoil.table;

import dev.trefoil.table.source.ReadReport;
import dev.trefoil.table.source.Source;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;

/// Makes a source a table or view of the engine.
final class SourceLoader {
    private final Engine engine;
    private List<Path> readLater = List.of();

    SourceLoader(Engine engine) {
        this.engine = engine;
    }

    /// The files that queries will read, as nothing was copied.
    List<Path> readLater() {
        return readLater;
    }

    ReadReport load(Source source) throws SQLException {
        List<Path> files =
                source.files().stream().map(f -> f.toAbsolutePath().normalize()).toList();
        String name = Relation.quoted(source.name());
        return switch (source.kind()) {
            case PARQUET -> {
                String list = String.join(
                        ", ",
                        files.stream().map(f -> Relation.literal(f.toString())).toList());
                engine.run(
                        "CREATE VIEW " + name + " AS SELECT * FROM read_parquet([" + list + "], union_by_name = true)");
                readLater = files;
                yield ReadReport.allUsed(source.name(), engine.count("SELECT count(*) FROM " + name));
            }
            case JSONL, CSV, TSV -> {
                engine.run("CREATE TABLE " + name + " AS SELECT * FROM " + Tables.scan(files));
                yield ReadReport.allUsed(source.name(), engine.count("SELECT count(*) FROM " + name));
            }
        };
    }
}
