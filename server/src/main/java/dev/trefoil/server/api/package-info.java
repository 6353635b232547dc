/// The native dialect, /api/v1.
@NullMarked
package dev.trefoil.server.api;

import org.jspecify.annotations.NullMarked;
