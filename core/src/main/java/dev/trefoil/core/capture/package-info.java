/// What the data plane keeps of an answered request, for whoever stores it.
@NullMarked
package dev.trefoil.core.capture;

import org.jspecify.annotations.NullMarked;
