package dev.trefoil.table.source;

import org.jspecify.annotations.Nullable;

/// A table that cannot be read, queried or written. The message is one line: place, problem, mend.
public final class TableException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final String place;
    private final String problem;
    private final String mend;

    /// @param place file, with line, column or byte where known ("sales.csv, line 17")
    /// @param problem what is wrong there
    /// @param mend what to do about it
    public TableException(String place, String problem, String mend) {
        this(place, problem, mend, null);
    }

    public TableException(String place, String problem, String mend, @Nullable Throwable cause) {
        super(oneLine(place + ": " + problem + "; " + mend), cause);
        this.place = oneLine(place);
        this.problem = oneLine(problem);
        this.mend = oneLine(mend);
    }

    public String place() {
        return place;
    }

    public String problem() {
        return problem;
    }

    public String mend() {
        return mend;
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\s*[\\r\\n]+\\s*", " ").strip();
    }
}
