package dev.trefoil.core.unlabelled;

import dev.trefoil.core.ReferenceNumbers;
import dev.trefoil.core.column.ColumnBatch;
import dev.trefoil.core.column.ColumnSpec;
import dev.trefoil.core.column.ColumnType;
import dev.trefoil.core.column.NumberColumn;
import dev.trefoil.core.column.Schema;
import dev.trefoil.core.metric.Metric;
import dev.trefoil.core.metric.MetricOptions;
import dev.trefoil.core.verdict.Estimate;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/// Estimates of NannyML on rows that `estimate_cases.py` has just made.
@Tag("real")
final class NannyEstimateTest {
    private final ReferenceNumbers reference = new ReferenceNumbers("estimate");

    @TestFactory
    Stream<DynamicTest> everyEstimateEqualsNannyMl() throws IOException {
        probabilities("believable");
        probabilities("flattering");
        classes("believable-classes");
        classes("flattering-classes");
        Map<String, double[]> known = reference.table("numbers-reference.csv");
        Map<String, double[]> now = reference.table("numbers-current.csv");
        LossEstimator dle = new LossEstimator(batch(known), known.get("y"), known.get("f"), null, 1);
        for (Metric metric : List.of(Metric.MAE, Metric.MSE, Metric.RMSE, Metric.MAPE)) {
            reference.put(
                    "numbers." + metric.id(),
                    dle.estimate(metric, batch(now), now.get("f").length, 0.95).value());
        }
        reference.put("numbers.mae.sampling", dle.samplingError(Metric.MAE, now.get("f").length));
        reference.put("numbers.mse.sampling", dle.samplingError(Metric.MSE, now.get("f").length));
        return reference.compared();
    }

    private void probabilities(String name) throws IOException {
        Map<String, double[]> known = reference.table(name + "-reference.csv");
        double[] now = reference.table(name + "-current.csv").get("p");
        boolean calibrated = reference.expected(name + ".calibrated") == 1;
        ConfidenceEstimator cbpe =
                ConfidenceEstimator.cbpe(new Reference(known.get("p"), known.get("y"), null), List.of(calibrated), 1);
        reference.put(name + ".calibrated", calibrated ? 1 : 0);
        List<Metric> metrics = List.of(
                Metric.AUC,
                Metric.AVERAGE_PRECISION,
                Metric.F1,
                Metric.PRECISION,
                Metric.RECALL,
                Metric.SPECIFICITY,
                Metric.ACCURACY);
        List<Estimate> estimates = cbpe.estimates(metrics, now, null, MetricOptions.STANDARD, 0.95);
        for (int m = 0; m < metrics.size(); m++) {
            reference.put(name + "." + metrics.get(m).id(), estimates.get(m).value());
        }
    }

    private void classes(String name) throws IOException {
        Map<String, double[]> known = reference.table(name + "-reference.csv");
        List<Boolean> calibrated = new ArrayList<>();
        for (String one : List.of("a", "b", "c")) {
            String decided = name + ".calibrated." + one;
            calibrated.add(reference.expected(decided) == 1);
            reference.put(decided, calibrated.getLast() ? 1 : 0);
        }
        int[] truth = Arrays.stream(known.get("y")).mapToInt(y -> (int) y).toArray();
        ConfidenceEstimator cbpe =
                ConfidenceEstimator.cbpe(Reference.ofClasses(probabilities(known), 3, truth, null), calibrated, 1);
        List<Metric> metrics = List.of(
                Metric.MACRO_AUC,
                Metric.MACRO_F1,
                Metric.MACRO_PRECISION,
                Metric.MACRO_RECALL,
                Metric.MACRO_SPECIFICITY,
                Metric.ACCURACY);
        double[] now = probabilities(reference.table(name + "-current.csv"));
        List<Estimate> estimates = cbpe.estimates(metrics, now, null, MetricOptions.STANDARD, 0.95);
        for (int m = 0; m < metrics.size(); m++) {
            reference.put(name + "." + metrics.get(m).id(), estimates.get(m).value());
        }
    }

    private static double[] probabilities(Map<String, double[]> table) {
        int rows = table.get("p_a").length;
        double[] flat = new double[3 * rows];
        for (int i = 0; i < rows; i++) {
            flat[3 * i] = table.get("p_a")[i];
            flat[3 * i + 1] = table.get("p_b")[i];
            flat[3 * i + 2] = table.get("p_c")[i];
        }
        return flat;
    }

    private static ColumnBatch batch(Map<String, double[]> table) {
        List<ColumnSpec> specs =
                List.of(new ColumnSpec("x", ColumnType.NUMBER), new ColumnSpec("f", ColumnType.NUMBER));
        return new ColumnBatch(
                new Schema(specs), List.of(new NumberColumn(table.get("x")), new NumberColumn(table.get("f"))));
    }
}
