package dev.trefoil.core.agreement;

import java.util.Arrays;

/// The different (annotator, label) pairs of annotations, numbered: what annotators never said needs no room.
final class Answers {
    private static final long MOST = 300_000_000L;

    /// By place of a label, its pair.
    private final int[] pairAt;
    private final int[] annotator;
    private final int[] label;

    private Answers(int[] pairAt, int[] annotator, int[] label) {
        this.pairAt = pairAt;
        this.annotator = annotator;
        this.label = label;
    }

    static Answers of(Annotations rows) {
        long pairs = (long) rows.annotators() * rows.classes();
        Answers answers = pairs <= 4L * rows.size() ? inTable(rows, (int) pairs) : sorted(rows);
        long cells = (long) rows.classes() * (rows.items() + answers.count());
        if (cells > MOST) {
            throw new IllegalArgumentException(rows.items() + " items in " + rows.classes()
                    + " classes are too many for a probability of each; merge rare classes, or take the majority");
        }
        return answers;
    }

    /// Where all pairs that could be are few beside the labels.
    private static Answers inTable(Annotations rows, int all) {
        int classes = rows.classes();
        int[] number = new int[all];
        int[] pairAt = new int[rows.size()];
        for (int at = 0; at < pairAt.length; at++) {
            pairAt[at] = rows.annotatorAt(at) * classes + rows.labelAt(at);
            number[pairAt[at]] = 1;
        }
        int[] annotator = new int[all];
        int[] label = new int[all];
        int pairs = 0;
        for (int one = 0; one < all; one++) {
            if (number[one] > 0) {
                annotator[pairs] = one / classes;
                label[pairs] = one % classes;
                number[one] = pairs++;
            }
        }
        for (int at = 0; at < pairAt.length; at++) {
            pairAt[at] = number[pairAt[at]];
        }
        return new Answers(pairAt, Arrays.copyOf(annotator, pairs), Arrays.copyOf(label, pairs));
    }

    private static Answers sorted(Annotations rows) {
        int classes = rows.classes();
        int[] next = new int[rows.annotators() + 1];
        for (int at = 0; at < rows.size(); at++) {
            next[rows.annotatorAt(at) + 1]++;
        }
        for (int j = 0; j < rows.annotators(); j++) {
            next[j + 1] += next[j];
        }
        int[] byAnnotator = new int[rows.size()];
        for (int at = 0; at < rows.size(); at++) {
            byAnnotator[next[rows.annotatorAt(at)]++] = at;
        }
        int[] pairAt = new int[rows.size()];
        int[] annotator = new int[rows.size()];
        int[] label = new int[rows.size()];
        int[] known = new int[classes];
        int pairs = 0;
        int first = 0;
        int before = -1;
        for (int at : byAnnotator) {
            int who = rows.annotatorAt(at);
            int what = rows.labelAt(at);
            if (who != before) {
                before = who;
                first = pairs;
            }
            if (known[what] <= first || known[what] > pairs || label[known[what] - 1] != what) {
                annotator[pairs] = who;
                label[pairs++] = what;
                known[what] = pairs;
            }
            pairAt[at] = known[what] - 1;
        }
        return new Answers(pairAt, Arrays.copyOf(annotator, pairs), Arrays.copyOf(label, pairs));
    }

    int count() {
        return label.length;
    }

    int at(int place) {
        return pairAt[place];
    }

    int annotator(int pair) {
        return annotator[pair];
    }

    int label(int pair) {
        return label[pair];
    }
}
