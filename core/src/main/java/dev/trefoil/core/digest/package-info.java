/// Content addresses: SHA-256 over framed bytes.
@NullMarked
package dev.trefoil.core.digest;

import org.jspecify.annotations.NullMarked;
