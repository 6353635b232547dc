package dev.trefoil.platform.db;

import java.util.List;

/// Some of the items of a list, and where it goes on.
///
/// @param next token for the following page; empty on the last one
public record Page<T>(List<T> items, String next) {
    public Page {
        items = List.copyOf(items);
    }

    public boolean last() {
        return next.isEmpty();
    }
}
