/// The HTTP server's side of the data plane.
@NullMarked
package dev.trefoil.gateway.http;

import org.jspecify.annotations.NullMarked;
