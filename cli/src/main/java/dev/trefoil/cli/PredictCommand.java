package dev.trefoil.cli;

import dev.trefoil.core.column.ColumnBatch;
import dev.trefoil.inference.ModelPackage;
import dev.trefoil.inference.runtime.CodeRuntimes;
import dev.trefoil.inference.runtime.Matrices;
import dev.trefoil.inference.runtime.MatrixModel;
import dev.trefoil.inference.runtime.Output;
import dev.trefoil.inference.runtime.PredictOptions;
import dev.trefoil.inference.runtime.PredictOptions.Kind;
import dev.trefoil.table.Tables;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/// `trefoil predict --model … --data … --out …`: rows of a file through a model, without a project or a server.
@Command(
        name = "predict",
        description = {
            "Predicts the rows of a file with a model file or folder.",
            "The output has the rows in their order, with the column prediction (several: prediction_0, prediction_1 …);",
            "an ONNX model's outputs keep their own names."
        },
        mixinStandardHelpOptions = true)
public final class PredictCommand implements Callable<Integer> {
    private static final Pattern RANGE = Pattern.compile("(\\d*)\\.\\.(\\d*)");

    private final CodeRuntimes code;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--model",
            required = true,
            paramLabel = "FILE_OR_FOLDER",
            description = "XGBoost .json or .ubj, LightGBM .txt, .onnx, a model package or an MLflow folder")
    private Path model = Path.of("");

    @Option(
            names = "--data",
            required = true,
            paramLabel = "FILE",
            description = "rows: .csv, .tsv, .jsonl or .parquet; columns by name, or by position when no name fits")
    private Path data = Path.of("");

    @Option(
            names = "--out",
            required = true,
            paramLabel = "FILE",
            description = "where to write: .csv, .tsv, .jsonl or .parquet")
    private Path out = Path.of("");

    @Option(names = "--raw", description = "add the sums before the objective's transformation: raw, or raw_0 …")
    private boolean raw;

    @Option(names = "--leaves", description = "add the leaf each tree ends in: leaf_0 …")
    private boolean leaves;

    @Option(
            names = "--contributions",
            description = "add what each feature adds to the raw sum: contribution_0 …, contribution_bias; "
                    + "with several outputs contribution_0_0 …, contribution_0_bias, contribution_1_0 …")
    private boolean contributions;

    @Option(
            names = "--background",
            paramLabel = "FILE",
            description = "rows against which contributions are taken (interventional); without it they follow the "
                    + "training rows in the trees")
    private @Nullable Path background;

    @Option(
            names = "--iterations",
            paramLabel = "A..B",
            description = "use boosting rounds from A (the first is 0) up to but not including B")
    private @Nullable String iterations;

    @Option(names = "--json", description = "say what was done as one line of JSON")
    private boolean json;

    /// With models that are code refused.
    public PredictCommand() {
        this(CodeRuntimes.NONE);
    }

    /// @param code opens models that are code
    public PredictCommand(CodeRuntimes code) {
        this.code = code;
    }

    @Override
    public Integer call() {
        if (background != null && (!contributions || iterations != null)) {
            throw new CommandLine.ParameterException(
                    java.util.Objects.requireNonNull(spec).commandLine(),
                    "--background goes with --contributions, and not with --iterations");
        }
        CommandLine line = java.util.Objects.requireNonNull(spec).commandLine();
        PrintWriter err = line.getErr();
        try (ModelPackage loaded = ModelPackage.load(model, code)) {
            PredictOptions value = options(Kind.VALUE);
            ColumnBatch rows = Tables.read(data);
            warn(loaded, rows, err);
            PredictionTable table = new PredictionTable(rows.rows());
            table.addPredictions(loaded.predict(rows, value));
            if (raw) {
                table.add("raw", loaded.predict(rows, options(Kind.RAW)).main());
            }
            if (leaves) {
                table.addLeaves(loaded.predict(rows, options(Kind.LEAVES)).main());
            }
            if (contributions) {
                int features = loaded.runtime() instanceof MatrixModel matrix ? matrix.features() : 0;
                Path against = background;
                Output explained = against == null
                        ? loaded.predict(rows, options(Kind.CONTRIBUTIONS)).main()
                        : loaded.contributions(rows, Tables.read(against)).main();
                table.addContributions(explained, features);
            }
            Tables.write(table.batch(), out, table.singles());
            report(line, rows.rows());
            return 0;
        } catch (IllegalArgumentException | UncheckedIOException | IllegalStateException e) {
            err.println("error: " + e.getMessage());
            return 1;
        }
    }

    private void report(CommandLine line, int rows) {
        if (json) {
            JsonMapper mapper = new JsonMapper();
            line.getOut()
                    .println(mapper.writeValueAsString(mapper.createObjectNode()
                            .put("event", "predicted")
                            .put("rows", rows)
                            .put("out", out.toString())));
        } else {
            line.getErr().println(rows + " rows predicted into " + out);
        }
    }

    private static void warn(ModelPackage loaded, ColumnBatch rows, PrintWriter err) {
        java.util.List<String> names = loaded.description().featureNames();
        if (loaded.encoder().isEmpty() && !names.isEmpty() && Matrices.byPosition(rows, names)) {
            err.println("warning: none of the model's features " + brief(names)
                    + " is a column of the rows; columns are taken by position");
        }
    }

    private static String brief(java.util.List<String> names) {
        return names.size() <= 5
                ? names.toString()
                : names.subList(0, 5).toString().replace("]", ", …]");
    }

    private PredictOptions options(Kind kind) {
        PredictOptions options = new PredictOptions(kind, 0, 0);
        if (iterations == null) {
            return options;
        }
        Matcher range = RANGE.matcher(iterations.strip());
        if (!range.matches() || range.group(1).length() > 9 || range.group(2).length() > 9) {
            throw new IllegalArgumentException("--iterations " + iterations + " is not A..B; say for example 0..10");
        }
        int from = range.group(1).isEmpty() ? 0 : Integer.parseInt(range.group(1));
        int to = range.group(2).isEmpty() ? 0 : Integer.parseInt(range.group(2));
        if (!range.group(2).isEmpty() && to <= from) {
            throw new IllegalArgumentException("--iterations " + iterations + " has no rounds; B comes after A");
        }
        return options.iterations(from, to);
    }
}
