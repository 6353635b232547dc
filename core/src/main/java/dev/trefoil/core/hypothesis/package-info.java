/// Tests of one hypothesis, corrections for many, and how many rows a test needs.
@NullMarked
package dev.trefoil.core.hypothesis;

import org.jspecify.annotations.NullMarked;
