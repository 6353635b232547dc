/// What happened on the trip round the loop, station by station, in words and numbers.
@NullMarked
package dev.trefoil.platform.story;

import org.jspecify.annotations.NullMarked;
