/// Dataset versions: prepared tables addressed by their content.
@NullMarked
package dev.trefoil.platform.data;

import org.jspecify.annotations.NullMarked;
