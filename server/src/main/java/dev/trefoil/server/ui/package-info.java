/// The web UI: its files, under names that change with their content, and the pages' addresses.
@NullMarked
package dev.trefoil.server.ui;

import org.jspecify.annotations.NullMarked;
