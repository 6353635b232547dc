/// The HTTP server of the control plane: routes in code, handlers that block on virtual threads.
@NullMarked
package dev.trefoil.server.http;

import org.jspecify.annotations.NullMarked;
