package dev.trefoil.platform.pipeline;

import java.nio.charset.StandardCharsets;

/// Records as JSON documents for people and other programs.
public final class Documents {
    private Documents() {}

    /// NaN and infinities become null.
    public static byte[] json(Object value) {
        return PipelineCodec.document(value);
    }

    /// As above, as text.
    public static String text(Object value) {
        return new String(json(value), StandardCharsets.UTF_8);
    }
}
