/// Several people label the same items: how far they agree, which label is right, and whom to believe.
@NullMarked
package dev.trefoil.core.agreement;

import org.jspecify.annotations.NullMarked;
