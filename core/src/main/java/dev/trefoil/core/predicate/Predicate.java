package dev.trefoil.core.predicate;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;

/// A condition over named values, as somebody wrote it. Slices, rules, searches, alerts and policies are all
/// made of
/// it. It follows SQL's three-valued logic: a comparison with a missing value is neither true nor false.
///
/// [PredicateParser] makes one from text, [PredicateResolver] checks it against a schema and evaluates it,
/// [PredicateSql] turns it into SQL. `toString` is canonical: parsing it gives an equal predicate.
public sealed interface Predicate {
    /// `field operator operand`; a literal on the left is turned round by the parser.
    record Comparison(Field field, Operator operator, Operand operand) implements Predicate {
        @Override
        public String toString() {
            return PredicateText.of(this);
        }
    }

    /// `field IN (…)`, with at least one literal.
    record In(Field field, List<Literal> values) implements Predicate {
        public In {
            values = List.copyOf(values);
            if (values.isEmpty()) {
                throw new IllegalArgumentException("IN needs at least one value");
            }
        }

        @Override
        public String toString() {
            return PredicateText.of(this);
        }
    }

    /// `field LIKE 'pattern'`: `%` stands for any text, `_` for one character, nothing escapes them.
    ///
    /// @param ignoreCase whether it is ILIKE
    record Like(Field field, String pattern, boolean ignoreCase) implements Predicate {
        @Override
        public String toString() {
            return PredicateText.of(this);
        }
    }

    /// `field IS NULL`: the value is missing.
    record IsNull(Field field) implements Predicate {
        @Override
        public String toString() {
            return PredicateText.of(this);
        }
    }

    /// All terms hold. At least two; an AND among the terms is merged into this one.
    record And(List<Predicate> terms) implements Predicate {
        public And {
            List<Predicate> flat = new ArrayList<>();
            for (Predicate term : terms) {
                if (term instanceof And inner) {
                    flat.addAll(inner.terms());
                } else {
                    flat.add(term);
                }
            }
            terms = atLeastTwo(flat);
        }

        @Override
        public String toString() {
            return PredicateText.of(this);
        }
    }

    /// Some term holds. At least two; an OR among the terms is merged into this one.
    record Or(List<Predicate> terms) implements Predicate {
        public Or {
            List<Predicate> flat = new ArrayList<>();
            for (Predicate term : terms) {
                if (term instanceof Or inner) {
                    flat.addAll(inner.terms());
                } else {
                    flat.add(term);
                }
            }
            terms = atLeastTwo(flat);
        }

        @Override
        public String toString() {
            return PredicateText.of(this);
        }
    }

    /// The term does not hold; unknown stays unknown. `NOT IN`, `NOT LIKE` and `IS NOT NULL` are this over the
    /// plain
    /// form.
    record Not(Predicate term) implements Predicate {
        @Override
        public String toString() {
            return PredicateText.of(this);
        }
    }

    /// `true` or `false`.
    record Constant(boolean value) implements Predicate {
        @Override
        public String toString() {
            return PredicateText.of(this);
        }
    }

    /// Every field it speaks of, once, in the order of the text.
    default SequencedSet<Field> fields() {
        SequencedSet<Field> fields = new LinkedHashSet<>();
        collect(this, fields);
        return fields;
    }

    private static void collect(Predicate predicate, SequencedSet<Field> into) {
        switch (predicate) {
            case Comparison(Field field, Operator _, Operand operand) -> {
                into.add(field);
                if (operand instanceof Field other) {
                    into.add(other);
                }
            }
            case In(Field field, List<Literal> _) -> into.add(field);
            case Like(Field field, String _, boolean _) -> into.add(field);
            case IsNull(Field field) -> into.add(field);
            case And(List<Predicate> terms) -> terms.forEach(term -> collect(term, into));
            case Or(List<Predicate> terms) -> terms.forEach(term -> collect(term, into));
            case Not(Predicate term) -> collect(term, into);
            case Constant _ -> {}
        }
    }

    private static List<Predicate> atLeastTwo(List<Predicate> terms) {
        if (terms.size() < 2) {
            throw new IllegalArgumentException("AND and OR need at least two terms");
        }
        return List.copyOf(terms);
    }
}
