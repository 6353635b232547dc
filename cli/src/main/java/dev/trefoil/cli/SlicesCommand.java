package dev.trefoil.cli;

import dev.trefoil.cli.StatisticsCommand.WrongUse;
import dev.trefoil.core.column.Column;
import dev.trefoil.core.column.ColumnBatch;
import dev.trefoil.core.column.ColumnSpec;
import dev.trefoil.core.slice.SliceSearch;
import dev.trefoil.core.slice.Traits;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// `trefoil slices`: on which parts of the rows does the model err most?
@Command(
        name = "slices",
        description = {
            "Finds the parts of the rows on which the loss is highest: conjunctions of values and ranges of columns, the",
            "best by size and loss (SliceLine, exact). They are searched in either half of the rows and tested in the other;",
            "a slice is confirmed when p, corrected for all slices tested, is at most 0.05.",
            "With --gate the exit code is 3 when a slice is confirmed, 4 when there are too few rows to find or test any."
        },
        footer = {
            "",
            "Examples:",
            "  trefoil slices --data scored.parquet --loss squared_error",
            "  trefoil slices --data scored.csv --loss wrong --columns carrier,origin,hour --cluster day --gate"
        },
        mixinStandardHelpOptions = true)
public final class SlicesCommand implements Callable<Integer> {
    private static final double SIGNIFICANT = 0.05;
    private static final int FEWEST_CLUSTERS = 10;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--data", required = true, paramLabel = "FILE", description = "rows: CSV, JSON Lines or Parquet")
    private Path data = Path.of("");

    @Option(
            names = "--loss",
            required = true,
            paramLabel = "COLUMN",
            description = "the model's loss on each row, at least 0: 1 where it was wrong, a squared error …;"
                    + " rows without one are left out")
    private String loss = "";

    @Option(
            names = "--columns",
            split = ",",
            paramLabel = "COLUMN",
            description = "describe slices by these (default: all but the loss and the cluster)")
    private List<String> columns = new ArrayList<>();

    @Option(
            names = "--except",
            split = ",",
            paramLabel = "COLUMN",
            description = "but not by these: the truth, the score, ids")
    private List<String> except = new ArrayList<>();

    @Option(
            names = "--max-terms",
            paramLabel = "N",
            description = "most conditions in a slice (default ${DEFAULT-VALUE})")
    private int maxTerms = 3;

    @Option(names = "--min-size", paramLabel = "ROWS", description = "least rows of a slice (default ${DEFAULT-VALUE})")
    private int minSize = 200;

    @Option(
            names = "--alpha",
            paramLabel = "A",
            description =
                    "weight of the loss against the size, in (0, 1]; at 0.95 a slice of one row in a hundred needs"
                            + " six times the mean loss (default ${DEFAULT-VALUE})")
    private double alpha = 0.99;

    @Option(names = "--top", paramLabel = "N", description = "most slices to show (default ${DEFAULT-VALUE})")
    private int top = 10;

    @Option(names = "--cluster", paramLabel = "COLUMN", description = "rows of one value are not independent")
    private @Nullable String cluster;

    @Option(
            names = "--whole",
            description = "search all rows, as the SliceLine paper does; nothing is left to test on, so no p")
    private boolean whole;

    @Option(names = "--seed", paramLabel = "N", description = "of the two halves (default ${DEFAULT-VALUE})")
    private long seed = 1;

    @Option(names = "--gate", description = "exit with 3 when a slice is confirmed")
    private boolean gate;

    @Option(names = "--json", description = "JSON lines")
    private boolean json;

    @Override
    public Integer call() {
        return StatisticsCommand.run(spec, this::search);
    }

    private int search() {
        SliceSearch.Settings settings = settings();
        ColumnBatch all = StatisticsCommand.read(spec, data, loss);
        double[] losses = losses(all);
        int[] known = IntStream.range(0, losses.length)
                .filter(row -> !Double.isNaN(losses[row]))
                .toArray();
        if (known.length == 0) {
            throw new IllegalArgumentException("column '" + loss + "' holds no loss");
        }
        ColumnBatch rows = known.length == losses.length ? all : all.pick(known);
        double[] errors = Arrays.stream(known).mapToDouble(row -> losses[row]).toArray();
        Traits traits = Traits.of(rows, described(rows));
        int[] clusters = cluster == null ? null : new ScoredColumns(rows, loss, null, cluster).ids(cluster);
        SliceSearch search = new SliceSearch(traits.rows(), errors, clusters, settings);
        boolean enough = errors.length >= 2 * minSize
                && (clusters == null || Arrays.stream(clusters).distinct().count() >= FEWEST_CLUSTERS);
        if (enough && traits.predicates().isEmpty()) {
            throw new IllegalArgumentException("no column describes a slice"
                    + (traits.left().isEmpty()
                            ? ""
                            : ": " + String.join(", ", traits.left())
                                    + " are times, constants, or texts of which nearly every one is different"));
        }
        enough &= whole || search.searchable();
        List<SliceSearch.Found> found = !enough ? List.of() : whole ? search.explore() : search.find();
        StatisticsOutput output =
                new StatisticsOutput(Objects.requireNonNull(spec).commandLine().getOut(), json);
        head(output, rows.rows(), all.rows() - rows.rows(), errors, traits);
        output.row("slice", "rows", "mean loss", "score", "excess", "interval", "p adjusted", "");
        found.forEach(one -> show(output, traits, one));
        return output.finish(finish(output, found, enough));
    }

