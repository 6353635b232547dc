/// Contracts of the metadata store, run on both databases.
@NullMarked
package dev.trefoil.platform.db;

import org.jspecify.annotations.NullMarked;
