package dev.trefoil.core.predicate;

/// A predicate that cannot be read, or that does not fit what it speaks of. The message is one line that names the
/// position (counted from 1) and, where there is one, the mend.
public final class PredicateException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    private final String reason;
    private final int position;

    /// @param position index into the text, from 0; −1 when the predicate did not come from text
    public PredicateException(String reason, int position) {
        super(position < 0 ? reason : reason + ", at position " + (position + 1));
        this.reason = reason;
        this.position = position;
    }

    /// The message without the position, for callers that know a better place.
    public String reason() {
        return reason;
    }

    /// Index into the text, from 0; −1 when unknown.
    public int position() {
        return position;
    }
}
