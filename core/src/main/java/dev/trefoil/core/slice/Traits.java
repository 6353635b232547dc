package dev.trefoil.core.slice;

import dev.trefoil.core.column.Column;
import dev.trefoil.core.column.ColumnBatch;
import dev.trefoil.core.column.ColumnType;
import dev.trefoil.core.predicate.Field;
import dev.trefoil.core.predicate.Literal;
import dev.trefoil.core.predicate.Operator;
import dev.trefoil.core.predicate.Predicate;
import dev.trefoil.core.predicate.PredicateResolver;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Simple predicates that describe the rows: values of columns with few of them, ranges of numbers, missing
/// values. Predicates about one column exclude each other.
public final class Traits {
    private static final int MOST_VALUES = 50;
    private static final int FEW_NUMBERS = 10;
    private static final int RANGES = 4;

    private final List<Predicate> predicates;
    private final CodedRows rows;
    private final List<String> left;

    private Traits(List<Predicate> predicates, CodedRows rows, List<String> left) {
        this.predicates = predicates;
        this.rows = rows;
        this.left = left;
    }

    /// @param columns those to describe rows by
    public static Traits of(ColumnBatch batch, List<String> columns) {
        List<Predicate> predicates = new ArrayList<>();
        List<int[]> codes = new ArrayList<>();
        List<String> left = new ArrayList<>();
        for (String name : columns) {
            int[] code = new int[batch.rows()];
            Arrays.fill(code, -1);
            int known = 0;
            for (Predicate predicate : about(name, batch.column(name))) {
                BitSet matching =
                        PredicateResolver.resolve(predicate, batch.schema()).matching(batch);
                int size = matching.cardinality();
                if (size > 0 && size < batch.rows()) {
                    for (int row = matching.nextSetBit(0); row >= 0; row = matching.nextSetBit(row + 1)) {
                        code[row] = known;
                    }
                    predicates.add(predicate);
                    known++;
                }
            }
            if (known == 0) {
                left.add(name);
            } else {
                codes.add(code);
            }
        }
        return new Traits(List.copyOf(predicates), CodedRows.of(batch.rows(), codes), List.copyOf(left));
    }

    /// The predicate of each trait.
    public List<Predicate> predicates() {
        return predicates;
    }

    /// The rows by the numbers of these predicates.
    public CodedRows rows() {
        return rows;
    }

    /// Columns that describe no part of the rows: times, texts of which nearly every one is different, constants.
    public List<String> left() {
        return left;
    }

    /// The conjunction of some traits.
    public Predicate where(List<Integer> traits) {
        List<Predicate> terms = traits.stream().map(predicates::get).toList();
        return terms.size() == 1 ? terms.getFirst() : new Predicate.And(terms);
    }

    private static List<Predicate> about(String name, Column column) {
        Field field = Field.of(name);
        List<Predicate> predicates = new ArrayList<>(
                switch (column.type()) {
                    case BOOLEAN -> List.of(equal(field, Literal.of(true)), equal(field, Literal.of(false)));
                    case STRING -> values(field, column);
                    case NUMBER, INTEGER -> numbers(field, column);
                    case TIMESTAMP, DATE -> List.<Predicate>of();
                });
        if (!predicates.isEmpty()) {
            predicates.add(new Predicate.IsNull(field));
        }
        return predicates;
    }

    private static Predicate equal(Field field, Literal value) {
        return new Predicate.Comparison(field, Operator.EQUAL, value);
    }

    /// The most frequent texts; none when nearly every text is different.
    private static List<Predicate> values(Field field, Column column) {
        Map<String, Integer> counts = new HashMap<>();
        for (int row = 0; row < column.size(); row++) {
            String text = column.text(row);
            if (text != null) {
                counts.merge(text, 1, Integer::sum);
            }
        }
        if (counts.size() > column.size() / 2) {
            return List.of();
        }
        return counts.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(MOST_VALUES)
                .map(entry -> equal(field, Literal.of(entry.getKey())))
                .toList();
    }

    private static List<Predicate> numbers(Field field, Column column) {
        double[] sorted = new double[column.size()];
        int present = 0;
        for (int row = 0; row < column.size(); row++) {
            double value = column.number(row);
            if (Double.isFinite(value)) {
                sorted[present++] = value;
            }
        }
        double[] values = Arrays.copyOf(sorted, present);
        Arrays.sort(values);
        double[] distinct =
                Arrays.stream(values).distinct().limit(FEW_NUMBERS + 1L).toArray();
        if (distinct.length <= FEW_NUMBERS) {
            return Arrays.stream(distinct)
                    .mapToObj(value -> equal(field, number(value, column)))
                    .toList();
        }
        double[] edges = new double[RANGES - 1];
        for (int i = 0; i < edges.length; i++) {
            edges[i] = values[(int) ((long) (i + 1) * values.length / RANGES)];
        }
        return ranges(field, column, Arrays.stream(edges).distinct().toArray());
    }

    private static List<Predicate> ranges(Field field, Column column, double[] edges) {
        List<Predicate> ranges = new ArrayList<>();
        for (int i = 0; i <= edges.length; i++) {
            List<Predicate> ends = new ArrayList<>();
            if (i > 0) {
                ends.add(new Predicate.Comparison(field, Operator.AT_LEAST, number(edges[i - 1], column)));
            }
            if (i < edges.length) {
                ends.add(new Predicate.Comparison(field, Operator.LESS, number(edges[i], column)));
            }
            ranges.add(ends.size() == 1 ? ends.getFirst() : new Predicate.And(ends));
        }
        return ranges;
    }

    private static Literal number(double value, Column column) {
        return column.type() == ColumnType.INTEGER ? Literal.of((long) value) : Literal.of(value);
    }
}
