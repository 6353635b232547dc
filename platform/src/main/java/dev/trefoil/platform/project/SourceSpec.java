package dev.trefoil.platform.project;

import dev.trefoil.table.source.ReadOptions;

/// Where a table comes from and how it is read.
///
/// @param path file or glob, relative to the project file
public record SourceSpec(String path, ReadOptions options) {}
