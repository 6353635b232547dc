package dev.trefoil.cli;

import dev.trefoil.cli.StatisticsCommand.WrongUse;
import dev.trefoil.core.column.Column;
import dev.trefoil.core.column.ColumnBatch;
import dev.trefoil.core.detector.Detector;
import dev.trefoil.core.detector.DetectorKind;
import dev.trefoil.core.detector.DetectorOption;
import dev.trefoil.core.detector.DetectorSettings;
import dev.trefoil.core.detector.EDetector;
import dev.trefoil.core.detector.Signal;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.ObjectNode;

/// `trefoil detect`: where did a stream of losses change?
@Command(
        name = "detect",
        description = {
            "Reads a column as a stream, one value after another, and says at which rows it changed (the first row of",
            "the file is 0). Missing values are left out. With --gate the exit code is 3 when it changed, 4 when there",
            "were too few values to tell. --list shows the detectors and their options."
        },
        footer = {
            "",
            "Examples:",
            "  trefoil detect --data stream.csv --column error",
            "  trefoil detect --data stream.csv --column error --option mean=0.20 --option tolerance=0.02 --gate",
            "  trefoil detect --data losses.parquet --column loss --order answered_at --detector adwin"
        },
        mixinStandardHelpOptions = true)
public final class DetectCommand implements Callable<Integer> {
    private static final int SHOWN = 20;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--data", paramLabel = "FILE", description = "the stream: CSV, JSON Lines or Parquet")
    private @Nullable Path data;

    @Option(
            names = "--column",
            paramLabel = "COLUMN",
            description = "the loss: 1 for an error and 0 for none, or a number")
    private @Nullable String column;

    @Option(
            names = "--detector",
            paramLabel = "NAME",
            description =
                    "e-detector, adwin, ddm, eddm, hddm-a, hddm-w, page-hinkley or kswin (default ${DEFAULT-VALUE})")
    private String detector = "e-detector";

    @Option(names = "--option", paramLabel = "K=V", description = "a setting of the detector; may be repeated")
    private Map<String, String> options = new LinkedHashMap<>();

    @Option(
            names = "--order",
            paramLabel = "COLUMN",
            description = "in which order rows came (default: as in the file)")
    private @Nullable String order;

    @Option(names = "--list", description = "the detectors and their options")
    private boolean list;

    @Option(names = "--gate", description = "exit with 3 when the stream changed")
    private boolean gate;

    @Option(names = "--json", description = "JSON lines")
    private boolean json;

    @Override
    public Integer call() {
        return StatisticsCommand.run(spec, list ? this::describe : this::detect);
    }

    private StatisticsOutput output() {
        return new StatisticsOutput(Objects.requireNonNull(spec).commandLine().getOut(), json);
    }

    private int describe() {
        StatisticsOutput output = output();
        output.row("detector", "option", "default", "what it is");
        for (DetectorKind kind : DetectorKind.values()) {
            output.row(kind.id(), "", "", kind.says());
            for (DetectorOption option : kind.options()) {
                String words = option.words().isEmpty() ? "" : ": " + String.join(", ", option.words());
                output.row("", option.name(), option.standardText(), option.says() + words);
                output.line(StatisticsOutput.event("option")
                        .put("detector", kind.id())
                        .put("method", kind.method())
                        .put("option", option.name())
                        .put("standard", option.standardText())
                        .put("says", option.says() + words));
            }
        }
        output.table();
        return output.finish(0);
    }

    private int detect() {
        if (data == null || column == null) {
            throw new WrongUse("--data FILE and --column COLUMN are needed (or --list)");
        }
        DetectorSettings settings = settings();
        Detector watch = detector(settings);
        ColumnBatch rows = StatisticsCommand.read(spec, data, column);
        Column losses = rows.column(column);
        double[] values = new ScoredColumns(rows, column, null, null).numbers(column);
        StatisticsOutput output = output();
        Watched seen = new Watched(output, settings);
        for (int row : StatisticsCommand.order(rows, order)) {
            if (losses.missing(row)) {
                seen.missing++;
                continue;
            }
            try {
                seen.take(row, values[row], watch.update(values[row]));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("column '" + column + "' row " + row + ": " + e.getMessage(), e);
            }
            seen.ready |= watch.ready();
        }
        if (seen.values == 0) {
            throw new IllegalArgumentException("column '" + column + "' has no value");
        }
        return seen.finish(watch);
    }

    private DetectorSettings settings() {
        try {
            return DetectorSettings.of(DetectorKind.byName(detector), options);
        } catch (IllegalArgumentException e) {
            throw new WrongUse(String.valueOf(e.getMessage()));
        }
    }

    private static Detector detector(DetectorSettings settings) {
        try {
            return settings.detector();
        } catch (IllegalArgumentException e) {
            throw new WrongUse(String.valueOf(e.getMessage()));
        }
    }

    /// What was seen of a stream so far.
    private final class Watched {
        private final StatisticsOutput output;
        private final DetectorSettings settings;
        private Signal before = Signal.NONE;
        private long values;
        private long missing;
        private long drifts;
        private long warnings;
        private boolean ready;

        private Watched(StatisticsOutput output, DetectorSettings settings) {
            this.output = output;
            this.settings = settings;
            output.row("row", "signal", "value");
        }

        /// Every drift counts, and the first value of each warning.
        void take(int row, double value, Signal signal) {
            boolean news = signal == Signal.DRIFT || (signal == Signal.WARNING && before != Signal.WARNING);
            before = signal;
            if (news) {
                drifts += signal == Signal.DRIFT ? 1 : 0;
                warnings += signal == Signal.WARNING ? 1 : 0;
                String word = signal == Signal.DRIFT ? "drift" : "warning";
                ObjectNode node = StatisticsOutput.event(word).put("row", row).put("place", values);
                StatisticsOutput.put(node, "value", value);
                output.line(node.put("method", settings.method()));
                if (drifts + warnings <= SHOWN) {
                    output.row(row, word, value);
                }
            }
            values++;
        }

        int finish(Detector watch) {
            if (drifts + warnings > 0) {
                output.table();
            } else {
                output.forget();
            }
            ObjectNode node = StatisticsOutput.event("summary")
                    .put("detector", settings.kind().id());
            node.put("method", settings.method()).put("values", values).put("missing", missing);
            node.put("drifts", drifts).put("warnings", warnings).put("enough", ready);
            if (watch instanceof EDetector bets) {
                StatisticsOutput.put(node, "tolerated", bets.tolerated());
            }
            ObjectNode used = node.putObject("options");
            settings.texts().forEach(used::put);
            output.line(node);
            if (drifts + warnings > SHOWN) {
                output.say("… and " + (drifts + warnings - SHOWN) + " more; --json lists them all");
            }
            output.say(values + " values of '" + column + "'"
                    + (missing > 0 ? " (" + missing + " missing left out)" : "") + ", "
                    + settings.kind().id() + ": "
                    + (!ready
                            ? "too few values to tell"
                            : drifts == 0 ? "no change found" : drifts + (drifts == 1 ? " change" : " changes")));
            if (watch instanceof EDetector bets && watch.ready()) {
                output.say("tolerated mean " + StatisticsOutput.text(bets.tolerated())
                        + "; at most one false alarm in " + settings.texts().get("arl")
                        + " values on average while the loss stays within it");
            }
            int exit = drifts > 0 ? StatisticsCommand.REFUSED : ready ? 0 : StatisticsCommand.INCONCLUSIVE;
            return output.finish(gate ? exit : 0);
        }
    }
}
