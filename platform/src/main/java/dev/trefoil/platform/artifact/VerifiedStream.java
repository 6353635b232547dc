package dev.trefoil.platform.artifact;

import dev.trefoil.core.digest.Digest;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.HexFormat;

/// Checks the digest of what went through when the end is reached.
final class VerifiedStream extends FilterInputStream {
    private final MessageDigest sha = Digest.sha256();
    private final Digest expected;
    private boolean ended;

    VerifiedStream(InputStream in, Digest expected) {
        super(in);
        this.expected = expected;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int read = in.read(buffer, offset, length);
        if (read > 0) {
            sha.update(buffer, offset, read);
        } else if (read < 0 && !ended) {
            ended = true;
            if (!HexFormat.of().formatHex(sha.digest()).equals(expected.hex())) {
                throw DiskFaults.damaged(expected.hex());
            }
        }
        return read;
    }

    @Override
    public long skip(long count) throws IOException {
        byte[] buffer = new byte[(int) Math.min(count, 1 << 16)];
        int read = read(buffer, 0, buffer.length);
        return Math.max(read, 0);
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
