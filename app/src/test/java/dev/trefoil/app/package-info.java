/// Whole servers, asked over HTTP.
@NullMarked
package dev.trefoil.app;

import org.jspecify.annotations.NullMarked;
