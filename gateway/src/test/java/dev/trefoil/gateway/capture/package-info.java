@NullMarked
package dev.trefoil.gateway.capture;

import org.jspecify.annotations.NullMarked;
