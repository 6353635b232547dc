package dev.trefoil.training.search;

import dev.trefoil.core.column.NumberColumn;

/// The value of one hyper-parameter.
public sealed interface Setting {
    /// As people and run logs write it: 3, not 3.0.
    String text();

    /// A number; whole numbers are held exactly up to 2⁵³.
    record Numeric(double value) implements Setting {
        @Override
        public String text() {
            return NumberColumn.text(value);
        }
    }

    /// One of several named choices.
    record Word(String text) implements Setting {}
}
