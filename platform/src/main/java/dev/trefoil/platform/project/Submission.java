package dev.trefoil.platform.project;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// What came of submitting a project file.
public sealed interface Submission {
    /// It is the current charter now.
    ///
    /// @param changed whether another charter was current before, or none
    /// @param voided sections whose signatures were good and are void now
    /// @param reading the charter with its places and warnings
    record Accepted(CharterVersion version, boolean changed, Set<Section> voided, CharterReading.Resolved reading)
            implements Submission {
        public Accepted {
            voided = Collections.unmodifiableSet(new TreeSet<>(voided));
        }
    }

    /// Nothing was stored.
    record Refused(List<Problem> problems) implements Submission {
        public Refused {
            problems = List.copyOf(problems);
        }
    }
}
