package dev.trefoil.table.inspect;

import static dev.trefoil.table.source.YamlText.comment;
import static dev.trefoil.table.source.YamlText.scalar;

import dev.trefoil.core.signature.Task;
import dev.trefoil.table.csv.CsvFormat;
import dev.trefoil.table.inspect.Finding.Kind;
import dev.trefoil.table.source.ReadOptions;
import dev.trefoil.table.source.YamlText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Writes what an inspection found as a project file that runs as it is, with a comment for each guess.
public final class ProjectWriter {
    private static final int LONG = 40;

    private final Inspection found;
    private final StringBuilder text = new StringBuilder();

    private ProjectWriter(Inspection found) {
        this.found = found;
    }

    /// @param project name, `[a-z0-9][a-z0-9-]*`
    /// @param path the data as the project file names it
    /// @param format how the file is read; null for Parquet and JSON Lines
    /// @param prepare the file with the query over the data; empty when there is none
    /// @param described the mean of the label for a regression, else NaN
    public static String write(
            String project,
            String path,
            @Nullable CsvFormat format,
            String prepare,
            Inspection found,
            double described) {
        ProjectWriter writer = new ProjectWriter(found);
        writer.head(project, path);
        writer.design(described);
        writer.data(path, format, prepare);
        writer.rest(project);
        return writer.text.toString();
    }

    private void line(String line) {
        text.append(line).append('\n');
    }

    private void line(String line, String comment) {
        text.append(line)
                .append(" ".repeat(Math.max(1, LONG - line.length())))
                .append(comment(comment))
                .append('\n');
    }

    private void head(String project, String path) {
        line(comment(
                "Written by trefoil init from " + path + " (" + found.report().summary() + ")."));
        line("# It runs as it is. Each comment says what a guess rests on; edit what you know better.");
        line("trefoil: 1");
        line("project: " + project);
    }

    private void design(double mean) {
        line("design:");
        line("  mode: poc", "gates advise; write production when they shall block");
        line("  problem:", "say these four in your words: they are what is signed");
        line("    decision: " + scalar("What is done with a prediction of " + found.label()));
        line("    user: Who decides with it");
        line("    unit: One row of the data");
        line("    today: How it is decided today, and how well");
        switch (found.task()) {
            case BINARY -> {
                line("    alternatives:", "ways without machine learning; add the rule that is used today");
                line("      - {id: never, when: \"false\"}");
                line("      - {id: always, when: \"true\"}");
            }
            case REGRESSION -> {
                line("    alternatives:", "ways without machine learning; add the rule that is used today");
                line(String.format(Locale.ROOT, "      - {id: always-the-mean, value: %.6g}", mean));
            }
            case MULTICLASS -> {}
        }
        if (found.task() == Task.BINARY) {
            long miss = Math.clamp(Math.round((1 - found.positiveShare()) / found.positiveShare()), 1, 1000);
            line(
                    "  costs: {false_alarm: 1, miss: " + miss + ", currency: EUR}",
                    "a guess that evens out the classes; your costs decide the threshold");
        }
        line("  requirements:");
        requirements().forEach(this::line);
    }

