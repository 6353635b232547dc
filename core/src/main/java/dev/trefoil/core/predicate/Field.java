package dev.trefoil.core.predicate;

import java.util.Objects;

/// A name in a predicate, such as `origin` or `metrics.auc`. Two fields are equal when they name the same thing,
/// wherever they stand.
///
/// @param prefix the word before the first dot outside quotes, such as `metrics`; empty when there is none
/// @param name the rest, which may itself hold dots
/// @param position index of its first character in the text it was parsed from, or −1
public record Field(String prefix, String name, int position) implements Operand {
    public Field {
        Objects.requireNonNull(prefix, "prefix");
        if (name.isEmpty()) {
            throw new IllegalArgumentException("a field needs a name");
        }
        if (!prefix.isEmpty() && !PredicateText.plainWord(prefix)) {
            throw new IllegalArgumentException("not a prefix: " + prefix);
        }
    }

    public Field(String prefix, String name) {
        this(prefix, name, -1);
    }

    /// A field without a prefix.
    public static Field of(String name) {
        return new Field("", name, -1);
    }

    /// Prefix and name as one: the name of the column it stands for in a table.
    public String path() {
        return prefix.isEmpty() ? name : prefix + "." + name;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Field field && prefix.equals(field.prefix) && name.equals(field.name);
    }

    @Override
    public int hashCode() {
        return Objects.hash(prefix, name);
    }

    /// The name as it is written in a predicate, in back-ticks where it needs them.
    @Override
    public String toString() {
        return PredicateText.of(this);
    }
}
