package dev.trefoil.platform.project;

import java.util.Set;
import java.util.TreeSet;

/// Somebody who answers for parts of the charter.
///
/// @param role such as `owner`; empty where nobody said
/// @param signs the sections this person signs, in the order of the charter
public record Stakeholder(String name, String role, Set<Section> signs) {
    public Stakeholder {
        signs = java.util.Collections.unmodifiableSet(new TreeSet<>(signs));
    }
}
