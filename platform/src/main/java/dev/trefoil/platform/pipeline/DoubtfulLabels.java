package dev.trefoil.platform.pipeline;

import dev.trefoil.core.column.Column;
import dev.trefoil.core.column.ColumnBatch;
import dev.trefoil.core.labelissue.ConfidentJoint;
import dev.trefoil.core.labelissue.IssueFilter;
import dev.trefoil.core.labelissue.LabelIssues;
import dev.trefoil.core.labelissue.LabelQuality;
import dev.trefoil.core.labelissue.LabelledRows;
import dev.trefoil.core.signature.Task;
import dev.trefoil.inference.ModelPackage;
import dev.trefoil.inference.runtime.Predictions;
import dev.trefoil.platform.project.Charter;
import dev.trefoil.training.sample.Target;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// Labels that a model does not believe, on rows it did not learn from: work for people, the most suspicious first.
///
/// @param rows with a label
/// @param without rows that have none
/// @param issues labels that look wrong
/// @param estimated labels that are estimated to be wrong, by the calibrated confident joint
/// @param classes the same by given label
/// @param queue the first of the issues
record DoubtfulLabels(int rows, int without, int issues, long estimated, List<ByLabel> classes, List<Doubt> queue) {
    /// Which definition, as `trefoil label-issues` has it.
    static final String METHOD = "label-issues/cleanlab-2.9-" + IssueFilter.PRUNE_BY_NOISE_RATE.id();

    private static final int MOST_ROWS = 50_000;
    private static final int MOST_DOUBTS = 200;
    private static final int MOST_VALUES = 8;

    record ByLabel(String label, int rows, int flagged, long estimated) {}

    /// @param row number of the hold-out row, from 0
    /// @param looksLike the most probable label, with its probability `other`
    /// @param probability of the given label
    /// @param values the row as people know it: its id and its first columns
    record Doubt(
            int row, String label, String looksLike, double probability, double other, Map<String, String> values) {}

    /// An [IllegalArgumentException] for tasks without classes.
    static DoubtfulLabels of(ModelPackage model, ColumnBatch holdOut, Target target, Charter charter) {
        if (target.task() == Task.REGRESSION) {
            throw new IllegalArgumentException("labels are numbers; only classes can be doubted");
        }
        double[] truth = target.truth(holdOut);
        int[] places = IntStream.range(0, truth.length)
                .filter(i -> !Double.isNaN(truth[i]))
                .limit(MOST_ROWS)
                .toArray();
        if (places.length == 0) {
            throw new IllegalArgumentException("no hold-out row has a label");
        }
        LabelledRows rows = labelled(model.predict(holdOut.pick(places)), places, truth, target);
        ConfidentJoint joint = ConfidentJoint.of(rows);
        int[] issues = LabelIssues.find(rows, joint, IssueFilter.PRUNE_BY_NOISE_RATE, LabelQuality.SELF_CONFIDENCE);
        List<String> names = target.classes();
        List<Doubt> queue = IntStream.of(issues)
                .limit(MOST_DOUBTS)
                .mapToObj(row -> new Doubt(
                        places[row],
                        names.get(rows.label(row)),
                        names.get(rows.mostProbable(row)),
                        rows.probability(row, rows.label(row)),
                        rows.probability(row, rows.mostProbable(row)),
                        values(holdOut, places[row], charter)))
                .toList();
        int without = (int) java.util.Arrays.stream(truth).filter(Double::isNaN).count();
        return new DoubtfulLabels(
                rows.size(),
                without,
                issues.length,
                joint.estimatedErrors(),
                byLabel(rows, joint, issues, names),
                queue);
    }

    private static LabelledRows labelled(Predictions answers, int[] places, double[] truth, Target target) {
        int classes = target.classes().size();
        int[] labels = new int[places.length];
        double[] probabilities = new double[Math.multiplyExact(places.length, classes)];
        for (int i = 0; i < places.length; i++) {
            labels[i] = (int) truth[places[i]];
            if (answers.width() == 1) {
                probabilities[2 * i + 1] = answers.value(i, 0);
                probabilities[2 * i] = 1 - answers.value(i, 0);
            } else {
                for (int k = 0; k < classes; k++) {
                    probabilities[i * classes + k] = answers.value(i, k);
                }
            }
        }
        return LabelledRows.of(labels, probabilities, classes, i -> places[i]);
    }

    private static List<ByLabel> byLabel(LabelledRows rows, ConfidentJoint joint, int[] issues, List<String> names) {
        int[] given = new int[names.size()];
        int[] flagged = new int[names.size()];
        for (int i = 0; i < rows.size(); i++) {
            given[rows.label(i)]++;
        }
        for (int row : issues) {
            flagged[rows.label(row)]++;
        }
        List<ByLabel> all = new ArrayList<>();
        for (int k = 0; k < given.length; k++) {
            long wrong = 0;
            for (int j = 0; j < given.length; j++) {
                wrong += j == k ? 0 : joint.estimate(k, j);
            }
            all.add(new ByLabel(names.get(k), given[k], flagged[k], wrong));
        }
        return all;
    }

    private static Map<String, String> values(ColumnBatch rows, int row, Charter charter) {
        List<String> names = new ArrayList<>();
        String id = charter.data().id();
        if (id != null && rows.schema().contains(id)) {
            names.add(id);
        }
        rows.schema().names().stream()
                .filter(name -> !names.contains(name))
                .filter(name -> !name.equals(charter.data().label().name()))
                .limit(MOST_VALUES)
                .forEach(names::add);
        Map<String, String> values = new LinkedHashMap<>();
        for (String name : names) {
            Column column = rows.column(name);
            values.put(name, column.missing(row) ? "" : String.valueOf(column.text(row)));
        }
        return values;
    }
}
