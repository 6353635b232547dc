/// Tables in and out of column batches: [dev.trefoil.table.Tables] for one file or glob,
/// [dev.trefoil.table.Workspace] for SQL over several. The engine is DuckDB, which only this package touches.
@NullMarked
package dev.trefoil.table;

import org.jspecify.annotations.NullMarked;
