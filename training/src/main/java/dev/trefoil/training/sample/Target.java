package dev.trefoil.training.sample;

import dev.trefoil.core.column.Column;
import dev.trefoil.core.column.ColumnBatch;
import dev.trefoil.core.column.ColumnType;
import dev.trefoil.core.signature.Task;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What is to be predicted.
///
/// @param column the column of the label
/// @param classes names of the classes as the label column spells them, for [Task#BINARY] the negative one
/// first; empty
///     for [Task#REGRESSION]
public record Target(String column, Task task, List<String> classes) {
    private static final int MOST_CLASSES = 1_000;
    private static final Set<String> AFFIRMATIVE =
            Set.of("1", "true", "t", "yes", "y", "positive", "pos", "bad", "spam");

    public Target {
        classes = List.copyOf(classes);
        boolean sound = switch (task) {
            case BINARY -> classes.size() == 2;
            case MULTICLASS -> classes.size() > 2;
            case REGRESSION -> classes.isEmpty();
        };
        if (!sound) {
            throw new IllegalArgumentException("label '" + column + "' has " + classes.size()
                    + " classes, which does not" + " fit the task " + task.word());
        }
    }

    /// The target found in a column of labels.
    ///
    /// @param task null to guess it: two values are binary, texts and up to ten whole numbers are classes, else a
    ///     number
    /// @param positive the positive one of two classes; null for the one that reads like a yes, else the rarer
    public static Target infer(ColumnBatch rows, String label, @Nullable Task task, @Nullable String positive) {
        Column column = rows.find(label)
                .orElseThrow(() -> new IllegalArgumentException("there is no label column '" + label + "'; there are "
                        + rows.schema().names()));
        Map<String, Integer> counts = counts(column);
        if (counts.isEmpty()) {
            throw new IllegalArgumentException("label '" + label + "' is empty in every row");
        }
        if (counts.size() == 1) {
            throw new IllegalArgumentException("label '" + label + "' has just one value, '"
                    + counts.keySet().iterator().next() + "': there is nothing to learn");
        }
        Task kind = task == null ? guess(column, counts) : task;
        return switch (kind) {
            case BINARY -> binary(label, counts, positive);
            case MULTICLASS -> several(label, column, counts);
            case REGRESSION -> number(label, column);
        };
    }

    private static Map<String, Integer> counts(Column column) {
        Map<String, Integer> counts = new HashMap<>();
        for (int row = 0; row < column.size(); row++) {
            String text = column.text(row);
            if (text != null) {
                counts.merge(text, 1, Integer::sum);
            }
        }
        return counts;
    }

    private static Task guess(Column column, Map<String, Integer> counts) {
        if (counts.size() == 2) {
            return Task.BINARY;
        }
        boolean whole = counts.keySet().stream().allMatch(v -> v.matches("-?\\d+"));
        boolean numeric = column.type().numeric();
        return !numeric || (whole && counts.size() <= 10) ? Task.MULTICLASS : Task.REGRESSION;
    }

    private static Target binary(String label, Map<String, Integer> counts, @Nullable String positive) {
        if (counts.size() != 2) {
            throw new IllegalArgumentException("label '" + label + "' has " + counts.size()
                    + " values; a binary task has two. Say task: multiclass or regression");
        }
        if (positive != null && !counts.containsKey(positive)) {
            throw new IllegalArgumentException("label '" + label + "' never is '" + positive + "'; it is one of "
                    + new TreeSet<>(counts.keySet()));
        }
        List<String> sorted = new ArrayList<>(new TreeSet<>(counts.keySet()));
        String yes = positive == null ? affirmative(sorted, counts) : positive;
        return new Target(label, Task.BINARY, List.of(sorted.get(0).equals(yes) ? sorted.get(1) : sorted.get(0), yes));
    }

    private static String affirmative(List<String> sorted, Map<String, Integer> counts) {
        for (String value : sorted) {
            if (AFFIRMATIVE.contains(value.toLowerCase(Locale.ROOT))) {
                return value;
            }
        }
        return counts.getOrDefault(sorted.get(0), 0) < counts.getOrDefault(sorted.get(1), 0)
                ? sorted.get(0)
                : sorted.get(1);
    }

    private static Target several(String label, Column column, Map<String, Integer> counts) {
        if (counts.size() == 2) {
            throw new IllegalArgumentException("label '" + label + "' has two values; say task: binary");
        }
        if (counts.size() > MOST_CLASSES) {
            throw new IllegalArgumentException("label '" + label + "' has " + counts.size() + " values, more than the "
                    + MOST_CLASSES + " classes a model takes. Is it an identifier, or is the task a regression?");
        }
        Comparator<String> order =
                column.type().numeric() ? Comparator.comparingDouble(Double::parseDouble) : Comparator.naturalOrder();
        return new Target(
                label, Task.MULTICLASS, counts.keySet().stream().sorted(order).toList());
    }

    private static Target number(String label, Column column) {
        if (column.type() != ColumnType.BOOLEAN && !column.type().numeric()) {
            throw new IllegalArgumentException("label '" + label + "' is "
                    + column.type().name().toLowerCase(Locale.ROOT) + "; a regression needs a number");
        }
        return new Target(label, Task.REGRESSION, List.of());
    }

    /// The truth of each row: a number or the index of a class; NaN where the label is missing or not one of the
    /// classes.
    public double[] truth(ColumnBatch rows) {
        Column labels = rows.column(column);
        double[] truth = new double[rows.rows()];
        Map<String, Integer> index = new HashMap<>();
        for (int k = 0; k < classes.size(); k++) {
            index.put(classes.get(k), k);
        }
        for (int row = 0; row < truth.length; row++) {
            if (task == Task.REGRESSION) {
                double value = labels.number(row);
                truth[row] = Double.isInfinite(value) ? Double.NaN : value;
            } else {
                Integer at = index.get(String.valueOf(labels.text(row)));
                truth[row] = at == null || labels.missing(row) ? Double.NaN : at;
            }
        }
        return truth;
    }

    /// Numbers in a prediction.
    public int width() {
        return task == Task.MULTICLASS ? classes.size() : 1;
    }
}
