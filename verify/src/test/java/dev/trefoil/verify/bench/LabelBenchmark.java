package dev.trefoil.verify.bench;

import dev.trefoil.core.agreement.Annotations;
import dev.trefoil.core.agreement.Consensus;
import dev.trefoil.core.agreement.DawidSkene;
import dev.trefoil.core.labelissue.ConfidentJoint;
import dev.trefoil.core.labelissue.IssueFilter;
import dev.trefoil.core.labelissue.LabelIssues;
import dev.trefoil.core.labelissue.LabelQuality;
import dev.trefoil.core.labelissue.LabelledRows;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/// Dawid-Skene on 100,000 items with 5 labels each, some easier to tell than others, and label issues of 1,000,000 rows
/// in 10 classes; CPU seconds of one thread. The labels follow a formula that `statistics_benchmark.py` repeats for
/// crowd-kit and cleanlab.
final class LabelBenchmark {
    private static final int ITEMS = 100_000;
    private static final int EACH = 5;
    private static final int ROWS = 1_000_000;
    private static final int CLASSES = 10;

    private LabelBenchmark() {}

    static void run(PrintStream out) {
        dawidSkene(out, 0.5, 0.45, 500, 4);
        dawidSkene(out, 0.2, 0.5, 500, 4);
        dawidSkene(out, 0.3, 0.4, 5_000, 4);
        dawidSkene(out, 0.2, 0.5, 500, 10);
        issues(out);
    }

    /// A number in [0, 1) that looks random.
    private static double noise(long seed) {
        long mixed = seed * 2_654_435_761L + 12_345 & 0xffffffffL;
        mixed = (mixed ^ mixed >>> 16) * 2_246_822_519L & 0xffffffffL;
        return ((mixed ^ mixed >>> 13) & 0xffffffffL) / 4_294_967_296.0;
    }

    /// The best annotator labels right, instead of at random, in a share of `least + gain`.
    private static void dawidSkene(PrintStream out, double least, double gain, int annotators, int classes) {
        int n = ITEMS * EACH;
        int[] item = new int[n];
        int[] annotator = new int[n];
        int[] label = new int[n];
        for (int at = 0; at < n; at++) {
            item[at] = at / EACH;
            annotator[at] = (item[at] * 7 + at % EACH * 101) % annotators;
            boolean right = noise(at) < least + gain * annotator[at] / annotators;
            label[at] = right ? item[at] % classes : (int) (classes * noise(at + n));
        }
        String shape = annotators + " annotators, " + classes + " classes";
        for (int round = 0; round < 6; round++) {
            double before = cpuSeconds();
            Consensus consensus = DawidSkene.of(Annotations.of(item, annotator, label, classes));
            report(out, shape + ", ids are numbers", cpuSeconds() - before, consensus);
        }
        String[] items = texts("i", item);
        String[] workers = texts("w", annotator);
        String[] labels = texts("l", label);
        for (int round = 0; round < 6; round++) {
            double before = cpuSeconds();
            Consensus consensus =
                    DawidSkene.of(Annotations.of(numbered(items), numbered(workers), numbered(labels), classes));
            report(out, shape + ", ids are texts", cpuSeconds() - before, consensus);
        }
    }

    private static void report(PrintStream out, String shape, double spent, Consensus consensus) {
        long sum = 0;
        for (int i = 0; i < ITEMS; i++) {
            sum += (long) consensus.label(i) * (i % 97 + 1);
        }
        out.printf(
                Locale.ROOT, "dawid-skene 100,000 items × 5 labels, %s: %.3f CPU-s, checksum %d%n", shape, spent, sum);
    }

    private static String[] texts(String kind, int[] ids) {
        return Arrays.stream(ids).mapToObj(id -> kind + id).toArray(String[]::new);
    }

    /// Each text's number in the order in which they come, as `trefoil agreement` numbers them.
    private static int[] numbered(String[] texts) {
        Map<String, Integer> numbers = new HashMap<>();
        int[] ids = new int[texts.length];
        for (int at = 0; at < ids.length; at++) {
            Integer known = numbers.putIfAbsent(texts[at], numbers.size());
            ids[at] = known == null ? numbers.size() - 1 : known;
        }
        return ids;
    }

    private static void issues(PrintStream out) {
        double[] p = new double[ROWS * CLASSES];
        int[] label = new int[ROWS];
        for (int i = 0; i < ROWS; i++) {
            int truth = (int) (CLASSES * noise(i));
            double sum = 0;
            for (int k = 0; k < CLASSES; k++) {
                double drawn = noise((long) i * CLASSES + k + 7_000_000) + (k == truth ? 4 * noise(i + 3_000_000L) : 0);
                p[i * CLASSES + k] = drawn;
                sum += drawn;
            }
            for (int k = 0; k < CLASSES; k++) {
                p[i * CLASSES + k] /= sum;
            }
            label[i] = noise(i + 5_000_000L) < 0.1 ? (truth + 1) % CLASSES : truth;
        }
        for (int round = 0; round < 4; round++) {
            double before = cpuSeconds();
            LabelledRows rows = LabelledRows.of(label, p, CLASSES);
            ConfidentJoint joint = ConfidentJoint.of(rows);
            int[] found = LabelIssues.find(rows, joint, IssueFilter.PRUNE_BY_NOISE_RATE, LabelQuality.SELF_CONFIDENCE);
            double spent = cpuSeconds() - before;
            out.printf(Locale.ROOT, "label issues 1,000,000 × 10: %.3f CPU-s, %d found%n", spent, found.length);
        }
    }

    private static double cpuSeconds() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() / 1e9;
    }
}
