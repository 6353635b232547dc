package dev.trefoil.table.csv;

import dev.trefoil.core.column.ColumnType;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What the values of one column look like, gathered over all rows, and what type that makes it.
final class ColumnTally {
    /// Spellings of a missing value in any column.
    static final Set<String> MISSING = Set.of(
            "na", "n/a", "#n/a", "nan", "-nan", "null", "(null)", "nil", "?", "\\n", "<na>", "#n/v", "k.a.", "k. a.");

    /// Spellings of a missing value in columns that otherwise hold numbers or times.
    private static final Set<String> DOUBTFUL = Set.of(
            "-",
            "--",
            "---",
            ".",
            "..",
            "none",
            "missing",
            "unknown",
            "unbekannt",
            "keine",
            "#value!",
            "#div/0!",
            "x",
            "*");

    private static final Pattern TIME_WORD = Pattern.compile(
            "date|datum|day|tag|time|timestamp|ts|dt|zeit|created|updated|modified|at|on|when|epoch|unix|since|seit");
    private static final int WORDS = 200;

    private final @Nullable Set<String> stated;
    private long cells;
    private long pointFits;
    private long commaFits;
    private long pointOnly;
    private long commaOnly;
    private long whole;
    private long zeroLed;
    private long tooLong;
    private long grouped;
    private long booleans;
    private double least = Double.POSITIVE_INFINITY;
    private double most = Double.NEGATIVE_INFINITY;
    private final TimeTally times = new TimeTally();
    private final Map<String, Long> missing = new TreeMap<>();
    private final Map<String, Long> words = new HashMap<>();

    /// @param stated the spellings of a missing value in lower case; null for the usual ones
    ColumnTally(@Nullable Set<String> stated) {
        this.stated = stated;
    }