    private List<String> requirements() {
        List<String> lines = new ArrayList<>();
        switch (found.task()) {
            case BINARY -> {
                if (found.rare()) {
                    double share = Math.min(found.positiveShare(), 1 - found.positiveShare());
                    String precision = String.format(Locale.ROOT, "%.2f", Math.min(0.9, Math.max(3 * share, 0.05)));
                    lines.add(
                            "    - {id: R1, says: Finds the rare ones better than guessing, measure: average_precision, better_than: majority, by_at_least: "
                                    + String.format(Locale.ROOT, "%.3g", share) + "}");
                    lines.add("    - {id: R2, says: Finds a tenth of them at a precision of " + precision
                            + ", measure: recall_at_precision, precision: " + precision + ", at_least: 0.1}");
                    lines.add(
                            "    - {id: R3, says: Costs less than doing nothing, measure: cost_per_1000, better_than: never, by_at_least: 0}");
                } else {
                    lines.add(
                            "    - {id: R1, says: Better than guessing, measure: auc, better_than: majority, by_at_least: 0.05}");
                    lines.add(
                            "    - {id: R2, says: Its probabilities can be believed, measure: calibration_in_the_large, within: 0.05}");
                    lines.add(
                            "    - {id: R3, says: Costs less than doing nothing, measure: cost_per_1000, better_than: never, by_at_least: 0}");
                }
            }
            case MULTICLASS -> {
                lines.add(
                        "    - {id: R1, says: Better than the most frequent class, measure: macro_f1, better_than: majority, by_at_least: 0.05}");
                lines.add(
                        "    - {id: R2, says: Its probabilities tell more than the shares of the classes, measure: log_loss, better_than: majority, by_at_least: 0}");
            }
            case REGRESSION -> {
                lines.add(
                        "    - {id: R1, says: Errs less than the mean does, measure: rmse, better_than: majority, by_at_least: 0}");
                lines.add(
                        "    - {id: R2, says: Explains a tenth of the variance at least, measure: r2, at_least: 0.1}");
                lines.add(
                        "    - {id: R3, says: Errs less in the middle, measure: mae, better_than: majority, by_at_least: 0}");
            }
        }
        lines.add(
                "    - {id: R" + (lines.size() + 1) + ", says: Answers at once, measure: latency_p99, at_most: 50ms}");
        return lines;
    }

    private void data(String path, @Nullable CsvFormat format, String prepare) {
        line("data:");
        line("  sources:");
        line("    " + table(path) + ":");
        line("      path: " + scalar(path));
        if (format != null) {
            reading(format);
        }
        for (Finding finding : found.findings()) {
            if (finding.kind() == Kind.READING || finding.kind() == Kind.REFUSED_ROWS) {
                line("    " + comment(finding.evidence()));
            }
        }
        if (!prepare.isEmpty()) {
            line("  prepare: " + prepare, "one spelling for each value of the label");
        }
        if (found.id() != null) {
            line("  id: " + scalar(found.id()), why(Kind.IDENTIFIER, found.id()));
        }
        if (found.time() != null) {
            line("  time: " + scalar(found.time()), why(Kind.TIME, found.time()));
        }
        if (!found.group().isEmpty()) {
            String columns =
                    String.join(", ", found.group().stream().map(c -> scalar(c)).toList());
            line("  " + comment(why(Kind.ENTITY, String.join(", ", found.group()))));
            line(
                    "  group: " + (found.group().size() == 1 ? columns : "[" + columns + "]"),
                    "never split between training and hold-out");
        }
        if (!found.exclude().isEmpty()) {
            line("  exclude:", "no model sees these; take a line out to let it");
            for (Map.Entry<String, String> entry : found.exclude().entrySet()) {
                line("    " + scalar(entry.getKey()) + ": " + scalar(entry.getValue()));
            }
        }
        String time = found.time();
        if (time != null || !found.texts().isEmpty()) {
            line("  features:");
            if (time != null) {
                line("    " + scalar(time) + ": date", "the model sees its hour, weekday, month and trend");
            }
            for (String column : found.texts()) {
                line("    " + scalar(column) + ": text", why(Kind.FREE_TEXT, column));
            }
        }
        for (Finding finding : found.findings()) {
            switch (finding.kind()) {
                case SUSPICIOUS,
                        EXACT_COPIES,
                        CONFLICTING_COPIES,
                        MANY_CATEGORIES,
                        MOSTLY_MISSING,
                        TOO_SMALL,
                        LABEL_MISSING -> line("  " + comment(finding.sentence()));
                case SAME_AS_OTHER -> {
                    if (finding.action() == Finding.Action.KEPT) {
                        line("  " + comment(finding.sentence()));
                    }
                }
                case LABEL, RARE_CLASS, TIME, IDENTIFIER, CONSTANT, LEAK, ENTITY, FREE_TEXT, REFUSED_ROWS, READING -> {}
            }
        }
        String positive = found.positive() == null ? "" : ", positive: " + scalar(found.positive());
        line(
                "  label: {name: " + scalar(found.label()) + ", task: "
                        + found.task().word() + positive + "}",
                why(Kind.LABEL, found.label()));
        String from = found.split().holdoutFrom();
        line(
                "  split: "
                        + (from == null
                                ? "{by: random, holdout: 0.2, seed: 7}"
                                : "{by: time, holdout_from: " + from + "}"),
                found.split().why() + " (" + found.split().holdoutRows() + " rows)");
    }

