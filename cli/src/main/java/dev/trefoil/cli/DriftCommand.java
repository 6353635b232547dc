package dev.trefoil.cli;

import dev.trefoil.cli.StatisticsCommand.WrongUse;
import dev.trefoil.core.column.ColumnBatch;
import dev.trefoil.core.column.Schema;
import dev.trefoil.core.drift.DomainClassifier;
import dev.trefoil.core.drift.DriftFinding;
import dev.trefoil.core.drift.DriftProfile;
import dev.trefoil.core.drift.DriftRule;
import dev.trefoil.core.drift.Persistence;
import dev.trefoil.core.drift.ReconstructionDrift;
import dev.trefoil.core.drift.ReferenceProfile;
import dev.trefoil.core.drift.WindowHistogram;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// `trefoil drift`: do the rows of today look like those of the reference?
@Command(
        name = "drift",
        description = {
            "Compares the columns of two tables, all at once or window by window.",
            "Profile trefoil also says where missing, unseen or out-of-range values became more or fewer.",
            "With --gate the exit code is 3 when a column drifted (in windows: in 2 of the last 3) or its quality broke",
            "(in windows: in the last), 4 when one could not be compared."
        },
        footer = {
            "",
            "Examples:",
            "  trefoil drift --reference train.parquet --current today.parquet --gate",
            "  trefoil drift --reference train.csv --current month.csv --time at --window 1d --columns age,carrier",
            "  trefoil drift --reference train.csv --current today.csv --profile evidently-0.7 --json"
        },
        mixinStandardHelpOptions = true)
