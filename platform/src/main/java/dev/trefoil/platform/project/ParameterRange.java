package dev.trefoil.platform.project;

import dev.trefoil.core.column.NumberColumn;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The values that a hyper-parameter may take. `toString` is as a project file writes it.
public sealed interface ParameterRange {
    /// This value, a number or a word.
    record Fixed(String value) implements ParameterRange {
        @Override
        public String toString() {
            return value;
        }
    }

    /// One of these words or numbers.
    record Choice(List<String> values) implements ParameterRange {
        public Choice {
            values = List.copyOf(values);
            if (values.isEmpty()) {
                throw new IllegalArgumentException("there is nothing to choose from");
            }
        }

        @Override
        public String toString() {
            return values.stream().collect(Collectors.joining(", ", "[", "]"));
        }
    }

    /// `3..8`: a whole number, both ends included; `log`: searched evenly in its logarithm.
    record Whole(long low, long high, boolean log) implements ParameterRange {
        public Whole {
            require(low <= high, low + ".." + high + " is not a range; the smaller number comes first");
            require(!log || low > 0, "a logarithmic range starts above 0, not at " + low);
        }

        @Override
        public String toString() {
            return low + ".." + high + (log ? " log" : "");
        }
    }

    /// `0.02..0.3`: a number, both ends included; `log`: searched evenly in its logarithm.
    record Real(double low, double high, boolean log) implements ParameterRange {
        public Real {
            require(
                    low <= high && Double.isFinite(high - low),
                    NumberColumn.text(low) + ".." + NumberColumn.text(high)
                            + " is not a range; the smaller number comes first");
            require(!log || low > 0, "a logarithmic range starts above 0, not at " + NumberColumn.text(low));
        }

        @Override
        public String toString() {
            return low + ".." + high + (log ? " log" : "");
        }
    }

    /// Reads `3..8`, `0.02..0.3 log` or a single value. A range that cannot be is an [IllegalArgumentException] with
    /// the reason.
    static ParameterRange parse(String text) {
        String number = "([+-]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d+)?)";
        Matcher range =
                Pattern.compile(number + " *\\.\\. *" + number + "( +log)?").matcher(text.strip());
        if (!range.matches()) {
            require(!text.contains(".."), "'" + text + "' is not a range; write it like 3..8 or 0.02..0.3 log");
            return new Fixed(text.strip());
        }
        String low = range.group(1);
        String high = range.group(2);
        boolean log = range.group(3) != null;
        boolean whole = low.matches("[+-]?\\d{1,18}") && high.matches("[+-]?\\d{1,18}");
        return whole
                ? new Whole(Long.parseLong(low), Long.parseLong(high), log)
                : new Real(Double.parseDouble(low), Double.parseDouble(high), log);
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}
