package dev.trefoil.cli;

import dev.trefoil.cli.StatisticsCommand.WrongUse;
import dev.trefoil.core.column.ColumnBatch;
import dev.trefoil.core.labelissue.ConfidentJoint;
import dev.trefoil.core.labelissue.IssueFilter;
import dev.trefoil.core.labelissue.LabelIssues;
import dev.trefoil.core.labelissue.LabelQuality;
import dev.trefoil.core.labelissue.LabelledRows;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.ObjectNode;

/// `trefoil label-issues`: which labels does a model not believe?
@Command(
        name = "label-issues",
        description = {
            "Lists the rows whose given label is probably wrong, the most suspicious first (the first row of the file is",
            "0). The probabilities must come from a model that did not learn from these rows. It is a list for people to",
            "look at: on clean data about one flag in five is a wrong label."
        },
        footer = {
            "",
            "Examples:",
            "  trefoil label-issues --data scored.parquet --label y --probabilities 'p_*'",
            "  trefoil label-issues --data scored.csv --label churned --probabilities p --positive yes --filter both"
        },
        mixinStandardHelpOptions = true)
public final class LabelIssuesCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--data", required = true, paramLabel = "FILE", description = "rows: CSV, JSON Lines or Parquet")
    private Path data = Path.of("");

    @Option(names = "--label", required = true, paramLabel = "COLUMN", description = "the given label")
    private String label = "";

    @Option(
            names = "--probabilities",
            required = true,
            paramLabel = "COLUMNS",
            description = "one column for each class as a pattern, 'p_*', or the one column of the positive class")
    private String probabilities = "";

    @Option(names = "--positive", paramLabel = "VALUE", description = "the label of the positive class, for one column")
    private @Nullable String positive;

    @Option(
            names = "--filter",
            paramLabel = "NAME",
            description = "prune-by-noise-rate, prune-by-class, both, confident-learning, predicted-neq-given, "
                    + "low-normalized-margin or low-self-confidence (default ${DEFAULT-VALUE})")
    private String filter = "prune-by-noise-rate";

    @Option(
            names = "--rank-by",
            paramLabel = "SCORE",
            description =
                    "self-confidence, normalized-margin or confidence-weighted-entropy (default ${DEFAULT-VALUE})")
    private String rankBy = "self-confidence";

    @Option(names = "--limit", paramLabel = "N", description = "rows of the table (default ${DEFAULT-VALUE})")
    private int limit = 20;

    @Option(names = "--json", description = "JSON lines, with every issue and the joint of labels and classes")
    private boolean json;

    @Override
    public Integer call() {
        return StatisticsCommand.run(spec, this::find);
    }

    private int find() {
        IssueFilter by = filter();
        LabelQuality score = score();
        if (limit < 0) {
            throw new WrongUse("--limit is at least 0, not " + limit);
        }
        ColumnBatch batch = StatisticsCommand.read(spec, data, label, probabilities);
        Given given = given(batch);
        ConfidentJoint joint = ConfidentJoint.of(given.rows);
        int[] issues = LabelIssues.find(given.rows, joint, by, score);
        StatisticsOutput output =
                new StatisticsOutput(Objects.requireNonNull(spec).commandLine().getOut(), json);
        String method = "label-issues/cleanlab-2.9-" + by.id();
        classes(output, given, joint, issues);
        issues(output, given, issues, score, method);
        ObjectNode node =
                StatisticsOutput.event("summary").put("method", method).put("rows", given.rows.size());
        node.put("without_label", batch.rows() - given.rows.size()).put("issues", issues.length);
        node.put("estimated_errors", joint.estimatedErrors()).put("ranked_by", score.id());
        output.line(node.put("estimate_method", "confident-joint-calibrated/cleanlab-2.9"));
        if (IntStream.range(0, given.rows.size())
                        .map(given.rows::label)
                        .distinct()
                        .count()
                == 1) {
            output.say("all labels are of one class, so none can look like another");
        }
        if (issues.length > limit) {
            output.say("… and " + (issues.length - limit) + " more; --limit shows more, --json all of them");
        }
        int left = batch.rows() - given.rows.size();
        output.say(issues.length + " of " + given.rows.size() + " labels look wrong (" + by.id() + "); about "
                + joint.estimatedErrors() + " are estimated to be wrong"
                + (left > 0 ? "; " + left + " rows without a label are left out" : ""));
        return output.finish(0);
    }

    private static void classes(StatisticsOutput output, Given given, ConfidentJoint joint, int[] issues) {
        int classes = given.rows.classes();
        int[] rows = new int[classes];
        int[] flagged = new int[classes];
        for (int i = 0; i < given.rows.size(); i++) {
            rows[given.rows.label(i)]++;
        }
        for (int row : issues) {
            flagged[given.rows.label(row)]++;
        }
        output.row("label", "rows", "flagged", "estimated wrong", "threshold");
        for (int k = 0; k < classes; k++) {
            long wrong = 0;
            for (int j = 0; j < classes; j++) {
                wrong += j == k ? 0 : joint.estimate(k, j);
                if (joint.estimate(k, j) != 0 || (joint.count(k, j) != 0 && rows[k] > 0)) {
                    output.line(StatisticsOutput.event("joint")
                            .put("given", given.names.get(k))
                            .put("class", given.names.get(j))
                            .put("count", joint.count(k, j))
                            .put("estimate", joint.estimate(k, j))
                            .put("method", "confident-joint/cleanlab-2.9"));
                }
            }
            ObjectNode node = StatisticsOutput.event("label").put("label", given.names.get(k));
            node.put("rows", rows[k]).put("flagged", flagged[k]).put("estimated_errors", wrong);
            StatisticsOutput.put(node, "threshold", rows[k] == 0 ? Double.NaN : joint.threshold(k));
            output.line(node.put("method", "confident-joint-calibrated/cleanlab-2.9"));
            if (rows[k] > 0 || classes <= 20) {
                Object threshold = rows[k] == 0 ? "no row" : (Object) joint.threshold(k);
                output.row(given.names.get(k), rows[k], flagged[k], wrong, threshold);
            }
        }
        output.table();
        output.say("");
    }

    private void issues(StatisticsOutput output, Given given, int[] issues, LabelQuality score, String method) {
        output.row("row", "label", "looks like", "probability of label", "of the other", score.id());
        for (int at = 0; at < issues.length; at++) {
            int row = issues[at];
            int other = given.rows.mostProbable(row);
            String label = given.names.get(given.rows.label(row));
            String suggested = given.names.get(other);
            double own = given.rows.probability(row, given.rows.label(row));
            double others = given.rows.probability(row, other);
            double quality = score.score(given.rows, row);
            ObjectNode node = StatisticsOutput.event("issue").put("row", given.place(row));
            node.put("label", label).put("suggested", suggested).put("probability", own);
            node.put("suggested_probability", others).put("score", quality);
            node.put("score_method", "label-quality/cleanlab-2.9-" + score.id());
            output.line(node.put("method", method));
            if (at < limit) {
                output.row(given.place(row), label, suggested, own, others, quality);
            }
        }
        if (issues.length == 0 || limit == 0) {
            output.forget();
        } else {
            output.table();
        }
    }

    /// Rows with a label, and where they stand in the file.
    private static final class Given {
        private final LabelledRows rows;
        private final List<String> names;
        private final int[] places;

        private Given(LabelledRows rows, List<String> names, int[] places) {
            this.rows = rows;
            this.names = names;
            this.places = places;
        }

        int place(int row) {
            return places[row];
        }
    }

    private Given given(ColumnBatch batch) {
        ScoredColumns columns = new ScoredColumns(batch, label, positive, null);
        List<String> names = columns.names(probabilities);
        boolean one = names.size() == 1;
        int classes = one ? 2 : names.size();
        int[] labels = one
                ? Arrays.stream(columns.truths())
                        .mapToInt(t -> Double.isNaN(t) ? -1 : (int) t)
                        .toArray()
                : columns.classes(probabilities);
        double[] p = columns.probabilities(names);
        int[] places =
                IntStream.range(0, labels.length).filter(i -> labels[i] >= 0).toArray();
        if (places.length == 0) {
            throw new IllegalArgumentException("column '" + label + "' has no label");
        }
        int[] kept = new int[places.length];
        double[] of = new double[Math.multiplyExact(places.length, classes)];
        for (int i = 0; i < places.length; i++) {
            kept[i] = labels[places[i]];
            if (one) {
                of[2 * i] = 1 - p[places[i]];
                of[2 * i + 1] = p[places[i]];
            } else {
                System.arraycopy(p, places[i] * classes, of, i * classes, classes);
            }
        }
        List<String> shown = !one
                ? columns.classNames(probabilities)
                : positive == null ? List.of("0", "1") : List.of("not " + positive, positive);
        return new Given(LabelledRows.of(kept, of, classes, i -> places[i]), shown, places);
    }

    private IssueFilter filter() {
        try {
            return IssueFilter.byName(filter);
        } catch (IllegalArgumentException e) {
            throw new WrongUse(String.valueOf(e.getMessage()));
        }
    }

    private LabelQuality score() {
        String wanted = rankBy.trim().toLowerCase(Locale.ROOT).replace('_', '-');
        for (LabelQuality quality : LabelQuality.values()) {
            if (quality.id().equals(wanted)) {
                return quality;
            }
        }
        throw new WrongUse(
                "--rank-by is self-confidence, normalized-margin or confidence-weighted-entropy, not '" + rankBy + "'");
    }
}
