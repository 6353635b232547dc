package dev.trefoil.platform.project;

import java.util.Map;

/// Where each key of a charter stands in its file, so that what is found out later can still name the line.
public final class Places {
    private final String file;
    private final Map<String, Place> places;

    /// Of a charter that was not read from a file just now.
    public static final Places NONE = new Places("trefoil.yaml", Map.of());

    Places(String file, Map<String, Place> places) {
        this.file = file;
        this.places = Map.copyOf(places);
    }

    /// A problem at a key, or at the nearest key above it that stands in the file.
    public Problem problem(Problem.Severity severity, String path, String message, String mend) {
        String at = path;
        while (!at.isEmpty() && !places.containsKey(at)) {
            at = at.substring(0, Math.max(0, Math.max(at.lastIndexOf('.'), at.lastIndexOf('['))));
        }
        Place place = places.getOrDefault(at, new Place(1, 1));
        return new Problem(severity, file, place.line(), place.column(), path, message, mend);
    }

    /// A problem inside the text of a key, `offset` characters behind its beginning.
    Problem problemWithin(String path, int offset, String message, String mend) {
        Problem problem = problem(Problem.Severity.ERROR, path, message, mend);
        Place text = places.get(path + TEXT);
        if (text == null || offset < 0) {
            return problem;
        }
        return new Problem(Problem.Severity.ERROR, file, text.line(), text.column() + offset, path, message, mend);
    }

    /// Suffix of a path under which the first character of a one-line text is kept.
    static final String TEXT = "#text";
}
