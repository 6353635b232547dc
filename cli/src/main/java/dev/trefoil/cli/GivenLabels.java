package dev.trefoil.cli;

import dev.trefoil.core.agreement.Annotations;
import dev.trefoil.core.agreement.Scale;
import dev.trefoil.core.column.Column;
import dev.trefoil.core.column.ColumnBatch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Columns of (item, annotator, label) as [Annotations], with the names behind the numbers.
final class GivenLabels {
    private final Annotations annotations;
    private final List<String> items;
    private final List<String> annotators;
    private final List<String> classes;
    private final double[] values;
    private final int missing;
    private final int[] firstRows;

    private GivenLabels(Annotations annotations, Numbering items, Numbering annotators, Classes classes, int missing) {
        this.annotations = annotations;
        this.items = items.names();
        this.annotators = annotators.names();
        this.classes = classes.names;
        this.values = classes.values;
        this.missing = missing;
        this.firstRows = items.firstRows();
    }

    /// Which columns hold what.
    ///
    /// @param classes the labels in order, or empty: found in the file
    record Columns(String item, String annotator, String label, List<String> classes) {}

    static GivenLabels of(ColumnBatch rows, Columns columns, Scale scale) {
        Column labels = rows.column(columns.label);
        Column items = rows.column(columns.item);
        Column annotators = rows.column(columns.annotator);
        Classes classes = Classes.of(labels, columns, scale);
        Numbering itemNumbers = new Numbering();
        Numbering annotatorNumbers = new Numbering();
        int[] item = new int[rows.rows()];
        int[] annotator = new int[item.length];
        int[] label = new int[item.length];
        int n = 0;
        for (int i = 0; i < item.length; i++) {
            String text = labels.text(i);
            if (text == null) {
                continue;
            }
            item[n] = itemNumbers.of(named(items, columns.item, i), i);
            annotator[n] = annotatorNumbers.of(named(annotators, columns.annotator, i), i);
            label[n++] = classes.place(text, columns.label, i);
        }
        if (n == 0) {
            throw new IllegalArgumentException("column '" + columns.label + "' has no label");
        }
        checkOnce(item, annotator, n, itemNumbers, annotatorNumbers);
        Annotations annotations = Annotations.of(
                Arrays.copyOf(item, n), Arrays.copyOf(annotator, n), Arrays.copyOf(label, n), classes.names.size());
        return new GivenLabels(annotations, itemNumbers, annotatorNumbers, classes, item.length - n);
    }

    private static String named(Column column, String name, int row) {
        String text = column.text(row);
        if (text == null) {
            throw new IllegalArgumentException("column '" + name + "' row " + row + " is missing");
        }
        return text;
    }

    private static void checkOnce(int[] item, int[] annotator, int n, Numbering items, Numbering annotators) {
        long[] pairs = new long[n];
        for (int i = 0; i < n; i++) {
            pairs[i] = (long) item[i] << 32 | annotator[i];
        }
        Arrays.sort(pairs);
        for (int i = 1; i < n; i++) {
            if (pairs[i] == pairs[i - 1]) {
                throw new IllegalArgumentException("annotator '"
                        + annotators.names().get((int) pairs[i]) + "' labelled item '"
                        + items.names().get((int) (pairs[i] >>> 32))
                        + "' twice; keep one label of each annotator and item");
            }
        }
    }

    Annotations annotations() {
        return annotations;
    }

    String item(int number) {
        return items.get(number);
    }

    String annotator(int number) {
        return annotators.get(number);
    }

    String className(int number) {
        return classes.get(number);
    }

    /// The value of each class on a scale.
    double[] values() {
        return values.clone();
    }

    /// Rows without a label.
    int missing() {
        return missing;
    }

    /// The row of the file in which an item appears first.
    int firstRow(int item) {
        return firstRows[item];
    }

    /// Every row of an item must have the numbers of its first row.
    void checkSame(ColumnBatch rows, String item, double[] numbers, int width) {
        Column names = rows.column(item);
        Map<String, Integer> known = new HashMap<>();
        for (int i = 0; i < items.size(); i++) {
            known.put(items.get(i), firstRows[i]);
        }
        for (int row = 0; row < names.size(); row++) {
            Integer first = known.get(String.valueOf(names.text(row)));
            for (int k = 0; first != null && k < width; k++) {
                if (numbers[row * width + k] != numbers[first * width + k]) {
                    throw new IllegalArgumentException("rows " + first + " and " + row + " of item '" + names.text(row)
                            + "' have different probabilities");
                }
            }
        }
    }

    /// Names in the order in which they come.
    private static final class Numbering {
        private final Map<String, Integer> numbers = new LinkedHashMap<>();
        private final List<Integer> rows = new ArrayList<>();

        int of(String name, int row) {
            Integer known = numbers.get(name);
            if (known != null) {
                return known;
            }
            int number = numbers.size();
            numbers.put(name, number);
            rows.add(row);
            return number;
        }

        List<String> names() {
            return new ArrayList<>(numbers.keySet());
        }

        int[] firstRows() {
            return rows.stream().mapToInt(Integer::intValue).toArray();
        }
    }

    /// The different labels in order: as given, by number where all are numbers, else by text.
    private static final class Classes {
        private final List<String> names;
        private final double[] values;
        private final Map<String, Integer> places = new LinkedHashMap<>();

        private Classes(List<String> names, double[] values) {
            this.names = names;
            this.values = values;
            for (int k = 0; k < names.size(); k++) {
                places.put(names.get(k), k);
            }
        }

        static Classes of(Column labels, Columns columns, Scale scale) {
            TreeSet<String> seen = new TreeSet<>();
            for (int i = 0; i < labels.size(); i++) {
                String text = labels.text(i);
                if (text != null) {
                    seen.add(text);
                }
            }
            List<String> names = new ArrayList<>(columns.classes.isEmpty() ? seen : columns.classes);
            boolean numbers = names.stream().noneMatch(name -> Double.isNaN(number(name)));
            if (numbers && columns.classes.isEmpty()) {
                names.sort(Comparator.comparingDouble(Classes::number));
            }
            boolean needsNumbers = scale == Scale.INTERVAL || scale == Scale.RATIO;
            if (needsNumbers && !numbers) {
                String text = names.stream()
                        .filter(name -> Double.isNaN(number(name)))
                        .findFirst()
                        .orElse("");
                throw new IllegalArgumentException("column '" + columns.label + "': scale " + scale.id()
                        + " needs numbers, and '" + text + "' is none");
            }
            if (scale == Scale.ORDINAL && !numbers && columns.classes.isEmpty()) {
                throw new IllegalArgumentException("column '" + columns.label
                        + "': an ordinal scale of words needs their order; say it with --ranks lowest,…,highest");
            }
            double[] values = new double[names.size()];
            Arrays.setAll(values, k -> needsNumbers ? number(names.get(k)) : k);
            return new Classes(names, values);
        }

        private static double number(String text) {
            try {
                return Double.parseDouble(text);
            } catch (NumberFormatException e) {
                return Double.NaN;
            }
        }

        int place(String text, String column, int row) {
            @Nullable Integer place = places.get(text);
            if (place == null) {
                throw new IllegalArgumentException(
                        "column '" + column + "' row " + row + ": '" + text + "' is none of " + names);
            }
            return place;
        }
    }
}
