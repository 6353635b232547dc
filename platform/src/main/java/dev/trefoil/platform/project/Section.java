package dev.trefoil.platform.project;

import java.util.Arrays;
import java.util.Optional;

/// A part of the charter that is signed by itself: an edit voids the signatures of its section and of no other.
public enum Section {
    PROBLEM,
    REQUIREMENTS,
    COSTS,
    DATA,
    DEPLOYMENT,
    MONITORING;

    /// The word in project files, commands and JSON.
    public String word() {
        return Words.of(this);
    }

    public static Optional<Section> of(String word) {
        return Arrays.stream(values())
                .filter(section -> section.word().equals(word))
                .findFirst();
    }
}
