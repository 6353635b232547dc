package dev.trefoil.gateway.capture;

import dev.trefoil.core.capture.CapturedBlock;
import java.util.List;

/// Where captured rows go in the end. It remembers how far it has taken each segment, so that a kill at any moment
/// neither doubles nor loses a row.
public interface CaptureSink {
    /// Stores these blocks of one segment and remembers where the last one ends, together; returns when that is
    /// durable. The shipper calls it from one thread, again and again with the same blocks until it returns.
    void accept(String segment, List<CapturedBlock> blocks);

    /// The offset from which a segment has not been taken yet; 0 for one that is new.
    long next(String segment);

    /// All rows ever taken from this gateway.
    long taken();

    /// The segment was taken as a whole and is gone; nothing has to be remembered of it.
    void forget(String segment);
}
