/// Long work as rows with leases, taken by workers. Start at [Jobs] and [JobRunner].
@NullMarked
package dev.trefoil.platform.jobs;

import org.jspecify.annotations.NullMarked;
