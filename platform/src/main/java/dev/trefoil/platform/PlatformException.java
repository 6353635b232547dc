package dev.trefoil.platform;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Something asked of the platform cannot be done. The kind decides the status of every HTTP dialect and the
/// exit code of a command; the message names the place and the mend, in one line, for people.
public final class PlatformException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /// Why it cannot be done.
    public enum Kind {
        /// The named thing does not exist.
        NOT_FOUND,
        /// What was given is wrong, and will be wrong again.
        INVALID,
        /// Somebody else changed it meanwhile, or it is in the wrong state for this.
        CONFLICT,
        /// The name or id is taken.
        ALREADY_EXISTS,
        /// Known, but not allowed.
        FORBIDDEN,
        /// Not known who asks.
        UNAUTHENTICATED,
        /// A requirement or a missing signature says no.
        REFUSED_BY_GATE,
        /// Not now: disk full, database away, too busy. Worth another try after the mend.
        UNAVAILABLE,
        /// More than the stated limit.
        LIMIT,
        /// A fault of the product.
        INTERNAL
    }

    private final Kind kind;
    private final String subject;

    /// @param subject what it is about, such as `run 4f2a` or a file; empty when there is no one thing
    public PlatformException(Kind kind, String subject, String message) {
        super(message);
        this.kind = kind;
        this.subject = subject;
    }

    public PlatformException(Kind kind, String subject, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
        this.subject = subject;
    }

    /// `There is no run 'x'.`
    public static PlatformException notFound(String what, String id) {
        return new PlatformException(Kind.NOT_FOUND, what + " " + id, "There is no " + what + " '" + id + "'.");
    }

    /// The message says what is wrong and what would be right.
    public static PlatformException invalid(String subject, String message) {
        return new PlatformException(Kind.INVALID, subject, message);
    }

    public Kind kind() {
        return kind;
    }

    public String subject() {
        return subject;
    }

    /// The message; never null.
    public String says() {
        String message = getMessage();
        return message == null ? kind.name().toLowerCase(Locale.ROOT) : message;
    }
}
