package dev.trefoil.table;

import dev.trefoil.table.source.TableException;
import java.sql.SQLException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Turns what the engine complains of into one line with place and mend.
final class EngineProblem {
    private static final Pattern LINE = Pattern.compile("LINE (\\d+):");
    private static final Pattern CANDIDATES =
            Pattern.compile("(?s)(Candidate bindings|Did you mean|Candidate functions)[^\\n]*");

    private EngineProblem() {}

    /// @param place the file or statement that was worked on
    static TableException of(String place, SQLException e) {
        return of(place, 0, e);
    }

    /// @param firstLine the line in `place` where the statement begins, from 1; 0 when lines mean nothing there
    static TableException of(String place, int firstLine, SQLException e) {
        String raw = (e.getMessage() == null ? e.toString() : e.getMessage())
                .replaceFirst("(?s)^.*closed pending query result\\s*Error: ", "");
        Matcher line = LINE.matcher(raw);
        String where = firstLine > 0 && line.find()
                ? place + ", line " + (firstLine - 1 + Integer.parseInt(line.group(1)))
                : place;
        String first = raw.strip().lines().findFirst().orElse("the engine gave no reason");
        Matcher hint = CANDIDATES.matcher(raw);
        String problem = first.replaceFirst(
                "^(Binder|Parser|Catalog|Conversion|Invalid Input|IO|Invalid|Permission) Error: ", "");
        return new TableException(where, problem, hint.find() ? hint.group() : mend(raw.toLowerCase(Locale.ROOT)), e);
    }

    private static String mend(String raw) {
        if (raw.contains("file system operations are disabled") || raw.contains("configuration has been locked")) {
            return "a query may read only the sources that the project names; add the file under data.sources";
        }
        if (raw.contains("out of memory")) {
            return "give the engine more memory, or read fewer columns";
        }
        if (raw.contains("no space left") || raw.contains("disk")) {
            return "free space on the disk of the home folder";
        }
        if (raw.contains("syntax error")) {
            return "correct the SQL there";
        }
        if (raw.contains("could not convert") || raw.contains("conversion error")) {
            return "use TRY_CAST, or correct the value";
        }
        return "correct it and try again";
    }
}
