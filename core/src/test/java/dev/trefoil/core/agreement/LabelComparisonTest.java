package dev.trefoil.core.agreement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.trefoil.core.labelissue.ConfidentJoint;
import dev.trefoil.core.labelissue.IssueFilter;
import dev.trefoil.core.labelissue.LabelIssues;
import dev.trefoil.core.labelissue.LabelQuality;
import dev.trefoil.core.labelissue.LabelledRows;
import dev.trefoil.core.verdict.Estimate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/// Numbers of statsmodels, scikit-learn, krippendorff, crowd-kit and cleanlab on labels that
/// `labels_cases.py` has just made; its folder is `-Dtrefoil.labels`.
@Tag("real")
final class LabelComparisonTest {
    private static final ItemDraws DRAWS = new ItemDraws(100, 1, 0.95);

    private final Path folder = Path.of(System.getProperty("trefoil.labels", ""));
    private final Map<String, Double> ours = new HashMap<>();
    private final Map<String, String> lists = new HashMap<>();

    @TestFactory
    Stream<DynamicTest> everyNumberEqualsTheReference() throws IOException {
        assertThat(folder.resolve("expected.csv")).as("made by labels_cases.py").exists();
        agreement();
        consensus();
        for (String name : List.of("three", "two", "many", "few")) {
            issues(name);
        }
        String seed = Files.readString(folder.resolve("seed.txt"));
        Map<String, List<String[]>> families = Files.readAllLines(folder.resolve("expected.csv")).stream()
                .skip(1)
                .map(line -> line.split(",", -1))
                .collect(Collectors.groupingBy(cells -> cells[0].replaceFirst("(\\.\\d+)+$", "")));
        Stream<DynamicTest> numbers = families.entrySet().stream()
                .map(family -> DynamicTest.dynamicTest(
                        family.getKey() + " (seed " + seed + ")",
                        () -> family.getValue().forEach(this::compare)));
        Stream<DynamicTest> rows = Files.readAllLines(folder.resolve("lists.csv")).stream()
                .skip(1)
                .map(line -> line.split(",", -1))
                .map(cells -> DynamicTest.dynamicTest(
                        cells[0] + " (seed " + seed + ")",
                        () -> assertThat(lists.get(cells[0])).isEqualTo(cells[1].strip())));
        return Stream.concat(numbers, rows);
    }

    private void compare(String[] cells) {
        double expected = Double.parseDouble(cells[1]);
        double tolerance = Double.parseDouble(cells[2].strip());
        assertThat(ours).containsKey(cells[0]);
        assertThat(ours.get(cells[0])).as(cells[0]).isCloseTo(expected, within(tolerance * Math.abs(expected) + 1e-15));
    }

    private void agreement() throws IOException {
        Annotations full = annotations("full.csv");
        ours.put("fleiss", FleissKappa.of(full).fleiss(DRAWS).value());
        ours.put("randolph", FleissKappa.of(full).randolph(DRAWS).value());
        for (CohenKappa kind : CohenKappa.values()) {
            String name = "cohen." + kind.name().toLowerCase(Locale.ROOT);
            Estimate kappa = kind.of(full.table(0, 1), 5, 0.95);
            ours.put(name, kappa.value());
            ours.put(name + ".sklearn", kappa.value());
            ours.put(name + ".low", kappa.low());
            ours.put(name + ".high", kappa.high());
        }
        Annotations sparse = annotations("sparse.csv");
        double[] values =
                IntStream.rangeClosed(1, sparse.classes()).mapToDouble(k -> k).toArray();
        for (Scale scale : Scale.values()) {
            Estimate alpha = KrippendorffAlpha.of(sparse, scale, values).estimate(DRAWS);
            ours.put("alpha." + scale.id(), alpha.value());
        }
    }

