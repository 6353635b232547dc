/// Tests of the charter.
@NullMarked
package dev.trefoil.platform.project;

import org.jspecify.annotations.NullMarked;