public final class DriftCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--reference",
            required = true,
            paramLabel = "FILE",
            description = "what was normal: the training rows")
    private Path reference = Path.of("");

    @Option(names = "--current", required = true, paramLabel = "FILE", description = "rows to compare with it")
    private Path current = Path.of("");

    @Option(
            names = "--profile",
            paramLabel = "NAME",
            description = "trefoil, evidently-0.7 or nannyml-0.13 (default ${DEFAULT-VALUE})")
    private String profile = "trefoil";

    @Option(
            names = "--columns",
            split = ",",
            paramLabel = "COLUMN",
            description = "only these (default: all of the reference)")
    private List<String> columns = new ArrayList<>();

    @Option(names = "--time", paramLabel = "COLUMN", description = "event time of the current rows, for --window")
    private @Nullable String time;

    @Option(names = "--window", paramLabel = "SPAN", description = "compare span by span: 1h, 1d, 7d, 1 month")
    private @Nullable String window;

    @Option(
            names = "--multivariate",
            description =
                    "also compare all columns together: PCA reconstruction and a classifier of reference and current")
    private boolean multivariate;

    @Option(names = "--seed", paramLabel = "N", description = "of the classifier (default ${DEFAULT-VALUE})")
    private long seed = 1;

    @Option(names = "--gate", description = "exit with 3 on drift")
    private boolean gate;

    @Option(names = "--json", description = "JSON lines")
    private boolean json;

    @Override
    public Integer call() {
        return StatisticsCommand.run(spec, this::compare);
    }

    private int compare() {
        DriftProfile by = profile();
        if ((time == null) != (window == null)) {
            throw new WrongUse("--time and --window go together");
        }
        TimeWindows windows = window == null ? null : TimeWindows.parse(window);
        StatisticsOutput output =
                new StatisticsOutput(Objects.requireNonNull(spec).commandLine().getOut(), json);
        if (windows == null && !multivariate && ColumnByColumn.fits(reference) && ColumnByColumn.fits(current)) {
            return byColumn(output, by);
        }
        ColumnBatch before = StatisticsCommand.read(spec, reference);
        ColumnBatch after = StatisticsCommand.read(spec, current);
        before = before.select(compared(before.schema()));
        head(output, by, before.rows(), after.rows());
        Map<String, DriftReport> all = new LinkedHashMap<>();
        if (windows == null || time == null) {
            all.put("", report(by, before, after));
            all.get("").showDrift(output, "", after.rows());
        } else {
            for (Map.Entry<String, int[]> one :
                    windows.split(after.column(time), time).entrySet()) {
                ColumnBatch rows = after.pick(one.getValue());
                DriftReport report = report(by, before, rows);
                report.showDrift(output, one.getKey(), rows.rows());
                all.put(one.getKey(), report);
            }
        }
        output.table();
        return summary(output, by, before.schema().names(), all, windows != null);
    }

    private int summary(
            StatisticsOutput output,
            DriftProfile by,
            List<String> asked,
            Map<String, DriftReport> reports,
            boolean windowed) {
        output.row("window", "column", "quality", "", "reference", "now", "interval", "p adjusted");
        reports.forEach((window, report) -> report.showQuality(output, window));
        output.table();
        List<List<DriftFinding>> all =
                reports.values().stream().map(DriftReport::drift).toList();
        List<String> drifted = windowed ? Persistence.STANDARD.columns(all) : DriftRule.drifted(all.getFirst());
        List<String> broken = List.copyOf(reports.values()).getLast().broken();
        List<DriftFinding> last = all.getLast();
        long columnsCompared = last.stream()
                .map(DriftFinding::column)
                .filter(name -> !name.equals("*"))
                .distinct()
                .count();
        List<String> undecided = all.stream()
                .flatMap(List::stream)
                .filter(f -> Double.isNaN(f.corrected()))
                .map(DriftFinding::column)
                .distinct()
                .toList();
        List<String> leftOut = asked.stream()
                .filter(name -> last.stream().noneMatch(f -> f.column().equals(name)))
                .toList();
        ObjectNode node = StatisticsOutput.event("summary")
                .put("profile", by.id())
                .put("columns", columnsCompared)
                .put("windows", all.size())
                .put("persistent", windowed);
        ArrayNode names = node.putArray("drifted");
        drifted.forEach(names::add);
        ArrayNode quality = node.putArray("quality_broken");
        broken.forEach(quality::add);
        ArrayNode unsure = node.putArray("undecided");
        undecided.forEach(unsure::add);
        ArrayNode left = node.putArray("left_out");
        leftOut.forEach(left::add);
        if (by == DriftProfile.EVIDENTLY_0_7) {
            node.put("dataset_drift", DriftProfile.halfDrifted(last));
        }
        output.line(node);
        output.say(drifted.size() + " of " + columnsCompared + " columns drifted"
                + (windowed ? " in two of the last three windows" : "")
                + (drifted.isEmpty() ? "" : ": " + String.join(", ", drifted)));
        if (by == DriftProfile.TREFOIL) {
            output.say("the quality of " + broken.size() + " columns broke" + (windowed ? " in the last window" : "")
                    + (broken.isEmpty() ? "" : ": " + String.join(", ", broken)));
        }
        if (!undecided.isEmpty()) {
            output.say("too few values to tell: " + String.join(", ", undecided));
        }
        if (!leftOut.isEmpty()) {
            output.say("left out by profile " + by.id() + ": " + String.join(", ", leftOut) + " ("
                    + (by == DriftProfile.EVIDENTLY_0_7
                            ? "times, and texts without a word to tell them apart by"
                            : "times")
                    + ")");
        }
        boolean refused = !drifted.isEmpty() || !broken.isEmpty();
        int exit = refused
                ? StatisticsCommand.REFUSED
                : !undecided.isEmpty() || columnsCompared == 0 ? StatisticsCommand.INCONCLUSIVE : 0;
        return output.finish(gate ? exit : 0);
    }

    private DriftReport report(DriftProfile by, ColumnBatch before, ColumnBatch after) {
        DriftReport report = by == DriftProfile.TREFOIL
                ? frozen(before, after)
                : new DriftReport(by.compare(before, after), List.of());
        return multivariate
                ? report.with(List.of(
                        ReconstructionDrift.of(before).judge(after, 0.01),
                        new DomainClassifier(seed).judge(before, after)))
                : report;
    }

    private static DriftReport frozen(ColumnBatch before, ColumnBatch after) {
        DriftProfile.requireSameKinds(before, after);
        WindowHistogram window = new WindowHistogram(ReferenceProfile.of(before));
        window.record(after);
        return DriftReport.of(window);
    }

    private DriftProfile profile() {
        try {
            return DriftProfile.byName(profile);
        } catch (IllegalArgumentException e) {
            throw new WrongUse(String.valueOf(e.getMessage()));
        }
    }

    private int byColumn(StatisticsOutput output, DriftProfile by) {
        StatisticsCommand.exists(reference);
        StatisticsCommand.exists(current);
        try (ColumnByColumn files = ColumnByColumn.open(spec, reference, current)) {
            long rows = files.currentRows();
            if (rows == 0 || files.referenceRows() == 0) {
                throw new IllegalArgumentException((rows == 0 ? current : reference) + " has no rows");
            }
            List<String> names = compared(files.schema());
            for (String name : names) {
                if (files.schema().indexOf(name) < 0) {
                    throw new IllegalArgumentException(files.schema().unknown(name));
                }
            }
            head(output, by, files.referenceRows(), rows);
            DriftReport report = files.compare(by, names);
            report.showDrift(output, "", rows);
            output.table();
            return summary(output, by, names, Map.of("", report), false);
        }
    }

    private static void head(StatisticsOutput output, DriftProfile by, long before, long after) {
        output.say(before + " reference rows, " + after + " current rows, profile " + by.id());
        output.row("window", "column", "drift", "value", "beyond noise", "p", "p adjusted", "method");
    }

    private List<String> compared(Schema before) {
        List<String> names = new ArrayList<>(columns.isEmpty() ? before.names() : columns);
        if (columns.isEmpty() && time != null) {
            names.remove(time);
        }
        return names;
    }
}
