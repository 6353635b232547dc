package dev.trefoil.platform.project;

import java.util.Comparator;

/// Something wrong or doubtful in a project file, with its place and its mend. `toString` is the one line people see:
/// `trefoil.yaml:14:7: unknown key 'mesure' (did you mean 'measure'?)`.
///
/// @param file name of the file, as it was given
/// @param line from 1
/// @param column from 1
/// @param path of the key, such as `design.requirements[0].measure`
/// @param mend what to do about it; empty when the message says it all
public record Problem(Severity severity, String file, int line, int column, String path, String message, String mend) {
    /// By place in the file.
    static final Comparator<Problem> IN_ORDER =
            Comparator.comparingInt(Problem::line).thenComparingInt(Problem::column);

    /// Whether the file can be used.
    public enum Severity {
        /// The file is refused.
        ERROR,
        /// Worth a thought; the file is used as it is.
        WARNING
    }

    public boolean error() {
        return severity == Severity.ERROR;
    }

    @Override
    public String toString() {
        String place = file + ":" + line + ":" + column + ": ";
        return place + (error() ? "" : "warning: ") + message + (mend.isEmpty() ? "" : " (" + mend + ")");
    }
}
