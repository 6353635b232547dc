package dev.trefoil.cli;

import dev.trefoil.core.column.BooleanColumn;
import dev.trefoil.core.column.Column;
import dev.trefoil.core.column.ColumnBatch;
import dev.trefoil.core.column.ColumnSpec;
import dev.trefoil.core.metric.Scored;
import dev.trefoil.core.signature.Task;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// From columns of a table to rows that metrics understand.
///
/// @param rows the table
/// @param label name of the column with the truth
/// @param positive text of the positive class, for labels that are not 0 and 1
/// @param cluster name of the column whose values are resampled together
record ScoredColumns(
        ColumnBatch rows,
        String label,
        @Nullable String positive,
        @Nullable String cluster) {
    private static final Pattern INTEGER = Pattern.compile("-?\\d+");

    /// One score column is binary where the label has two values and regression otherwise; several (`p_*`)
    /// are classes.
    Task task(String score) {
        if (names(score).size() > 1) {
            return Task.MULTICLASS;
        }
        Column truth = rows.column(label);
        if (positive != null || truth instanceof BooleanColumn || !truth.type().numeric()) {
            return Task.BINARY;
        }
        return IntStream.range(0, truth.size())
                        .filter(i -> !truth.missing(i))
                        .allMatch(i -> truth.number(i) == 0 || truth.number(i) == 1)
                ? Task.BINARY
                : Task.REGRESSION;
    }

    /// True where the table has the column with the truth.
    boolean hasLabel() {
        return rows.find(label).isPresent();
    }

    Scored scored(String score, Task task) {
        Scored made = switch (task) {
            case BINARY -> Scored.binary(numbers(one(score)), truths());
            case REGRESSION -> Scored.regression(numbers(one(score)), numbers(label));
            case MULTICLASS -> multiclass(score);
        };
        return cluster == null ? made : made.withClusters(ids(cluster));
    }

    /// Rows by the value of a column, in the order of the values; missing values are a group of their own.
    /// Columns joined by `+` make a group of each pair of values that occurs.
    Map<String, int[]> groups(String by) {
        boolean one = rows.find(by).isPresent() || !by.contains("+");
        List<Column> columns = (one ? List.of(by) : List.of(by.split("\\+", -1)))
                .stream().map(rows::column).toList();
        Map<String, List<Integer>> groups = new HashMap<>();
        for (int i = 0; i < rows.rows(); i++) {
            int row = i;
            String value = columns.stream()
                    .map(column -> column.missing(row) ? "(missing)" : String.valueOf(column.text(row)))
                    .collect(Collectors.joining("+"));
            groups.computeIfAbsent(value, _ -> new ArrayList<>()).add(row);
        }
        Map<String, int[]> sorted = new LinkedHashMap<>();
        for (String value : new TreeSet<>(groups.keySet())) {
            sorted.put(
                    value,
                    groups.getOrDefault(value, List.of()).stream()
                            .mapToInt(Integer::intValue)
                            .toArray());
        }
        return sorted;
    }

    /// A column of decisions: true or 1 acts; missing does not.
    boolean[] decisions(String column) {
        Column acts = rows.column(column);
        boolean[] decisions = new boolean[acts.size()];
        for (int i = 0; i < decisions.length; i++) {
            double value = acts.missing(i) ? 0 : acts.number(i);
            if (value != 0 && value != 1) {
                throw new IllegalArgumentException("column '" + column + "' row " + i
                        + ": a decision is true or false (1 or 0), not '" + acts.text(i) + "'");
            }
            decisions[i] = value == 1;
        }
        return decisions;
    }

    int[] ids(String column) {
        Column by = rows.column(column);
        Map<String, Integer> seen = new HashMap<>();
        int[] ids = new int[by.size()];
        for (int i = 0; i < ids.length; i++) {
            String text = by.text(i);
            ids[i] = seen.computeIfAbsent(text == null ? "" : text, _ -> seen.size());
        }
        return ids;
    }

    double[] numbers(String column) {
        Column values = rows.column(column);
        double[] numbers = new double[values.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = values.number(i);
            if (Double.isNaN(numbers[i]) && !values.missing(i)) {
                throw new IllegalArgumentException(
                        "column '" + column + "' row " + i + ": '" + values.text(i) + "' is not a number");
            }
        }
        return numbers;
    }

    /// Truth as 1 and 0, NaN where missing.
    double[] truths() {
        Column truth = rows.column(label);
        double[] truths = new double[truth.size()];
        for (int i = 0; i < truths.length; i++) {
            String text = truth.text(i);
            truths[i] = text == null ? Double.NaN : positive != null ? text.equals(positive) ? 1 : 0 : truth.number(i);
            if (text != null && truths[i] != 0 && truths[i] != 1) {
                throw new IllegalArgumentException("column '" + label + "' row " + i + ": a label is 0 or 1, not '"
                        + text + "'; name the positive class with --positive");
            }
        }
        if (positive != null && Arrays.stream(truths).noneMatch(t -> t == 1)) {
            throw new IllegalArgumentException("column '" + label + "' never holds '" + positive + "'");
        }
        return truths;
    }

    /// The columns a name or a pattern with `*` stands for, in the order of the table.
    List<String> names(String pattern) {
        if (!pattern.contains("*")) {
            rows.column(pattern);
            return List.of(pattern);
        }
        Pattern shape = Pattern.compile("\\Q" + pattern.replace("*", "\\E.*\\Q") + "\\E");
        List<String> names = rows.schema().columns().stream()
                .map(ColumnSpec::name)
                .filter(name -> shape.matcher(name).matches())
                .toList();
        if (names.isEmpty()) {
            throw new IllegalArgumentException("no column is like '" + pattern + "'; there are "
                    + rows.schema().shown());
        }
        return names;
    }

    private String one(String pattern) {
        List<String> names = names(pattern);
        if (names.size() != 1) {
            throw new IllegalArgumentException("'" + pattern + "' stands for several columns: " + names);
        }
        return names.getFirst();
    }

    private Scored multiclass(String pattern) {
        List<String> names = names(pattern);
        return Scored.multiclass(probabilities(names), names.size(), classes(pattern));
    }

    /// Rows × columns, row-major.
    double[] probabilities(List<String> names) {
        double[] probabilities = new double[Math.multiplyExact(rows.rows(), names.size())];
        for (int k = 0; k < names.size(); k++) {
            double[] column = numbers(names.get(k));
            for (int i = 0; i < column.length; i++) {
                probabilities[i * names.size() + k] = column[i];
            }
        }
        return probabilities;
    }

    /// By row the place of its label's column, −1 where the label is missing. A label is the name of a
    /// column, that of a class, or a class number where no class is named by one.
    int[] classes(String pattern) {
        List<String> names = names(pattern);
        List<String> classes = classNames(pattern);
        Map<String, Integer> places = new HashMap<>();
        boolean numbered =
                classes.stream().noneMatch(name -> INTEGER.matcher(name).matches());
        for (int k = 0; numbered && k < names.size(); k++) {
            places.put(Integer.toString(k), k);
        }
        for (int k = 0; k < names.size(); k++) {
            places.put(classes.get(k), k);
            places.put(names.get(k), k);
        }
        Column truth = rows.column(label);
        int[] known = new int[rows.rows()];
        for (int i = 0; i < known.length; i++) {
            String text = truth.text(i);
            Integer at = text == null ? Integer.valueOf(-1) : places.get(text);
            if (at == null) {
                throw new IllegalArgumentException(
                        "column '" + label + "' row " + i + ": there is no column for class '" + text + "' among "
                                + names + ", which are of classes " + classes);
            }
            known[i] = at;
        }
        return known;
    }

    /// What `*` stands for in the name of each column; without one, what the names have after the part that all
    /// share.
    List<String> classNames(String pattern) {
        List<String> names = names(pattern);
        int before = pattern.indexOf('*');
        int after = pattern.length() - 1 - pattern.lastIndexOf('*');
        return before < 0
                ? unshared(names)
                : names.stream()
                        .map(name -> name.substring(before, name.length() - after))
                        .toList();
    }

    private static List<String> unshared(List<String> names) {
        int shared = 0;
        String first = names.getFirst();
        while (shared < first.length() && allStart(names, first.substring(0, shared + 1))) {
            shared++;
        }
        int from = shared;
        return names.stream().map(name -> name.substring(from)).toList();
    }

    private static boolean allStart(List<String> names, String start) {
        return names.stream().allMatch(name -> name.startsWith(start) && name.length() > start.length());
    }
}
