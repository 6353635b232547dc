package dev.trefoil.core.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.trefoil.core.calibration.CalibrationLine;
import dev.trefoil.core.calibration.Isotonic;
import dev.trefoil.core.column.Column;
import dev.trefoil.core.column.ColumnBatch;
import dev.trefoil.core.column.ColumnSpec;
import dev.trefoil.core.column.NumberColumn;
import dev.trefoil.core.column.Schema;
import dev.trefoil.core.column.StringColumn;
import dev.trefoil.core.hypothesis.AndersonDarling;
import dev.trefoil.core.hypothesis.ChiSquareTest;
import dev.trefoil.core.hypothesis.CramerVonMises;
import dev.trefoil.core.hypothesis.FisherExact;
import dev.trefoil.core.hypothesis.KolmogorovSmirnov;
import dev.trefoil.core.hypothesis.MannWhitney;
import dev.trefoil.core.hypothesis.McNemar;
import dev.trefoil.core.hypothesis.MeanTest;
import dev.trefoil.core.hypothesis.MultipleTests;
import dev.trefoil.core.hypothesis.SampleSize;
import dev.trefoil.core.hypothesis.TestResult;
import dev.trefoil.core.hypothesis.Wasserstein;
import dev.trefoil.core.interval.DeLong;
import dev.trefoil.core.interval.RateInterval;
import dev.trefoil.core.metric.Costs;
import dev.trefoil.core.metric.Metric;
import dev.trefoil.core.metric.MetricEstimator;
import dev.trefoil.core.metric.MetricOptions;
import dev.trefoil.core.metric.Scored;
import dev.trefoil.core.threshold.ThresholdCurve;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/// Numbers of scikit-learn, scipy, statsmodels, Evidently and NannyML on rows that `stats_cases.py` has just
/// made; its
/// folder is `-Dtrefoil.stats`.
@Tag("real")
final class ReferenceComparisonTest {
    private final Path folder = Path.of(System.getProperty("trefoil.stats", ""));
    private final Map<String, Double> ours = new HashMap<>();

    @TestFactory
    Stream<DynamicTest> everyNumberEqualsTheReference() throws IOException {
        assertThat(folder.resolve("expected.csv")).as("made by stats_cases.py").exists();
        binary();
        classes();
        numbers();
        for (String name : List.of("large", "asymptotic", "ties", "small")) {
            samples(name);
        }
        counts();
        drift("small");
        drift("large");
        ours.put(
                "nannyml.reconstruction",
                ReconstructionDrift.of(batch("together-reference.csv", "x0", "x1", "x2", "x3"))
                        .error(batch("together-current.csv", "x0", "x1", "x2", "x3")));
        String seed = Files.readString(folder.resolve("seed.txt"));
        return Files.readAllLines(folder.resolve("expected.csv")).stream()
                .skip(1)
                .map(line -> line.split(",", -1))
                .map(cells -> DynamicTest.dynamicTest(cells[0] + " (seed " + seed + ")", () -> {
                    double expected = Double.parseDouble(cells[1]);
                    double tolerance = Double.parseDouble(cells[2].strip());
                    assertThat(ours).containsKey(cells[0]);
                    assertThat(ours.get(cells[0])).isCloseTo(expected, within(tolerance * Math.abs(expected) + 1e-15));
                }));
    }

    private void binary() throws IOException {
        Map<String, double[]> rows = numbersOf("binary.csv");
        double[] p = rows.get("p");
        double[] y = rows.get("y");
        MetricOptions options = MetricOptions.STANDARD.withThreshold(0.35).withMinPrecision(0.6);
        Scored scored = Scored.binary(p, y).withOptions(options);
        metrics("binary.", scored);
        metrics("weighted.", scored.withWeights(rows.get("w")));
        ThresholdCurve curve = ThresholdCurve.of(p, y);
        Costs costs = new Costs(20, 60);
        ours.put("threshold.f1", curve.highestF(1).cells().f(1));
        ours.put("threshold.cost", curve.cheapest(costs).cells().costPer1000(costs));
        ours.put("delong.low", DeLong.auc(p, y, 0.95).low());
        ours.put(
                "delong.difference",
                DeLong.difference(p, rows.get("q"), y, 0.95).value());
        ours.put("delong.p", DeLong.p(p, rows.get("q"), y));
        Isotonic isotonic = Isotonic.fit(p, y);
        for (double at : new double[] {0.0, 0.1, 0.33, 0.5, 0.9, 1.0}) {
            ours.put("isotonic." + at, isotonic.apply(at));
        }
        CalibrationLine line = CalibrationLine.fit(p, y, 0.95);
        ours.put("calibration.intercept", line.intercept().value());
        ours.put("calibration.slope", line.slope().value());
        ours.put("calibration.slope.low", line.slope().low());
    }

    private void classes() throws IOException {
        Map<String, double[]> rows = numbersOf("classes.csv");
        int n = rows.get("y").length;
        double[] q = new double[4 * n];
        int[] y = new int[n];
        for (int i = 0; i < n; i++) {
            y[i] = (int) rows.get("y")[i];
            for (int k = 0; k < 4; k++) {
                q[4 * i + k] = rows.get("p" + k)[i];
            }
        }
        Scored scored = Scored.multiclass(q, 4, y);
        metrics("classes.", scored);
        for (int k = 0; k < 4; k++) {
            metrics("class." + k + ".", scored.oneVersusRest(k));
        }
    }

    private void numbers() throws IOException {
        Map<String, double[]> rows = numbersOf("numbers.csv");
        metrics("numbers.", Scored.regression(rows.get("f"), rows.get("y")));
    }

