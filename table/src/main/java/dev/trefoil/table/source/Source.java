package dev.trefoil.table.source;

import java.nio.file.Path;
import java.util.List;

/// A named source of rows.
///
/// @param name the table's name in SQL
/// @param folder what a relative path is relative to
/// @param path a path or glob; several files are read as one table, matched by column name
/// @param options how to read it; what they leave open is found out from the data
public record Source(String name, Path folder, String path, ReadOptions options) {
    public static Source of(String name, Path file) {
        return new Source(name, Path.of(""), file.toString(), ReadOptions.NONE);
    }

    public FileKind kind() {
        return options.kind() != null ? options.kind() : FileKind.ofName(path);
    }

    /// The files it means now, sorted.
    public List<Path> files() {
        return SourceFiles.find(folder, path);
    }
}
