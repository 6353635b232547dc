package dev.trefoil.table;

import dev.trefoil.core.column.Schema;
import dev.trefoil.core.digest.Digest;
import java.nio.file.Path;

/// A prepared table on disk.
///
/// @param file Parquet
/// @param digest of the content, see [ContentDigest]; the same content has the same digest however it is stored
public record Prepared(Path file, Schema schema, long rows, Digest digest) {}
