package dev.trefoil.core.digest;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;

/// Hashes a sequence of parts, each framed by its length, so that no two sequences share a digest by concatenation.
public final class DigestBuilder {
    private final MessageDigest sha = Digest.sha256();

    public DigestBuilder add(byte[] part) {
        sha.update(ByteBuffer.allocate(8).putLong(part.length).array());
        sha.update(part);
        return this;
    }

    public DigestBuilder add(String part) {
        return add(part.getBytes(StandardCharsets.UTF_8));
    }

    public DigestBuilder add(long part) {
        return add(ByteBuffer.allocate(8).putLong(part).array());
    }

    public DigestBuilder add(Digest part) {
        return add(HexFormat.of().parseHex(part.hex()));
    }

    /// The digest of what was added; the builder is used up.
    public Digest build() {
        return new Digest(HexFormat.of().formatHex(sha.digest()));
    }
}
