package dev.trefoil.core.labelissue;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.PrimitiveIterator;
import java.util.stream.IntStream;

/// Rows whose given label is probably wrong, as `find_label_issues` of cleanlab 2.9 finds them. About one in
/// five flags on a clean set is a real error, so the list is work for people and not a correction. At least
/// one row of every label is kept; equal scores are taken in the order of the rows.
public final class LabelIssues {
    private static final double FAVOUR = 1e-6;
    private static final int KEPT = 1;

    private final LabelledRows rows;
    private final ConfidentJoint joint;
    private final int[][] byLabel;

    private LabelIssues(LabelledRows rows, ConfidentJoint joint) {
        this.rows = rows;
        this.joint = joint;
        this.byLabel = new int[rows.classes()][];
        int[] counts = rows.counts();
        for (int k = 0; k < byLabel.length; k++) {
            byLabel[k] = new int[counts[k]];
        }
        int[] next = new int[counts.length];
        for (int i = 0; i < rows.size(); i++) {
            int label = rows.label(i);
            byLabel[label][next[label]++] = i;
        }
    }

    /// The flagged rows, the most suspicious first.
    public static int[] find(LabelledRows rows, ConfidentJoint joint, IssueFilter filter, LabelQuality rankedBy) {
        LabelIssues issues = new LabelIssues(rows, joint);
        BitSet flagged = issues.flagged(filter);
        int[] found = flagged.stream().toArray();
        double[] scores = new double[found.length];
        for (int k = 0; k < found.length; k++) {
            scores[k] = rankedBy.score(rows, found[k]);
        }
        PrimitiveIterator.OfInt sorted = IntStream.range(0, found.length)
                .boxed()
                .sorted(Comparator.comparingDouble(k -> scores[k]))
                .mapToInt(k -> found[k])
                .iterator();
        int[] ranked = new int[found.length];
        Arrays.setAll(ranked, _ -> sorted.nextInt());
        return ranked;
    }

    private BitSet flagged(IssueFilter filter) {
        return switch (filter) {
            case PRUNE_BY_NOISE_RATE -> disagreeing(byNoiseRate());
            case PRUNE_BY_CLASS -> disagreeing(byClass());
            case BOTH -> {
                BitSet both = byNoiseRate();
                both.and(byClass());
                yield disagreeing(both);
            }
            case CONFIDENT_LEARNING -> disagreeing(offDiagonal());
            case PREDICTED_NEQ_GIVEN -> {
                BitSet all = new BitSet(rows.size());
                all.set(0, rows.size());
                yield disagreeing(all);
            }
            case LOW_NORMALIZED_MARGIN -> lowest(LabelQuality.NORMALIZED_MARGIN);
            case LOW_SELF_CONFIDENCE -> lowest(LabelQuality.SELF_CONFIDENCE);
        };
    }

    /// Without the rows whose most probable class is the given one, or within a millionth of it.
    private BitSet disagreeing(BitSet marked) {
        for (int i = marked.nextSetBit(0); i >= 0; i = marked.nextSetBit(i + 1)) {
            if (rows.mostProbable(i, FAVOUR) == rows.label(i)) {
                marked.clear(i);
            }
        }
        return marked;
    }

    private BitSet offDiagonal() {
        BitSet marked = new BitSet(rows.size());
        for (int i = 0; i < rows.size(); i++) {
            int guess = joint.confidentClass(i);
            marked.set(i, guess >= 0 && guess != rows.label(i));
        }
        return marked;
    }

    private BitSet lowest(LabelQuality quality) {
        BitSet marked = new BitSet(rows.size());
        int[] all = new int[rows.size()];
        Arrays.setAll(all, i -> i);
        mark(marked, all, quality.scores(rows), disagreeing(offDiagonal()).cardinality());
        return marked;
    }

    private BitSet byClass() {
        BitSet marked = new BitSet(rows.size());
        long[][] keep = kept();
        for (int k = 0; k < byLabel.length; k++) {
            int[] of = byLabel[k];
            if (of.length > KEPT) {
                double[] own = new double[of.length];
                for (int at = 0; at < own.length; at++) {
                    own[at] = rows.probability(of[at], k);
                }
                mark(marked, of, own, of.length - keep[k][k]);
            }
        }
        return marked;
    }

    private BitSet byNoiseRate() {
        BitSet marked = new BitSet(rows.size());
        long[][] wrong = kept();
        for (int k = 0; k < byLabel.length; k++) {
            for (int j = 0; byLabel[k].length > KEPT && j < byLabel.length; j++) {
                if (j != k && wrong[k][j] > 0) {
                    markMargins(marked, k, j, wrong[k][j]);
                }
            }
        }
        return marked;
    }

    /// Marks the rows labelled k whose probability of j is furthest above that of k. Those above come first,
    /// so that the others are looked at only where there are too few of them.
    private void markMargins(BitSet marked, int k, int j, long wanted) {
        int[] of = byLabel[k];
        int[] above = new int[of.length];
        double[] margins = new double[of.length];
        int size = 0;
        for (int row : of) {
            double margin = rows.probability(row, k) - rows.probability(row, j);
            if (margin < 0) {
                above[size] = row;
                margins[size++] = margin;
            }
        }
        if (size >= wanted) {
            mark(marked, Arrays.copyOf(above, size), Arrays.copyOf(margins, size), wanted);
            return;
        }
        for (int at = 0; at < of.length; at++) {
            margins[at] = rows.probability(of[at], k) - rows.probability(of[at], j);
        }
        mark(marked, of, margins, wanted);
    }

    /// Marks the `wanted` rows of lowest score, of equals the earlier ones.
    private static void mark(BitSet marked, int[] of, double[] scores, long wanted) {
        int count = (int) Math.min(wanted, of.length);
        if (count <= 0) {
            return;
        }
        double[] sorted = scores.clone();
        Arrays.sort(sorted);
        double last = sorted[count - 1];
        int below = 0;
        for (double score : scores) {
            below += score < last ? 1 : 0;
        }
        int equals = count - below;
        for (int at = 0; at < of.length; at++) {
            if (scores[at] < last || (scores[at] == last && equals-- > 0)) {
                marked.set(of[at]);
            }
        }
    }

    /// By given label and class, how many rows to prune, with at least one row of every label kept: what the
    /// diagonal is raised by is taken from the other classes alike.
    private long[][] kept() {
        int classes = rows.classes();
        long[][] prune = new long[classes][classes];
        for (int given = 0; given < classes; given++) {
            long own = joint.estimate(given, given);
            double raised = Math.max(own, KEPT) - own;
            int others = -1;
            for (int truth = 0; truth < classes; truth++) {
                others += joint.estimate(given, truth) != 0 ? 1 : 0;
            }
            double share = raised / Math.max(1.0, others);
            for (int truth = 0; truth < classes; truth++) {
                prune[given][truth] =
                        given == truth ? Math.max(own, KEPT) : (long) Math.max(0, joint.estimate(given, truth) - share);
            }
        }
        return prune;
    }
}
