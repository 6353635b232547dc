package dev.trefoil.app;

import java.io.IOException;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.logging.ErrorManager;
import java.util.logging.FileHandler;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/// What libraries log by themselves is kept to warnings; a server also writes what it logs to a file in its home.
final class Logging {
    private static final int MOST_BYTES = 5 << 20;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneOffset.UTC);

    private Logging() {}

    static void quiet() {
        Logger root = Logger.getLogger("");
        root.setLevel(Level.WARNING);
        // Alerts, failed jobs and boosters that cannot be loaded are told by the command that follows them; in the file
        // they stand with their stack.
        for (Handler console : root.getHandlers()) {
            console.setFilter(line -> {
                String name = String.valueOf(line.getLoggerName());
                return !name.endsWith(".Alerts")
                        && !name.endsWith(".JobRunner")
                        && !name.startsWith("ml.dmlc.xgboost4j.")
                        && !name.startsWith("io.github.metarank.lightgbm4j.");
            });
        }
    }

    /// One line a message, the stack of a fault below it.
    private static final class LineFormatter extends Formatter {
        @Override
        public String format(LogRecord line) {
            StringBuilder text = new StringBuilder(TIME.format(line.getInstant()))
                    .append(' ')
                    .append(line.getLevel().getName())
                    .append(' ')
                    .append(String.valueOf(line.getLoggerName()).replaceFirst("^.*\\.", ""))
                    .append(": ")
                    .append(formatMessage(line))
                    .append('\n');
            if (line.getThrown() != null) {
                java.io.StringWriter stack = new java.io.StringWriter();
                line.getThrown().printStackTrace(new java.io.PrintWriter(stack));
                text.append(stack);
            }
            return text.toString();
        }
    }

    /// A log that cannot be written, as on a full disk, is no reason to print stacks: what fails for the same reason
    /// says so.
    private static final class Silent extends ErrorManager {
        @Override
        public void error(String message, Exception exception, int code) {}
    }

    /// From now on, what is logged also goes to `server.log` in the home; without a word where that cannot be.
    static FileHandler into(Path home) {
        try {
            FileHandler file =
                    new FileHandler(home.resolve("server.log").toString().replace("%", "%%"), MOST_BYTES, 1, true);
            file.setFormatter(new LineFormatter());
            file.setLevel(Level.ALL);
            file.setErrorManager(new Silent());
            Logger.getLogger("").addHandler(file);
            return file;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    static void stop(FileHandler file) {
        Logger.getLogger("").removeHandler(file);
        file.close();
    }
}
