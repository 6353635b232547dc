package dev.trefoil.core.predicate;

/// One term of an ORDER BY: `field [ASC|DESC]`.
public record OrderTerm(Field field, boolean descending) {
    @Override
    public String toString() {
        return field + (descending ? " DESC" : " ASC");
    }
}
