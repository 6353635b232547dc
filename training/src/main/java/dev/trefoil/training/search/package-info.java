/// The search for hyper-parameters: spaces, samplers, pruners, and studies whose result depends on the seed alone,
/// whatever the timing and the number of threads.
@NullMarked
package dev.trefoil.training.search;

import org.jspecify.annotations.NullMarked;
