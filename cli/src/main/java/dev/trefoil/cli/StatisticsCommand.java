package dev.trefoil.cli;

import dev.trefoil.core.column.Column;
import dev.trefoil.core.column.ColumnBatch;
import dev.trefoil.core.metric.Costs;
import dev.trefoil.core.verdict.Outcome;
import dev.trefoil.table.Tables;
import dev.trefoil.table.source.ReadOptions;
import dev.trefoil.table.source.ReadReport;
import dev.trefoil.table.source.Refusal;
import dev.trefoil.table.source.Source;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/// What the commands over a file share: reading, one-line errors, exit codes.
final class StatisticsCommand {
    static final int FAILED = 1;
    static final int WRONG_USE = 2;
    static final int REFUSED = 3;
    static final int INCONCLUSIVE = 4;

    private StatisticsCommand() {}

    /// Runs a command; what is wrong with its input becomes one line and exit code 1, with its use 2.
    static int run(@Nullable CommandSpec spec, Callable<Integer> work) {
        CommandLine line = Objects.requireNonNull(spec).commandLine();
        try {
            return work.call();
        } catch (WrongUse e) {
            line.getErr().println("error: " + oneLine(e));
            return WRONG_USE;
        } catch (IllegalArgumentException | IllegalStateException | UncheckedIOException | ArithmeticException e) {
            line.getErr().println("error: " + oneLine(e));
            return FAILED;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /// Reads a file or a glob; rows that cannot be read are told on the error stream.
    ///
    /// @param measured columns, or patterns with `*`, of which a cell that cannot be read is an error: without its
    /// row something else would be measured
    static ColumnBatch read(@Nullable CommandSpec spec, Path file, @Nullable String... measured) {
        boolean glob = file.toString().contains("*");
        if (!glob) {
            exists(file);
        }
        Source source = glob
                ? new Source(file.toString(), Path.of("."), file.toString(), ReadOptions.NONE)
                : Source.of(file.toString(), file);
        Tables.Read read = Tables.read(source);
        for (String column : measured) {
            if (column != null) {
                requireReadable(read.report(), column);
            }
        }
        tell(spec, read.report());
        if (read.batch().rows() == 0) {
            throw new IllegalArgumentException(file + " has no rows");
        }
        return read.batch();
    }

    private static void requireReadable(ReadReport report, String column) {
        Pattern unreadable = Pattern.compile("column '\\Q" + column.replace("*", "\\E.*\\Q") + "\\E' is not .*");
        for (Refusal refusal : report.examples()) {
            if (unreadable.matcher(refusal.reason()).matches()) {
                throw new IllegalArgumentException(refusal.file() + ", line " + refusal.line() + ": " + refusal.reason()
                        + "; correct or remove it");
            }
        }
    }

    /// Says on the error stream what became of rows and columns that could not be taken as they are.
    static void tell(@Nullable CommandSpec spec, ReadReport report) {
        if (report.refused() > 0 || !report.notes().isEmpty()) {
            Objects.requireNonNull(spec)
                    .commandLine()
                    .getErr()
                    .println((report.refused() > 0 ? "warning: " : "note: ") + report.words());
        }
    }

    /// The rows in the order of a column, equal values as in the file; all of the file's order without one.
    static int[] order(ColumnBatch rows, @Nullable String column) {
        IntStream places = IntStream.range(0, rows.rows());
        if (column == null) {
            return places.toArray();
        }
        Column by = rows.column(column);
        for (int i = 0; i < by.size(); i++) {
            if (by.missing(i)) {
                throw new IllegalArgumentException("column '" + column + "' row " + i + " is missing");
            }
        }
        boolean text = !by.type().numeric() && !by.type().temporal();
        Comparator<Integer> rising = text
                ? Comparator.comparing(i -> Objects.requireNonNull(by.text(i)))
                : Comparator.comparingDouble(by::number);
        return places.boxed().sorted(rising).mapToInt(Integer::intValue).toArray();
    }

    static Costs costs(double falseAlarm, double miss) {
        try {
            return new Costs(falseAlarm, miss);
        } catch (IllegalArgumentException e) {
            throw new WrongUse("--costs: " + e.getMessage());
        }
    }

    static void exists(Path file) {
        if (!Files.exists(file)) {
            throw new IllegalArgumentException(file + " does not exist");
        }
    }

    /// 0 when all pass, 3 when one fails, 4 when none fails and one is inconclusive.
    static int exit(List<Outcome> outcomes) {
        return outcomes.contains(Outcome.FAIL) ? REFUSED : outcomes.contains(Outcome.INCONCLUSIVE) ? INCONCLUSIVE : 0;
    }

    private static String oneLine(Exception e) {
        String message = e.getMessage();
        return message == null ? e.getClass().getSimpleName() : message.replaceAll("\\s*\\R\\s*", "; ");
    }

    /// An option that cannot be used so.
    static final class WrongUse extends IllegalArgumentException {
        private static final long serialVersionUID = 1;

        WrongUse(String message) {
            super(message);
        }
    }
}
