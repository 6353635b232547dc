package dev.trefoil.inference.runtime;

/// A model that cannot be read: which file, where in it, what is wrong and what to do about it, in one line.
public final class ModelFormatException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    private final String file;
    private final String place;

    /// @param file name of the file or folder
    /// @param place where in it: a path like `learner.gradient_booster`, a line, a byte; empty when it is the whole
    /// @param problem what is wrong there
    /// @param mend what the reader of the message can do
    public ModelFormatException(String file, String place, String problem, String mend) {
        super(oneLine(
                file + (place.isEmpty() ? "" : ", " + place) + ": " + problem + (mend.isEmpty() ? "" : "; " + mend)));
        this.file = file;
        this.place = place;
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\p{Cntrl}", "?");
    }

    public String file() {
        return file;
    }

    public String place() {
        return place;
    }
}