    void add(String text) {
        if (text.isBlank()) {
            return;
        }
        if (isMissing(text, stated)) {
            missing.merge(text, 1L, Long::sum);
            return;
        }
        cells++;
        int kinds = NumberText.kinds(text);
        if (kinds != NumberText.NONE) {
            number(text, kinds);
        }
        boolean time = (kinds == NumberText.NONE || text.length() == 8) && times.add(text);
        if (kinds == NumberText.NONE && !time) {
            if (text.length() <= 5 && (text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false"))) {
                booleans++;
            }
            if (words.size() < WORDS || words.containsKey(text)) {
                words.merge(text, 1L, Long::sum);
            }
        }
    }

    private void number(String text, int kinds) {
        boolean point = (kinds & NumberText.POINT) != 0;
        boolean comma = (kinds & NumberText.COMMA) != 0;
        pointFits += point ? 1 : 0;
        commaFits += comma ? 1 : 0;
        pointOnly += point && !comma ? 1 : 0;
        commaOnly += comma && !point ? 1 : 0;
        zeroLed += (kinds & NumberText.ZERO_LED) != 0 ? 1 : 0;
        tooLong += (kinds & NumberText.LONG) != 0 ? 1 : 0;
        grouped += (kinds & NumberText.GROUPED) != 0 ? 1 : 0;
        if ((kinds & (NumberText.WHOLE | NumberText.LONG)) == NumberText.WHOLE) {
            whole++;
            double value = NumberText.parseWhole(text);
            least = Math.min(least, value);
            most = Math.max(most, value);
        }
    }

    /// What this column says about the decimal sign: '.', ',' or 0 where it says nothing.
    char decimalVote() {
        if (Math.max(pointFits, commaFits) * 10 < cells * 7) {
            return 0;
        }
        return commaOnly > pointOnly ? ',' : pointOnly > commaOnly ? '.' : 0;
    }

    /// Whether it has numbers such as `1,234` that fit both decimal signs.
    boolean ambiguousDecimal() {
        return grouped > 0 && pointOnly == 0 && commaOnly == 0;
    }

    boolean hasGroups() {
        return grouped > 0;
    }

    Map<String, Long> missingFound() {
        return missing;
    }

    /// The type, the pattern of its times, and the words that mean missing in this column alone.
    ///
    /// @param rival the other reading of an ambiguous date
    record Decision(
            ColumnType type,
            @Nullable String pattern,
            Map<String, Long> missing,
            @Nullable String rival) {
        private static Decision of(ColumnType type) {
            return new Decision(type, null, Map.of(), null);
        }
    }

    Decision decide(String name, char decimal, boolean dayFirst) {
        if (cells == 0) {
            return Decision.of(ColumnType.STRING);
        }
        if (enough(booleans, Map.of())) {
            return Decision.of(ColumnType.BOOLEAN);
        }
        Map<String, Long> holes = stated == null ? holes() : Map.of();
        TimeTally.Best best = times.best(dayFirst);
        boolean digits = best != null && best.pattern().equals("yyyyMMdd");
        if (best != null && enough(best.fits(), holes) && (!digits || isTimeName(name) && plausibleDays())) {
            boolean timed = TimePattern.of(best.pattern()).timed();
            return new Decision(timed ? ColumnType.TIMESTAMP : ColumnType.DATE, best.pattern(), holes, best.rival());
        }
        long fits = decimal == ',' ? commaFits : pointFits;
        if (!enough(fits, holes) || zeroLed > 0 || tooLong > 0) {
            return Decision.of(ColumnType.STRING);
        }
        if (whole < fits) {
            return new Decision(ColumnType.NUMBER, null, holes, null);
        }
        if (isTimeName(name) && least >= 1e9 && most < 2.2e9) {
            return new Decision(ColumnType.TIMESTAMP, "epoch_s", holes, null);
        }
        if (isTimeName(name) && least >= 1e12 && most < 2.2e12) {
            return new Decision(ColumnType.TIMESTAMP, "epoch_ms", holes, null);
        }
        return new Decision(ColumnType.INTEGER, null, holes, null);
    }

    /// The way to write times that fits best, however badly; for columns that are said to be times.
    @Nullable
    String bestPattern(boolean dayFirst) {
        TimeTally.Best best = times.best(dayFirst);
        if (best != null) {
            return best.pattern();
        }
        return whole == 0 ? null : least >= 1e12 ? "epoch_ms" : "epoch_s";
    }

    /// A fiftieth of the values (one at least, from twenty on) may be faulty; their rows are refused.
    private boolean enough(long fits, Map<String, Long> holes) {
        long excused = holes.values().stream().mapToLong(Long::longValue).sum();
        long faulty = cells - fits - excused;
        return fits > 0 && fits >= excused && faulty <= (cells < 20 ? 0 : Math.max(1, cells / 50));
    }

    /// Words between numbers or times that say "nothing here": known ones, or a single one that keeps coming back.
    private Map<String, Long> holes() {
        Map<String, Long> found = new TreeMap<>();
        Map<String, Long> others = new HashMap<>();
        words.forEach((word, count) -> {
            if (DOUBTFUL.contains(word.toLowerCase(Locale.ROOT))) {
                found.put(word, count);
            } else if (count >= 3 && word.chars().noneMatch(Character::isDigit)) {
                others.put(word, count);
            }
        });
        if (others.size() == 1 && words.size() <= 10 + found.size()) {
            others.forEach((word, count) -> {
                if (count * 5 <= cells) {
                    found.put(word, count);
                }
            });
        }
        return found;
    }

    private boolean plausibleDays() {
        return least >= 19_000_101 && most <= 21_001_231;
    }

    static boolean isTimeName(String name) {
        for (String word : name.replaceAll("([a-z])([A-Z])", "$1 $2")
                .toLowerCase(Locale.ROOT)
                .split("[^a-z]+")) {
            if (TIME_WORD.matcher(word).matches()) {
                return true;
            }
        }
        return false;
    }

    static boolean isMissing(String text, @Nullable Set<String> stated) {
        if (text.isBlank()) {
            return true;
        }
        Set<String> spellings = stated == null ? MISSING : stated;
        return text.length() <= 24 && spellings.contains(text.toLowerCase(Locale.ROOT));
    }

    static @Nullable Set<String> lower(@Nullable Iterable<String> spellings) {
        if (spellings == null) {
            return null;
        }
        Set<String> lower = new HashSet<>();
        spellings.forEach(spelling -> lower.add(spelling.toLowerCase(Locale.ROOT)));
        return lower;
    }
}
