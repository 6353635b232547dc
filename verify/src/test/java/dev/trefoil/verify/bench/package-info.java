/// Benchmarks: what the product's arithmetic costs, beside the reference libraries on the same rows.
@NullMarked
package dev.trefoil.verify.bench;

import org.jspecify.annotations.NullMarked;
