/// Where rows come from: source files, how they are to be read, and what was read and refused.
@NullMarked
package dev.trefoil.table.source;

import org.jspecify.annotations.NullMarked;
