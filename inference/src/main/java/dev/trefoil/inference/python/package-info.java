/// Models that are Python code, each in a process of its own.
///
/// The JVM reads nothing that could hold code: it makes an environment from the model's requirements, starts a worker
/// in it, and exchanges columns with that over a Unix socket.
@NullMarked
package dev.trefoil.inference.python;

import org.jspecify.annotations.NullMarked;
