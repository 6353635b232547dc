package dev.trefoil.core.digest;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/// A SHA-256 content address, as 64 lower-case hexadecimal digits.
public record Digest(String hex) {
    public Digest {
        if (hex.length() != 64 || !hex.chars().allMatch(c -> Character.digit(c, 16) >= 0)) {
            throw new IllegalArgumentException("not a SHA-256 digest: " + hex);
        }
        hex = hex.toLowerCase(Locale.ROOT);
    }

    public static Digest of(byte[] bytes) {
        return new Digest(HexFormat.of().formatHex(sha256().digest(bytes)));
    }

    public static Digest of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    /// A fresh SHA-256, for callers that hash a stream.
    public static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /// The first six digits, for people.
    public String brief() {
        return hex.substring(0, 6);
    }

    @Override
    public String toString() {
        return hex;
    }
}
