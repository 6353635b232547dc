/// Which version answers a request: an immutable table, swapped whole.
@NullMarked
package dev.trefoil.gateway.route;

import org.jspecify.annotations.NullMarked;
