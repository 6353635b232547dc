/// The trip round the loop: charter, data, development, evaluation, registry, deployment, each step keyed by what goes
/// into it.
@NullMarked
package dev.trefoil.platform.pipeline;

import org.jspecify.annotations.NullMarked;
