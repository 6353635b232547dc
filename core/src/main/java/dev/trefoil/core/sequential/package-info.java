/// Tests that stay valid however often one looks.
@NullMarked
package dev.trefoil.core.sequential;

import org.jspecify.annotations.NullMarked;
