package dev.trefoil.core.drift;

import dev.trefoil.core.column.Column;
import dev.trefoil.core.column.ColumnBatch;
import dev.trefoil.core.column.ColumnSpec;
import dev.trefoil.core.interval.DeLong;
import dev.trefoil.core.verdict.Estimate;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;

/// Drift of all columns together: can a classifier tell the current rows from the reference? Extremely randomised
/// trees, five folds, AUC of the pooled out-of-fold scores. Times are left out; missing values are a value of their
/// own.
///
/// @param seed same rows and seed, same answer
/// @param least AUC from which a difference matters
public record DomainClassifier(long seed, double least) {
    private static final int FOLDS = 5;
    private static final int TREES = 50;
    private static final int ROWS_A_TREE = 10_000;

    public DomainClassifier {
        if (!(least >= 0.5 && least < 1)) {
            throw new IllegalArgumentException("the least AUC lies in [0.5, 1), not " + least);
        }
    }

    /// AUC 0.55.
    public DomainClassifier(long seed) {
        this(seed, 0.55);
    }

    /// The AUC with DeLong's interval. The rows drifted when the whole interval is above 0.5 and the value above
    /// [#least].
    public Estimate separation(ColumnBatch reference, ColumnBatch current) {
        List<String> names = reference.schema().columns().stream()
                .filter(spec -> !spec.type().temporal())
                .map(ColumnSpec::name)
                .toList();
        int n = reference.rows();
        int m = current.rows();
        if (names.isEmpty() || n < 2 * FOLDS || m < 2 * FOLDS) {
            return Estimate.none("domain-classifier/too-few-rows");
        }
        double[][] features = new double[names.size()][];
        for (int k = 0; k < features.length; k++) {
            features[k] = codes(reference.column(names.get(k)), current.column(names.get(k)));
        }
        double[] truth = new double[n + m];
        java.util.Arrays.fill(truth, n, n + m, 1);
        SplittableRandom random = new SplittableRandom(seed);
        int[] fold = folds(n, m, random);
        double[] score = new double[n + m];
        for (int f = 0; f < FOLDS; f++) {
            int held = f;
            List<Integer> training = new ArrayList<>();
            for (int i = 0; i < fold.length; i++) {
                if (fold[i] != f) {
                    training.add(i);
                }
            }
            int[] rows = training.stream().mapToInt(Integer::intValue).toArray();
            for (int t = 0; t < TREES; t++) {
                RandomTree tree = RandomTree.grow(features, truth, sample(rows, random), random);
                for (int i = 0; i < fold.length; i++) {
                    if (fold[i] == held) {
                        score[i] += tree.score(features, i);
                    }
                }
            }
        }
        Estimate auc = DeLong.auc(score, truth, 0.95);
        return new Estimate(
                auc.value(),
                auc.low(),
                auc.high(),
                auc.n(),
                auc.clusters(),
                "domain-classifier-auc/extra-trees-delong",
                0.95);
    }

    /// The same as a finding about all columns.
    public DriftFinding judge(ColumnBatch reference, ColumnBatch current) {
        Estimate auc = separation(reference, current);
        boolean drifted = auc.hasInterval() && auc.low() > 0.5 && auc.value() >= least;
        return new DriftFinding(
                "*", auc.method(), auc.value(), Math.max(0.5, auc.value()), Double.NaN, Double.NaN, drifted);
    }

    private static int[] folds(int n, int m, SplittableRandom random) {
        int[] fold = new int[n + m];
        for (int i = 0; i < fold.length; i++) {
            fold[i] = (i < n ? i : i - n) % FOLDS;
        }
        shuffle(fold, 0, n, random);
        shuffle(fold, n, n + m, random);
        return fold;
    }

    private static void shuffle(int[] values, int from, int to, SplittableRandom random) {
        for (int i = to - 1; i > from; i--) {
            int j = from + random.nextInt(i - from + 1);
            int kept = values[i];
            values[i] = values[j];
            values[j] = kept;
        }
    }

    private static int[] sample(int[] rows, SplittableRandom random) {
        int size = Math.min(ROWS_A_TREE, rows.length);
        int[] sample = new int[size];
        for (int i = 0; i < size; i++) {
            sample[i] = rows[random.nextInt(rows.length)];
        }
        return sample;
    }

    /// Numbers as they are, other values by their order; missing below everything.
    private static double[] codes(Column reference, Column current) {
        int n = reference.size();
        double[] codes = new double[n + current.size()];
        boolean numeric = reference.type().numeric() && current.type().numeric();
        TreeMap<String, Double> order = new TreeMap<>();
        for (int i = 0; i < codes.length && !numeric; i++) {
            String text = i < n ? reference.text(i) : current.text(i - n);
            if (text != null) {
                order.put(text, 0.0);
            }
        }
        double next = 0;
        for (var entry : order.entrySet()) {
            entry.setValue(next++);
        }
        for (int i = 0; i < codes.length; i++) {
            Column column = i < n ? reference : current;
            int row = i < n ? i : i - n;
            String text = numeric ? null : column.text(row);
            double value = numeric ? column.number(row) : text == null ? Double.NaN : order.getOrDefault(text, 0.0);
            codes[i] = Double.isNaN(value) ? -Double.MAX_VALUE : Math.clamp(value, -1e300, 1e300);
        }
        return codes;
    }
}
