/// What was asked and answered, kept without slowing the caller: a bounded buffer, segment files, a shipper.
@NullMarked
package dev.trefoil.gateway.capture;

import org.jspecify.annotations.NullMarked;
