package dev.trefoil.gateway;

/// An id or a key that a caller gives a row.
public final class CallerText {
    private static final int MAX_LENGTH = 256;

    private CallerText() {}

    /// The text, if it can be kept: 1 to 256 characters, none of them a control character, which stores refuse.
    ///
    /// @param where it stood, for the message
    /// @throws GatewayException INVALID otherwise
    public static String require(String text, String where) {
        if (text.isEmpty() || text.length() > MAX_LENGTH) {
            throw GatewayException.invalid(where + " holds texts of 1 to " + MAX_LENGTH + " characters");
        }
        if (text.chars().anyMatch(c -> c < 0x20 || c == 0x7f)) {
            throw GatewayException.invalid(where + " holds texts without control characters");
        }
        return text;
    }
}
