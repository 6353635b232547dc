package dev.trefoil.platform.project;

import dev.trefoil.core.predicate.Field;
import dev.trefoil.core.predicate.Literal;
import dev.trefoil.core.predicate.Operand;
import dev.trefoil.core.predicate.Operator;
import dev.trefoil.core.predicate.Predicate;
import dev.trefoil.core.text.Spelling;
import dev.trefoil.core.verdict.Outcome;
import java.util.Arrays;
import java.util.List;

/// Finds comparisons of a requirement with a word that no outcome has: a policy that could never fire.
final class OutcomeWords {
    private static final List<String> WORDS =
            Arrays.stream(Outcome.values()).map(Outcome::word).toList();

    private OutcomeWords() {}

    static void check(Predicate predicate, List<String> requirements, YamlValue value) {
        switch (predicate) {
            case Predicate.Comparison(Field field, Operator _, Operand operand) -> {
                if (requirements.contains(field.path()) && operand instanceof Literal.Text(String word)) {
                    check(field, word, value);
                }
            }
            case Predicate.In(Field field, List<Literal> literals) -> {
                for (Literal literal : literals) {
                    if (requirements.contains(field.path()) && literal instanceof Literal.Text(String word)) {
                        check(field, word, value);
                    }
                }
            }
            case Predicate.And(List<Predicate> terms) -> terms.forEach(term -> check(term, requirements, value));
            case Predicate.Or(List<Predicate> terms) -> terms.forEach(term -> check(term, requirements, value));
            case Predicate.Not(Predicate term) -> check(term, requirements, value);
            case Predicate.Like _, Predicate.IsNull _, Predicate.Constant _ -> {}
        }
    }

    private static void check(Field field, String word, YamlValue value) {
        if (!WORDS.contains(word)) {
            String mend = Spelling.nearest(word, WORDS)
                    .map(meant -> "did you mean '" + meant + "'?")
                    .orElse("one of " + String.join(", ", WORDS));
            value.error("'" + field.path() + "' is never '" + word + "'", mend);
        }
    }
}