    private void metrics(String prefix, Scored rows) {
        for (Metric metric : Metric.forTask(rows.task())) {
            if (metric != Metric.VALUE_PER_1000 && metric != Metric.COST_PER_1000) {
                ours.put(prefix + metric.id(), MetricEstimator.value(metric, rows));
            }
        }
    }

    private void samples(String name) throws IOException {
        double[] a = numbersOf("sample-" + name + "-a.csv").get("v");
        double[] b = numbersOf("sample-" + name + "-b.csv").get("v");
        both(name + ".ks", KolmogorovSmirnov.test(a, b));
        ours.put(name + ".ks.asymptotic", KolmogorovSmirnov.asymptotic(a, b).p());
        both(name + ".u", MannWhitney.test(a, b));
        both(name + ".cvm", CramerVonMises.test(a, b));
        both(name + ".anderson", AndersonDarling.test(List.of(a, b)));
        both(name + ".welch", MeanTest.welch(a, b));
        ours.put(name + ".wasserstein", Wasserstein.distance(a, b));
    }

    private void both(String name, TestResult result) {
        ours.put(name, result.statistic());
        ours.put(name + ".p", result.p());
    }

    private void counts() throws IOException {
        long[] c = Arrays.stream(numbersOf("cells.csv").get("v"))
                .mapToLong(v -> (long) v)
                .toArray();
        long[][] table = {{c[0], c[1]}, {c[2], c[3]}};
        ours.put("fisher", FisherExact.test(c[0], c[1], c[2], c[3]).p());
        ours.put("chi2.yates", ChiSquareTest.independence(table, true).p());
        ours.put("chi2", ChiSquareTest.independence(table, false).p());
        ours.put("mcnemar.exact", McNemar.exact(c[1], c[2]).p());
        ours.put("mcnemar", McNemar.chiSquare(c[1], c[2]).p());
        ours.put("wilson.low", RateInterval.wilson(c[0], c[0] + c[1], 0.95).low());
        ours.put("wilson.high", RateInterval.wilson(c[0], c[0] + c[1], 0.95).high());
        ours.put(
                "clopper.low",
                RateInterval.clopperPearson(c[0], c[0] + c[1], 0.95).low());
        ours.put(
                "clopper.high",
                RateInterval.clopperPearson(c[0], c[0] + c[1], 0.95).high());
        double[] p = numbersOf("p.csv").get("v");
        for (int i = 0; i < p.length; i++) {
            ours.put("holm." + i, MultipleTests.holm(p)[i]);
            ours.put("bh." + i, MultipleTests.benjaminiHochberg(p)[i]);
            ours.put("by." + i, MultipleTests.benjaminiYekutieli(p)[i]);
        }
        ours.put("samplesize", new SampleSize(0.05, 0.8).means(0.25, 1));
    }

    private void drift(String name) throws IOException {
        ColumnBatch reference = batch("drift-" + name + "-reference.csv", "x", "c");
        ColumnBatch current = batch("drift-" + name + "-current.csv", "x", "c");
        CleanColumn x = CleanColumn.numbers(reference.column("x"));
        CleanColumn xs = CleanColumn.numbers(current.column("x"));
        CleanColumn c = CleanColumn.texts(reference.column("c"));
        CleanColumn cs = CleanColumn.texts(current.column("c"));
        for (EvidentlyStatistic statistic : EvidentlyStatistic.values()) {
            String key = "evidently." + name + "." + statistic.name();
            if (statistic != EvidentlyStatistic.CHI_SQUARE && statistic != EvidentlyStatistic.Z) {
                ours.put(key + ".x", statistic.of(x, xs));
            }
            if (statistic.ordinal() <= EvidentlyStatistic.HELLINGER.ordinal()) {
                ours.put(key + ".c", statistic.of(c, cs));
            }
        }
        for (NannyStatistic statistic : NannyStatistic.values()) {
            String key = "nannyml." + name + "." + statistic.name();
            if (statistic.ordinal() < NannyStatistic.CHI_SQUARE.ordinal()) {
                ours.put(key + ".x", statistic.of(x, xs));
            }
            if (statistic != NannyStatistic.WASSERSTEIN && statistic != NannyStatistic.KS) {
                ours.put(key + ".c", statistic.of(c, cs));
            }
        }
    }

    private Map<String, double[]> numbersOf(String file) throws IOException {
        Map<String, double[]> numbers = new LinkedHashMap<>();
        texts(file)
                .forEach((name, cells) -> numbers.put(
                        name,
                        Arrays.stream(cells).mapToDouble(Double::parseDouble).toArray()));
        return numbers;
    }

    private ColumnBatch batch(String file, String... names) throws IOException {
        Map<String, String[]> texts = texts(file);
        List<Column> columns =
                Arrays.stream(names).map(name -> column(texts.get(name))).toList();
        List<ColumnSpec> specs = Stream.iterate(0, i -> i < names.length, i -> i + 1)
                .map(i -> new ColumnSpec(names[i], columns.get(i).type()))
                .toList();
        return new ColumnBatch(new Schema(specs), columns);
    }

    private static Column column(String[] cells) {
        return cells[0].matches("-?[0-9].*")
                ? new NumberColumn(
                        Arrays.stream(cells).mapToDouble(Double::parseDouble).toArray())
                : new StringColumn(cells);
    }

    private Map<String, String[]> texts(String file) throws IOException {
        List<String> lines = Files.readAllLines(folder.resolve(file));
        String[] names = lines.getFirst().split(",", -1);
        Map<String, String[]> texts = new LinkedHashMap<>();
        for (int k = 0; k < names.length; k++) {
            int at = k;
            texts.put(
                    names[k],
                    lines.stream().skip(1).map(line -> line.split(",", -1)[at]).toArray(String[]::new));
        }
        return texts;
    }
}
