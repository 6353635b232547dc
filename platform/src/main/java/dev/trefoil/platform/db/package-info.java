/// The metadata store: SQLite in the home folder or PostgreSQL, behind one door. Start at [Database].
///
/// Conventions of every table: time is whole microseconds since the epoch in a column named `…_at`; a yes/no is
/// 0 or 1; JSON is text; a double that may be NaN has a flag column beside it (SQLite turns NaN into NULL);
/// text sorts by code point, so that keyset paging is the same on both.
@NullMarked
package dev.trefoil.platform.db;

import org.jspecify.annotations.NullMarked;
