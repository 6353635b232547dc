/// The data plane: routes → models → capture. No SQL, no lock and no log line on the way of a prediction.
@NullMarked
package dev.trefoil.gateway;

import org.jspecify.annotations.NullMarked;
