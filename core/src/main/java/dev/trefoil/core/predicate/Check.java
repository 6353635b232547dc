package dev.trefoil.core.predicate;

import java.util.List;
import java.util.Set;

/// A predicate after all checks: columns by position, literals in the type of their column.
sealed interface Check {
    /// Integers, booleans and times against one value.
    record Whole(int column, Operator operator, long value) implements Check {}

    /// Numbers, and integers against a fraction.
    record Fraction(int column, Operator operator, double value) implements Check {}

    record Text(int column, Operator operator, String value) implements Check {}

    /// Two columns of one kind of type.
    record Columns(int left, Operator operator, int right, Kind kind) implements Check {}

    record InWhole(int column, Set<Long> values) implements Check {}

    record InNumber(int column, Set<Double> values) implements Check {}

    record InText(int column, Set<String> values) implements Check {}

    record Like(int column, LikePattern pattern) implements Check {}

    record Missing(int column) implements Check {}

    record All(List<Check> terms) implements Check {}

    record Some(List<Check> terms) implements Check {}

    record Not(Check term) implements Check {}

    record Constant(Truth value) implements Check {}

    /// How two columns are compared.
    enum Kind {
        WHOLE,
        NUMBER,
        TEXT
    }

    /// Whether it holds for these cells. AND and OR stop at the first term that decides.
    default Truth holds(Cells cells) {
        return switch (this) {
            case Whole(int column, Operator operator, long value) ->
                cells.missing(column)
                        ? Truth.UNKNOWN
                        : Truth.of(operator.holds(Long.compare(cells.whole(column), value)));
            case Fraction(int column, Operator operator, double value) ->
                cells.missing(column) ? Truth.UNKNOWN : Truth.of(operator.holds(compare(cells.number(column), value)));
            case Text(int column, Operator operator, String value) ->
                cells.missing(column)
                        ? Truth.UNKNOWN
                        : Truth.of(operator.holds(CodePoints.compare(cells.text(column), value)));
            case Columns columns -> holds(columns, cells);
            case InWhole(int column, Set<Long> values) ->
                cells.missing(column) ? Truth.UNKNOWN : Truth.of(values.contains(cells.whole(column)));
            case InNumber(int column, Set<Double> values) ->
                cells.missing(column) ? Truth.UNKNOWN : Truth.of(values.contains(cells.number(column) + 0.0));
            case InText(int column, Set<String> values) ->
                cells.missing(column) ? Truth.UNKNOWN : Truth.of(values.contains(cells.text(column)));
            case Like(int column, LikePattern pattern) ->
                cells.missing(column) ? Truth.UNKNOWN : Truth.of(pattern.matches(cells.text(column)));
            case Missing(int column) -> Truth.of(cells.missing(column));
            case All(List<Check> terms) -> {
                Truth truth = Truth.TRUE;
                for (int i = 0; i < terms.size() && truth != Truth.FALSE; i++) {
                    truth = truth.and(terms.get(i).holds(cells));
                }
                yield truth;
            }
            case Some(List<Check> terms) -> {
                Truth truth = Truth.FALSE;
                for (int i = 0; i < terms.size() && truth != Truth.TRUE; i++) {
                    truth = truth.or(terms.get(i).holds(cells));
                }
                yield truth;
            }
            case Not(Check term) -> term.holds(cells).not();
            case Constant(Truth value) -> value;
        };
    }

    private static Truth holds(Columns columns, Cells cells) {
        int left = columns.left();
        int right = columns.right();
        if (cells.missing(left) || cells.missing(right)) {
            return Truth.UNKNOWN;
        }
        int comparison = switch (columns.kind()) {
            case WHOLE -> Long.compare(cells.whole(left), cells.whole(right));
            case NUMBER -> compare(cells.number(left), cells.number(right));
            case TEXT -> CodePoints.compare(cells.text(left), cells.text(right));
        };
        return Truth.of(columns.operator().holds(comparison));
    }

    /// As SQL compares: minus zero equals zero.
    private static int compare(double a, double b) {
        return a < b ? -1 : a > b ? 1 : 0;
    }
}
