package dev.trefoil.cli;

import dev.trefoil.table.inspect.Finding;
import dev.trefoil.table.inspect.Inspection;
import dev.trefoil.table.inspect.NewProject;
import dev.trefoil.table.source.ReadReport;
import dev.trefoil.table.source.Refusal;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// `trefoil init FOLDER --data FILE --label COLUMN`: makes a project that runs as it is.
@Command(
        name = "init",
        description =
                "Looks at a data file and writes a trefoil.yaml that runs as it is, with a comment for each guess.",
        mixinStandardHelpOptions = true)
public final class InitCommand implements Callable<Integer> {
    private final JsonMapper mapper = new JsonMapper();

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "FOLDER", description = "folder of the project; made when missing")
    private Path folder = Path.of("");

    @Option(
            names = "--data",
            required = true,
            paramLabel = "FILE",
            description = "CSV, TSV, JSON Lines or Parquet; a glob in quotes; .gz")
    private String data = "";

    @Option(names = "--label", required = true, paramLabel = "COLUMN", description = "the column to predict")
    private String label = "";

    @Option(names = "--force", description = "replace a trefoil.yaml that is there")
    private boolean force;

    @Option(names = "--json", description = "as lines of JSON")
    private boolean json;

    @Override
    public Integer call() {
        CommandLine line = Objects.requireNonNull(spec).commandLine();
        try {
            NewProject.Made made = NewProject.make(folder, Path.of(""), data, label, force);
            if (json) {
                jsonLines(made, line.getOut());
            } else {
                print(made, line.getOut());
            }
            return 0;
        } catch (IllegalArgumentException | UncheckedIOException | IllegalStateException e) {
            if (json) {
                ObjectNode error = mapper.createObjectNode();
                error.put("event", "error").put("message", e.getMessage());
                line.getOut().println(mapper.writeValueAsString(error));
            }
            line.getErr().println("error: " + e.getMessage());
            return 1;
        }
    }

    private void jsonLines(NewProject.Made made, PrintWriter out) {
        Inspection found = made.found();
        ReadReport report = found.report();
        ObjectNode read = mapper.createObjectNode();
        read.put("event", "read")
                .put("rows", report.read())
                .put("used", report.used())
                .put("refused", report.refused());
        report.examples()
                .forEach(refusal -> read.withArray("refusals")
                        .addObject()
                        .put("file", refusal.file())
                        .put("line", refusal.line())
                        .put("reason", refusal.reason()));
        out.println(mapper.writeValueAsString(read));
        for (Finding finding : found.findings()) {
            ObjectNode node = mapper.createObjectNode();
            node.put("event", "finding")
                    .put("kind", finding.kind().name().toLowerCase(Locale.ROOT))
                    .put("column", finding.column())
                    .put("says", finding.evidence())
                    .put("action", finding.action().name().toLowerCase(Locale.ROOT));
            out.println(mapper.writeValueAsString(node));
        }
        ObjectNode written = mapper.createObjectNode();
        written.put("event", "written")
                .put("file", made.file().toString())
                .put("label", found.label())
                .put("task", found.task().word());
        found.exclude()
                .forEach((column, reason) -> written.withObject("exclude").put(column, reason));
        found.group().forEach(column -> written.withArray("group").add(column));
        if (found.time() != null) {
            written.put("time", found.time());
        }
        written.put("rows_that_would_do", found.rowsThatWouldDo());
        out.println(mapper.writeValueAsString(written));
    }

    /// How the launcher is called from the project's folder.
    private String launcher() {
        String root = System.getenv("TREFOIL_ROOT");
        if (root == null) {
            return "trefoil";
        }
        Path program = Path.of(root).toAbsolutePath().normalize().resolve("trefoil");
        Path project = folder.toAbsolutePath().normalize();
        String relative = project.relativize(program).toString();
        return relative.length() <= program.toString().length() ? relative : program.toString();
    }

    private void print(NewProject.Made made, PrintWriter out) {
        Inspection found = made.found();
        ReadReport report = found.report();
        out.println(report.summary());
        for (Refusal refusal : report.examples().stream().limit(5).toList()) {
            out.println("  " + refusal.file() + ", line " + refusal.line() + ": " + refusal.reason());
        }
        out.println();
        out.println("Found");
        for (Finding finding : found.findings()) {
            out.printf(
                    Locale.ROOT,
                    "  %-20s %s%n",
                    finding.kind().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                    finding.sentence());
        }
        out.println();
        out.println("Wrote " + made.file() + (made.copied() ? ", with the data beside it" : ""));
        out.println();
        out.println("Next");
        if (!folder.toString().isEmpty() && !folder.equals(Path.of("."))) {
            out.println("  cd " + folder);
        }
        String launcher = launcher();
        out.println("  " + launcher + " run          takes it round the loop");
        out.println("  " + launcher + " status       says where it stands");
    }
}
