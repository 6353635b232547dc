package dev.trefoil.platform.project;

import java.util.List;

/// What came of reading a project file.
public sealed interface CharterReading {
    /// It can be used.
    ///
    /// @param places where its keys stand, for what is found out later
    /// @param warnings what is worth a thought, in the order of the file
    record Resolved(Charter charter, Places places, List<Problem> warnings) implements CharterReading {
        public Resolved {
            warnings = List.copyOf(warnings);
        }
    }

    /// It cannot: every error and warning, in the order of the file.
    record Refused(List<Problem> problems) implements CharterReading {
        public Refused {
            problems = List.copyOf(problems);
        }
    }
}