    private void consensus() throws IOException {
        Annotations rows = annotations("consensus.csv");
        Consensus majority = MajorityVote.of(rows, 1);
        for (int i = 0; i < rows.items(); i++) {
            ours.put("majority." + i, (double) majority.label(i));
        }
        Map<String, Consensus> models =
                Map.of("dawid-skene", DawidSkene.of(rows), "one-coin", DawidSkene.oneCoin(rows), "mace", Mace.of(rows));
        models.forEach((name, model) -> {
            for (int i = 0; i < rows.items(); i++) {
                for (int k = 0; k < rows.classes(); k++) {
                    ours.put(name + "." + i + "." + k, model.probability(i, k).orElseThrow());
                }
            }
            for (int j = 0; j < rows.annotators(); j++) {
                ours.put(name + ".skill." + j, model.annotatorQuality(j));
            }
        });
        Map<String, double[]> model = columns("model.csv");
        double[] p = new double[rows.items() * 4];
        for (int i = 0; i < rows.items(); i++) {
            for (int k = 0; k < 4; k++) {
                p[4 * i + k] = model.get("p" + k)[i];
            }
        }
        CrowdlabResult crowdlab = Crowdlab.of(rows, p, 1);
        ours.put("crowdlab.model", crowdlab.modelWeight());
        ours.put("crowdlab.annotators", crowdlab.annotatorWeights());
        for (int i = 0; i < rows.items(); i++) {
            ours.put("crowdlab.label." + i, (double) crowdlab.consensus().label(i));
            ours.put("crowdlab.quality." + i, crowdlab.consensus().confidence(i));
        }
        for (int j = 0; j < rows.annotators(); j++) {
            ours.put("crowdlab.annotator." + j, crowdlab.consensus().annotatorQuality(j));
            ours.put("crowdlab.worst." + j, (double) crowdlab.worstClasses().get(j));
        }
    }

    private void issues(String name) throws IOException {
        Map<String, double[]> columns = columns("issues-" + name + ".csv");
        int classes = columns.size() - 1;
        int[] labels =
                Arrays.stream(columns.get("label")).mapToInt(v -> (int) v).toArray();
        double[] p = new double[labels.length * classes];
        for (int i = 0; i < labels.length; i++) {
            for (int k = 0; k < classes; k++) {
                p[i * classes + k] = columns.get("p" + k)[i];
            }
        }
        LabelledRows rows = LabelledRows.of(labels, p, classes);
        ConfidentJoint joint = ConfidentJoint.of(rows);
        for (int i = 0; i < classes; i++) {
            ours.put(name + ".threshold." + i, joint.threshold(i));
            for (int j = 0; j < classes; j++) {
                ours.put(name + ".count." + i + "." + j, (double) joint.count(i, j));
                ours.put(name + ".estimate." + i + "." + j, (double) joint.estimate(i, j));
            }
        }
        for (LabelQuality quality : LabelQuality.values()) {
            for (int i = 0; i < rows.size(); i++) {
                ours.put(name + "." + quality.name().toLowerCase(Locale.ROOT) + "." + i, quality.score(rows, i));
            }
        }
        for (IssueFilter filter : IssueFilter.values()) {
            int[] found = LabelIssues.find(rows, joint, filter, LabelQuality.SELF_CONFIDENCE);
            lists.put(
                    name + "." + filter.name().toLowerCase(Locale.ROOT),
                    Arrays.stream(found).mapToObj(Integer::toString).collect(Collectors.joining(" ")));
        }
    }

    private Annotations annotations(String file) throws IOException {
        Map<String, double[]> columns = columns(file);
        int[] label = ints(columns.get("label"));
        int classes = Arrays.stream(label).max().orElseThrow() + 1;
        return Annotations.of(ints(columns.get("item")), ints(columns.get("annotator")), label, classes);
    }

    private static int[] ints(double[] values) {
        return Arrays.stream(values).mapToInt(v -> (int) v).toArray();
    }

    private Map<String, double[]> columns(String file) throws IOException {
        List<String> lines = Files.readAllLines(folder.resolve(file));
        String[] names = lines.getFirst().split(",", -1);
        List<String[]> cells = new ArrayList<>();
        lines.stream().skip(1).forEach(line -> cells.add(line.split(",", -1)));
        Map<String, double[]> columns = new HashMap<>();
        for (int k = 0; k < names.length; k++) {
            int at = k;
            columns.put(
                    names[k],
                    cells.stream()
                            .mapToDouble(row -> Double.parseDouble(row[at]))
                            .toArray());
        }
        return columns;
    }
}
