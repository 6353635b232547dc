package dev.trefoil.table.csv;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Which ways to write times fit the values of a column. Ways that do not fit are dropped on the way.
final class TimeTally {
    private static final List<String> DATES = List.of(
            "yyyy-MM-dd",
            "yyyy/MM/dd",
            "yyyy.MM.dd",
            "dd.MM.yyyy",
            "dd.MM.yy",
            "MM/dd/yyyy",
            "dd/MM/yyyy",
            "MM/dd/yy",
            "dd/MM/yy",
            "dd-MM-yyyy",
            "MM-dd-yyyy",
            "dd-MMM-yyyy",
            "dd-MMM-yy",
            "dd MMM yyyy",
            "dd. MMM yyyy",
            "MMM dd, yyyy",
            "MMM dd yyyy",
            "yyyyMMdd",
            "yyyy-MM",
            "MMM yyyy");
    private static final List<String> CLOCKS = List.of(
            "",
            " HH:mm",
            " HH:mm:ss",
            " HH:mm:ss.S",
            "THH:mm:ss",
            "THH:mm:ssX",
            "THH:mm:ss.SX",
            " HH:mm:ssX",
            "THH:mm",
            " hh:mm a",
            " hh:mm:ss a",
            ", HH:mm",
            ", HH:mm:ss",
            " HH:mm:ss X",
            " HH:mm[:ss[.S]]",
            "THH:mm[:ss[.S]][X]",
            " HH:mm[:ss[.S]][ ][X]",
            "[ HH:mm[:ss[.S]]]",
            "[THH:mm[:ss[.S]][X]]",
            "[ hh:mm[:ss] a]");
    private static final int TRIAL = 40;

    private List<Way> ways = new ArrayList<>();
    private long cells;

    private static final class Way {
        private final TimePattern pattern;
        private long fits;
        private long descents;
        private long last = Long.MIN_VALUE;

        private Way(String pattern) {
            this.pattern = TimePattern.of(pattern);
        }
    }

    TimeTally() {
        for (String date : DATES) {
            for (String clock : CLOCKS) {
                ways.add(new Way(date + clock));
            }
        }
    }

    /// Whether some way fits the text.
    boolean add(String text) {
        if (ways.isEmpty()) {
            return false;
        }
        cells++;
        boolean any = false;
        for (Way way : ways) {
            long value = way.pattern.parse(text);
            if (value != TimePattern.UNFIT) {
                any = true;
                way.fits++;
                if (value < way.last) {
                    way.descents++;
                }
                way.last = value;
            }
        }
        if (cells == TRIAL || cells % 4096 == 0) {
            ways = new ArrayList<>(
                    ways.stream().filter(way -> way.fits * 10 >= cells * 5).toList());
        }
        return any;
    }

    /// The way that fits most values; null when none fits at all.
    ///
    /// @param dayFirst what `3/4/2024` means where the values leave it open
    @Nullable
    Best best(boolean dayFirst) {
        Way best = null;
        for (Way way : ways) {
            if (way.fits > 0 && (best == null || better(way, best, dayFirst))) {
                best = way;
            }
        }
        if (best == null) {
            return null;
        }
        Way twin = twin(best);
        return new Best(
                best.pattern.pattern(),
                best.fits,
                twin != null && twin.fits == best.fits && !clearer(best, twin) ? twin.pattern.pattern() : null);
    }

    /// @param rival the reading with day and month exchanged, where the values do not decide between the two
    record Best(String pattern, long fits, @Nullable String rival) {}

    private boolean better(Way way, Way best, boolean dayFirst) {
        if (way.fits != best.fits) {
            return way.fits > best.fits;
        }
        if (!swapped(way.pattern.pattern()).equals(best.pattern.pattern())) {
            return false;
        }
        if (clearer(way, best) || clearer(best, way)) {
            return clearer(way, best);
        }
        return way.pattern.pattern().startsWith("dd") == dayFirst;
    }

    /// Rows of a file are often in the order of time: the reading under which they nearly are is the right one.
    private static boolean clearer(Way one, Way other) {
        return one.descents * 20 < one.fits && other.descents >= 4 * one.descents + 3;
    }

    private @Nullable Way twin(Way way) {
        String swapped = swapped(way.pattern.pattern());
        return swapped.equals(way.pattern.pattern())
                ? null
                : ways.stream()
                        .filter(other -> other.pattern.pattern().equals(swapped))
                        .findFirst()
                        .orElse(null);
    }

    private static String swapped(String pattern) {
        return pattern.contains("MMM")
                ? pattern
                : pattern.replaceFirst("^dd([/-])MM", "%$1dd")
                        .replaceFirst("^MM([/-])dd", "dd$1MM")
                        .replace("%", "MM");
    }
}
