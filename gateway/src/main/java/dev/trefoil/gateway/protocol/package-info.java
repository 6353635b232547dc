/// Requests and answers in each dialect, to and from column batches.
@NullMarked
package dev.trefoil.gateway.protocol;

import org.jspecify.annotations.NullMarked;
