package dev.trefoil.app;

import dev.trefoil.core.capture.CapturedBlock;
import dev.trefoil.gateway.capture.CaptureSink;
import dev.trefoil.platform.prediction.CaptureIntake;
import java.util.List;

/// What this process's gateway captures, into this process's store.
record LocalSink(CaptureIntake intake) implements CaptureSink {
    private static final String GATEWAY = "local";

    @Override
    public void accept(String segment, List<CapturedBlock> blocks) {
        intake.ingest(GATEWAY, segment, blocks);
    }

    @Override
    public long next(String segment) {
        return intake.nextOffset(GATEWAY, segment);
    }

    @Override
    public long taken() {
        return intake.takenRows(GATEWAY);
    }

    @Override
    public void forget(String segment) {
        intake.forgetSegment(GATEWAY, segment);
    }
}
