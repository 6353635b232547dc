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
import java.nio.file.Path;
import java.util.ArrayList;
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
            "With --gate the exit code is 3 when a column drifted (in windows: in 2 of the last 3), 4 when one could not",
            "be compared."
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
        ColumnBatch before = StatisticsCommand.read(reference);
        ColumnBatch after = StatisticsCommand.read(current);
        before = before.select(compared(before.schema()));
        head(output, by, before.rows(), after.rows());
        List<List<DriftFinding>> all = new ArrayList<>();
        if (windows == null || time == null) {
            all.add(show(output, "", after.rows(), findings(by, before, after)));
        } else {
            for (Map.Entry<String, int[]> one :
                    windows.split(after.column(time), time).entrySet()) {
                ColumnBatch rows = after.pick(one.getValue());
                all.add(show(output, one.getKey(), rows.rows(), findings(by, before, rows)));
            }
        }
        output.table();
        return summary(output, by, all, windows != null);
    }

    private int summary(StatisticsOutput output, DriftProfile by, List<List<DriftFinding>> all, boolean windowed) {
        List<String> drifted = windowed ? Persistence.STANDARD.columns(all) : DriftRule.drifted(all.getFirst());
        List<DriftFinding> last = all.getLast();
        long columnsCompared = last.stream()
                .map(DriftFinding::column)
                .filter(name -> !name.equals("*"))
                .distinct()
                .count();
        boolean undecided = all.stream().flatMap(List::stream).anyMatch(f -> Double.isNaN(f.corrected()));
        ObjectNode node = StatisticsOutput.event("summary")
                .put("profile", by.id())
                .put("columns", columnsCompared)
                .put("windows", all.size())
                .put("persistent", windowed);
        ArrayNode names = node.putArray("drifted");
        drifted.forEach(names::add);
        if (by == DriftProfile.EVIDENTLY_0_7) {
            node.put("dataset_drift", DriftProfile.halfDrifted(last));
        }
        output.line(node);
        output.say(drifted.size() + " of " + columnsCompared + " columns drifted"
                + (windowed ? " in two of the last three windows" : "")
                + (drifted.isEmpty() ? "" : ": " + String.join(", ", drifted)));
        int exit = !drifted.isEmpty() ? StatisticsCommand.REFUSED : undecided ? StatisticsCommand.INCONCLUSIVE : 0;
        return output.finish(gate ? exit : 0);
    }

    private static List<DriftFinding> show(
            StatisticsOutput output, String window, long rows, List<DriftFinding> findings) {
        for (DriftFinding f : findings) {
            ObjectNode node =
                    StatisticsOutput.event("drift").put("window", window).put("column", f.column());
            node.put("method", f.method()).put("drifted", f.drifted()).put("rows", rows);
            StatisticsOutput.put(node, "value", f.value());
            StatisticsOutput.put(node, "corrected", f.corrected());
            StatisticsOutput.put(node, "p", f.p());
            StatisticsOutput.put(node, "p_adjusted", f.adjusted());
            output.line(node);
            output.row(
                    window,
                    f.column(),
                    f.drifted() ? "DRIFT" : "",
                    f.value(),
                    f.corrected(),
                    f.p(),
                    f.adjusted(),
                    f.method());
        }
        return findings;
    }

    private List<DriftFinding> findings(DriftProfile by, ColumnBatch before, ColumnBatch after) {
        List<DriftFinding> findings = new ArrayList<>(by.compare(before, after));
        if (multivariate) {
            findings.add(ReconstructionDrift.of(before).judge(after, 0.01));
            findings.add(new DomainClassifier(seed).judge(before, after));
        }
        return findings;
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
        try (ColumnByColumn files = ColumnByColumn.open(reference, current)) {
            long rows = files.currentRows();
            if (rows == 0 || files.referenceRows() == 0) {
                throw new IllegalArgumentException((rows == 0 ? current : reference) + " has no rows");
            }
            List<String> names = compared(files.schema());
            for (String name : names) {
                if (files.schema().indexOf(name) < 0) {
                    throw new IllegalArgumentException("there is no column '" + name + "'; there are "
                            + files.schema().names());
                }
            }
            head(output, by, files.referenceRows(), rows);
            List<DriftFinding> findings = show(output, "", rows, files.compare(by, names));
            output.table();
            return summary(output, by, List.of(findings), false);
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