    private void reading(CsvFormat format) {
        ReadOptions options = format.options();
        line("      format: csv");
        line("      delimiter: " + quoted(format.dialect().delimiter()));
        if (format.dialect().quote() != '"') {
            line("      quote: " + quoted(format.dialect().quote()));
        }
        line("      encoding: " + options.encoding());
        line("      decimal: " + quoted(format.decimal()));
        line("      header: " + options.header());
        if (!options.columns().isEmpty()) {
            line("      columns: [" + listed(options.columns()) + "]");
        }
        List<String> missing = options.missing();
        if (missing != null) {
            line(
                    "      missing: ["
                            + String.join(
                                    ", ", missing.stream().map(YamlText::quoted).toList())
                            + "]",
                    "besides empty fields; found "
                            + String.join(
                                    ", ",
                                    missing.stream()
                                            .map(w -> w + " "
                                                    + format.missingFound().get(w) + " times")
                                            .toList()));
        }
        mapped(
                "dates",
                options.dates().entrySet().stream()
                        .map(e -> scalar(e.getKey()) + ": " + YamlText.quoted(e.getValue()))
                        .sorted()
                        .toList());
        mapped(
                "types",
                options.types().keySet().stream()
                        .map(name -> scalar(name) + ": string")
                        .sorted()
                        .toList());
    }

    private void mapped(String key, List<String> entries) {
        if (!entries.isEmpty() && entries.size() <= 60) {
            line("      " + key + ": {" + String.join(", ", entries) + "}");
        }
    }

    private static String listed(List<String> texts) {
        return String.join(", ", texts.stream().map(t -> scalar(t)).toList());
    }

    private void rest(String project) {
        line("development:");
        line(
                found.split().holdoutFrom() == null
                        ? "  baselines: [majority, logistic]"
                        : "  baselines: [majority, last-value, logistic]",
                "the ladder that a model has to climb first");
        line("  candidates:");
        line("    - logistic");
        line("    - xgboost: {max_depth: 3..6, eta: 0.05..0.3 log}");
        line("    - lightgbm");
        line("  search: {trials: 12, sampler: tpe, pruner: asha, seed: 7}");
        line("deployment:");
        line("  endpoint: " + project);
        line("  rollout: {strategy: canary, automation: L4, steps: [shadow, 5%, 25%, 100%]}");
        line("monitoring:");
        line("  window: " + (found.time() == null ? "1d" : "7d"));
        line("  retrain: {when: \"R1 = 'fail'\", cooldown: 14d}");
    }

    /// A name for the table in SQL, from the name of the file.
    static String table(String path) {
        String file = path.substring(path.lastIndexOf('/') + 1).replaceFirst("\\..*", "");
        String name =
                file.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_]+", "_").replaceAll("^_+|_+$", "");
        return name.isEmpty()
                ? "data"
                : (Character.isDigit(name.charAt(0)) ? "t_" : "") + name.substring(0, Math.min(50, name.length()));
    }

    private String why(Kind kind, String column) {
        return found.findings().stream()
                .filter(f -> f.kind() == kind && f.column().equals(column))
                .map(Finding::evidence)
                .findFirst()
                .orElse("found by its values");
    }

    private static String quoted(char c) {
        return c == '\t' ? "\"\\t\"" : c == '"' ? "'\"'" : "\"" + c + '"';
    }
}
