package dev.trefoil.core.agreement;

import java.util.Arrays;

/// Who gave which item which label, each by a dense number from 0 on: one entry for each label given, grouped
/// by item. Memory and time grow with the labels, not with items × annotators. Immutable.
public final class Annotations {
    private final int[] starts;
    private final int[] annotator;
    private final int[] label;
    private final int annotators;
    private final int classes;
    private final int[] annotatorsAsTheyCame;
    private final int[] labelsAsTheyCame;

    private Annotations(
            int[] starts,
            int[] annotator,
            int[] label,
            int annotators,
            int classes,
            int[][] annotatorsAndLabelsAsTheyCame) {
        this.starts = starts;
        this.annotator = annotator;
        this.label = label;
        this.annotators = annotators;
        this.classes = classes;
        this.annotatorsAsTheyCame = annotatorsAndLabelsAsTheyCame[0];
        this.labelsAsTheyCame = annotatorsAndLabelsAsTheyCame[1];
    }

    /// One label for each place of the arrays; `classes` is above every label. An [IllegalArgumentException]
    /// says which annotator labelled an item twice.
    public static Annotations of(int[] item, int[] annotator, int[] label, int classes) {
        int n = item.length;
        if (annotator.length != n || label.length != n) {
            throw new IllegalArgumentException("each label needs an item and an annotator");
        }
        if (n == 0) {
            throw new IllegalArgumentException("there is no label");
        }
        int items = highest(item, "item") + 1;
        int annotators = highest(annotator, "annotator") + 1;
        if (highest(label, "label") >= classes) {
            throw new IllegalArgumentException("a label is below the number of classes, " + classes);
        }
        int[] starts = new int[items + 1];
        for (int of : item) {
            starts[of + 1]++;
        }
        for (int i = 0; i < items; i++) {
            starts[i + 1] += starts[i];
        }
        int[] next = Arrays.copyOf(starts, items);
        int[] who = new int[n];
        int[] what = new int[n];
        for (int at = 0; at < n; at++) {
            int to = next[item[at]]++;
            who[to] = annotator[at];
            what[to] = label[at];
        }
        int[] last = new int[annotators];
        for (int i = 0; i < items; i++) {
            for (int at = starts[i]; at < starts[i + 1]; at++) {
                if (last[who[at]] == i + 1) {
                    throw new IllegalArgumentException("annotator " + who[at] + " labelled item " + i + " twice");
                }
                last[who[at]] = i + 1;
            }
        }
        int[][] came = {asTheyCame(annotator, annotators), asTheyCame(label, classes)};
        return new Annotations(starts, who, what, annotators, classes, came);
    }

    private static int highest(int[] ids, String what) {
        int highest = 0;
        for (int id : ids) {
            if (id < 0) {
                throw new IllegalArgumentException("the number of a " + what + " is at least 0, not " + id);
            }
            highest = Math.max(highest, id);
        }
        return highest;
    }

    /// By id, the place in the order of first use; ids that are never used come last.
    private static int[] asTheyCame(int[] ids, int count) {
        int[] places = new int[count];
        Arrays.fill(places, -1);
        int next = 0;
        for (int id : ids) {
            if (places[id] < 0) {
                places[id] = next++;
            }
        }
        for (int id = 0; id < count; id++) {
            places[id] = places[id] < 0 ? next++ : places[id];
        }
        return places;
    }

    public int items() {
        return starts.length - 1;
    }

    public int annotators() {
        return annotators;
    }

    public int classes() {
        return classes;
    }

    /// How many labels were given in all.
    public int size() {
        return label.length;
    }

    /// How many labels an item has.
    public int size(int item) {
        return starts[item + 1] - starts[item];
    }

    /// The place of an item's first label; its others follow.
    int start(int item) {
        return starts[item];
    }

    int annotatorAt(int place) {
        return annotator[place];
    }

    int labelAt(int place) {
        return label[place];
    }

    int annotatorCame(int id) {
        return annotatorsAsTheyCame[id];
    }

    int labelCame(int id) {
        return labelsAsTheyCame[id];
    }

    /// How many items each annotator labelled.
    public int[] itemsOfAnnotators() {
        int[] counts = new int[annotators];
        for (int who : annotator) {
            counts[who]++;
        }
        return counts;
    }

    /// The share of labels that other annotators gave the same item, and that are the same: weighted by
    /// co-annotators; NaN for one who shares no item.
    public double[] agreementWithOthers() {
        double[] same = new double[annotators];
        double[] pairs = new double[annotators];
        int[] votes = new int[classes];
        for (int i = 0; i < items(); i++) {
            count(i, votes, 1);
            int others = size(i) - 1;
            for (int at = starts[i]; at < starts[i + 1]; at++) {
                same[annotator[at]] += votes[label[at]] - 1;
                pairs[annotator[at]] += others;
            }
            count(i, votes, 0);
        }
        for (int j = 0; j < annotators; j++) {
            same[j] /= pairs[j];
        }
        return same;
    }

    /// Adds an item's labels to votes, or sets their votes back to 0.
    void count(int item, int[] votes, int step) {
        for (int at = starts[item]; at < starts[item + 1]; at++) {
            votes[label[at]] = step == 0 ? 0 : votes[label[at]] + step;
        }
    }

    /// Items by the first annotator's label × the second's, row-major, of those that both labelled.
    public double[] table(int first, int second) {
        double[] table = new double[Math.multiplyExact(classes, classes)];
        for (int i = 0; i < items(); i++) {
            int row = -1;
            int column = -1;
            for (int at = starts[i]; at < starts[i + 1]; at++) {
                row = annotator[at] == first ? label[at] : row;
                column = annotator[at] == second ? label[at] : column;
            }
            if (row >= 0 && column >= 0) {
                table[row * classes + column]++;
            }
        }
        return table;
    }
}
