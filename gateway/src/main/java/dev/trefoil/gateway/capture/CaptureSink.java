package dev.trefoil.gateway.capture;

import dev.trefoil.core.capture.CapturedRows;
import java.util.List;

/// Where captured rows go in the end. The shipper calls it from one thread, again and again with the same segment
/// and offset until it returns, so the sink must take each (gateway, segment, offset) once.
@FunctionalInterface
public interface CaptureSink {
    /// Stores these blocks of one segment, starting at this byte offset; returns when they are durable.
    void accept(String segment, long offset, List<CapturedRows> blocks);
}
