package dev.trefoil.gateway;

/// Why a request was not answered. Each dialect maps the kind to its own status and body in one switch.
public final class GatewayException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /// What went wrong, as far as the caller is concerned.
    public enum Kind {
        /// The endpoint or version does not exist.
        NOT_FOUND,
        /// The request cannot be understood or does not fit the signature.
        INVALID,
        /// The content type or encoding is not served.
        UNSUPPORTED,
        /// The request is larger than the stated limit.
        TOO_LARGE,
        /// Too much work is waiting; try again.
        OVERLOADED,
        /// The endpoint exists and cannot answer now.
        UNAVAILABLE,
        /// A fault of the server or the model.
        INTERNAL
    }

    private final Kind kind;

    public GatewayException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    public GatewayException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    public static GatewayException invalid(String message) {
        return new GatewayException(Kind.INVALID, message);
    }

    public Kind kind() {
        return kind;
    }
}