    private int finish(StatisticsOutput output, List<SliceSearch.Found> found, boolean enough) {
        long confirmed =
                found.stream().filter(one -> one.adjusted() <= SIGNIFICANT).count();
        boolean untested = confirmed == 0 && found.stream().anyMatch(SlicesCommand::untested);
        if (found.isEmpty()) {
            output.say(
                    enough
                            ? "no slice of " + minSize + " rows or more has a loss that makes up for its size"
                            : "too few rows: two slices of " + minSize + " rows do not fit in, or fewer than "
                                    + FEWEST_CLUSTERS + " clusters to search in one half and test in the other");
        } else {
            output.table();
            output.say(
                    whole
                            ? "searched in all rows: how much of this is chance was not tested"
                            : confirmed + " of " + found.size()
                                    + " confirmed in the half of the rows where it was not searched"
                                    + (untested ? "; some have too few rows or clusters there to be tested" : ""));
        }
        ObjectNode node = StatisticsOutput.event("summary")
                .put("slices", found.size())
                .put("confirmed", confirmed)
                .put("method", whole ? "sliceline/all-rows" : "sliceline/each-half-searched-other-tested");
        node.put(
                "outcome",
                !enough ? "too-few-rows" : confirmed > 0 ? "confirmed" : untested ? "not-testable" : "none-confirmed");
        output.line(node);
        if (!gate) {
            return 0;
        }
        return !enough || whole || untested
                ? StatisticsCommand.INCONCLUSIVE
                : confirmed > 0 ? StatisticsCommand.REFUSED : 0;
    }

    /// Without an interval nobody can tell, save where nothing varies.
    private static boolean untested(SliceSearch.Found one) {
        return !one.excess().hasInterval() && !one.excess().method().endsWith("no-variation");
    }

    private void head(StatisticsOutput output, int rows, int leftOut, double[] errors, Traits traits) {
        double mean = Arrays.stream(errors).average().orElse(0);
        output.say(rows + " rows with a mean loss of " + StatisticsOutput.text(mean)
                + (leftOut == 0 ? "" : ", " + leftOut + " without a loss left out"));
        if (!traits.left().isEmpty()) {
            output.say("not described by " + String.join(", ", traits.left())
                    + ": times, constants, texts of which nearly every one is different");
        }
        ObjectNode node = StatisticsOutput.event("rows").put("rows", rows).put("left_out", leftOut);
        node.put("mean_loss", mean).put("traits", traits.predicates().size());
        ArrayNode left = node.putArray("columns_left_out");
        traits.left().forEach(left::add);
        output.line(node.put("method", "mean-loss"));
    }

    private void show(StatisticsOutput output, Traits traits, SliceSearch.Found one) {
        String where = traits.where(one.traits()).toString();
        boolean confirmed = one.adjusted() <= SIGNIFICANT;
        ObjectNode node = StatisticsOutput.event("slice")
                .put("where", where)
                .put("rows", one.rows().cardinality())
                .put("mean_loss", one.meanError())
                .put("score", one.score())
                .put("score_method", "sliceline/alpha-" + alpha)
                .put("confirmed", confirmed);
        StatisticsOutput.put(node, "p", one.p());
        StatisticsOutput.put(node, "p_adjusted", one.adjusted());
        StatisticsOutput.put(node, "effect", one.effect());
        output.line(StatisticsOutput.estimate(node, one.excess()));
        output.row(
                where,
                one.rows().cardinality(),
                one.meanError(),
                one.score(),
                one.excess().value(),
                whole ? "not tested" : StatisticsOutput.interval(one.excess()),
                one.adjusted(),
                confirmed ? "confirmed" : "");
    }

    private double[] losses(ColumnBatch all) {
        Column column = all.column(loss);
        double[] losses = new ScoredColumns(all, loss, null, null).numbers(loss);
        for (int row = 0; row < losses.length; row++) {
            if (losses[row] < 0 || Double.isInfinite(losses[row])) {
                throw new IllegalArgumentException("column '" + loss + "' row " + row
                        + ": a loss is at least 0 and finite, not " + column.text(row));
            }
        }
        return losses;
    }

    private List<String> described(ColumnBatch rows) {
        List<String> chosen = columns.isEmpty()
                ? rows.schema().columns().stream().map(ColumnSpec::name).toList()
                : columns;
        List<String> described = new ArrayList<>();
        except.forEach(rows::column);
        for (String name : chosen) {
            rows.column(name);
            if (!name.equals(loss) && !name.equals(cluster) && !except.contains(name)) {
                described.add(name);
            } else if (columns.contains(name) && name.equals(loss)) {
                throw new WrongUse("--columns: '" + name + "' is the loss itself");
            }
        }
        return described;
    }

    private SliceSearch.Settings settings() {
        try {
            return new SliceSearch.Settings(alpha, minSize, top, maxTerms, 0.95, seed);
        } catch (IllegalArgumentException e) {
            throw new WrongUse("--alpha lies in (0, 1], --min-size is 2 at least, --top and --max-terms 1");
        }
    }
}
