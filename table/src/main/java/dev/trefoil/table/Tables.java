package dev.trefoil.table;

import dev.trefoil.core.column.ColumnBatch;
import dev.trefoil.table.csv.CsvReader;
import dev.trefoil.table.csv.CsvSniffer;
import dev.trefoil.table.source.ReadReport;
import dev.trefoil.table.source.Source;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// One file, or the files of one glob, to and from a column batch.
public final class Tables {
    private Tables() {}

    /// What was read, and what became of its rows.
    public record Read(ColumnBatch batch, ReadReport report) {}

    /// Reads a file: CSV, TSV, JSON Lines (these also gzipped) or Parquet, by its name.
    public static ColumnBatch read(Path file) {
        return read(Source.of("table", file)).batch();
    }

    /// Reads all files that a path or glob means, as one table.
    ///
    /// @param folder what a relative pattern is relative to
    public static ColumnBatch read(Path folder, String pattern) {
        return read(new Source("table", folder, pattern, dev.trefoil.table.source.ReadOptions.NONE))
                .batch();
    }

    /// Reads a source and says how many rows were read, used and refused, and which columns were left out because
    /// they are no feature.
    public static Read read(Source source) {
        return switch (source.kind()) {
            case CSV, TSV -> {
                List<ColumnBatch> batches = new ArrayList<>();
                ReadReport report = CsvReader.read(
                        CsvSniffer.sniff(source, null), source.options().missing(), batches::add);
                yield new Read(Concatenation.of(batches), report);
            }
            case JSONL, PARQUET -> {
                try (Workspace workspace = Workspace.open(temporary(), EngineLimits.USUAL)) {
                    ReadReport report = workspace.addFeatures(source);
                    yield new Read(workspace.read(source.name(), List.of(), null), report);
                }
            }
        };
    }

    /// Writes a file in the format that its name says. It appears whole or not at all.
    public static void write(ColumnBatch batch, Path file) {
        TableWriter.write(batch, file, Set.of());
    }

    /// As above, with these number columns in single precision: in Parquet by their type, in texts by their digits.
    public static void write(ColumnBatch batch, Path file, Set<String> singles) {
        TableWriter.write(batch, file, singles);
    }

    /// Batches of one schema below each other; at least one.
    public static ColumnBatch concatenate(List<ColumnBatch> batches) {
        return Concatenation.of(batches);
    }

    static Path temporary() {
        return Path.of(System.getProperty("java.io.tmpdir", "."));
    }
}
