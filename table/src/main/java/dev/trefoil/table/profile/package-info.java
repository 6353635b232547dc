/// What a table looks like ([dev.trefoil.table.profile.Profiler]), what it must look like
/// ([dev.trefoil.table.profile.Contract]) and where the two differ ([dev.trefoil.table.profile.Anomaly]).
@NullMarked
package dev.trefoil.table.profile;

import org.jspecify.annotations.NullMarked;
