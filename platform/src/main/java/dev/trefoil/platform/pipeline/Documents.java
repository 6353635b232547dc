package dev.trefoil.platform.pipeline;

/// Records as JSON documents for people and other programs.
public final class Documents {
    private Documents() {}

    /// NaN and infinities become null.
    public static byte[] json(Object value) {
        return PipelineCodec.document(value);
    }
}
