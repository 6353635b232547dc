/// Text for people: what somebody who mistyped a name probably meant.
@NullMarked
package dev.trefoil.core.text;

import org.jspecify.annotations.NullMarked;
