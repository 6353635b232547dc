package dev.trefoil.cli;

import dev.trefoil.core.column.ColumnBatch;
import dev.trefoil.core.metric.Costs;
import dev.trefoil.core.verdict.Outcome;
import dev.trefoil.table.Tables;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
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
        CommandLine line = java.util.Objects.requireNonNull(spec).commandLine();
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

    static ColumnBatch read(Path file) {
        if (!file.toString().contains("*")) {
            exists(file);
        }
        ColumnBatch batch =
                file.toString().contains("*") ? Tables.read(Path.of("."), file.toString()) : Tables.read(file);
        if (batch.rows() == 0) {
            throw new IllegalArgumentException(file + " has no rows");
        }
        return batch;
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
