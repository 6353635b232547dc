@NullMarked
package dev.trefoil.gateway;

import org.jspecify.annotations.NullMarked;
