package dev.trefoil.table.csv;

import dev.trefoil.table.source.TableException;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Map;

/// A way to write times, such as `dd.MM.yyyy[ HH:mm]`; the letters are listed in the reference of the project file.
/// Numbers may have fewer digits than the pattern has letters (but for `yyyy` and what follows without a break).
/// Not for use by two threads at once.
final class TimePattern {
    /// What [#parse] gives for a text that does not fit.
    static final long UNFIT = Long.MAX_VALUE;

    private static final long DAY = 86_400_000_000L;
    private static final Map<String, Integer> MONTHS = Map.ofEntries(
            Map.entry("jan", 1),
            Map.entry("feb", 2),
            Map.entry("mar", 3),
            Map.entry("m\u00e4r", 3),
            Map.entry("mrz", 3),
            Map.entry("apr", 4),
            Map.entry("may", 5),
            Map.entry("mai", 5),
            Map.entry("jun", 6),
            Map.entry("jul", 7),
            Map.entry("aug", 8),
            Map.entry("sep", 9),
            Map.entry("oct", 10),
            Map.entry("okt", 10),
            Map.entry("nov", 11),
            Map.entry("dec", 12),
            Map.entry("dez", 12),
            Map.entry("f\u00e9v", 2),
            Map.entry("avr", 4),
            Map.entry("d\u00e9c", 12));

    private final String pattern;
    private final boolean timed;
    private int year;
    private int month;
    private int day;
    private long micros;
    private int afternoon;
    private int zoneMinutes;

    private TimePattern(String pattern) {
        this.pattern = pattern;
        this.timed = pattern.startsWith("epoch_") || pattern.indexOf('H') >= 0 || pattern.indexOf('h') >= 0;
    }

    static TimePattern of(String pattern) {
        boolean known = pattern.startsWith("epoch_")
                ? pattern.matches("epoch_(s|ms|us)")
                : pattern.contains("y")
                        && pattern.chars().filter(Character::isLetter).allMatch(c -> "yMdHhmsSaXTE".indexOf(c) >= 0);
        if (!known) {
            throw new TableException(
                    "dates: " + pattern,
                    "this is no pattern for times",
                    "write one like yyyy-MM-dd HH:mm:ss, dd.MM.yyyy, M/d/yyyy, epoch_s or epoch_ms");
        }
        return new TimePattern(pattern);
    }

    String pattern() {
        return pattern;
    }

    /// Whether it has a time of day.
    boolean timed() {
        return timed;
    }

    /// Microseconds since 1970, in UTC where the text states a zone; [#UNFIT] when the text does not fit.
    long parse(String text) {
        if (pattern.startsWith("epoch_")) {
            return epoch(text);
        }
        int end = match(text);
        return end == text.length() ? value() : UNFIT;
    }

    /// Reads as much of the text as the pattern takes; the position after it, or −1.
    int match(String text) {
        year = 0;
        month = 1;
        day = 1;
        micros = 0;
        afternoon = -1;
        zoneMinutes = 0;
        return match(text, 0, 0, pattern.length());
    }

    /// The time that the last [#match] read.
    long value() {
        if (month < 1 || month > 12 || day < 1 || day > 31) {
            return UNFIT;
        }
        if (day > 28 && day > java.time.YearMonth.of(year, month).lengthOfMonth()) {
            return UNFIT;
        }
        long hours = micros / 3_600_000_000L;
        long clock = micros;
        if (afternoon >= 0) {
            if (hours < 1 || hours > 12) {
                return UNFIT;
            }
            clock = micros % 3_600_000_000L + (hours % 12 + 12L * afternoon) * 3_600_000_000L;
        } else if (hours > 23) {
            return UNFIT;
        }
        return LocalDate.of(year, month, day).toEpochDay() * DAY + clock - zoneMinutes * 60_000_000L;
    }

    private static long epoch(String text, long unit) {
        return (NumberText.kinds(text) & (NumberText.WHOLE | NumberText.LONG)) == NumberText.WHOLE
                ? NumberText.parseWhole(text) * unit
                : UNFIT;
    }

    private long epoch(String text) {
        return switch (pattern) {
            case "epoch_s" -> epoch(text, 1_000_000L);
            case "epoch_ms" -> epoch(text, 1000L);
            default -> epoch(text, 1L);
        };
    }

    private int match(String text, int from, int patternFrom, int patternTo) {
        int at = from;
        int p = patternFrom;
        while (p < patternTo) {
            char letter = pattern.charAt(p);
            if (letter == '[') {
                int close = closing(p);
                int after = match(text, at, p + 1, close);
                at = after >= 0 ? after : at;
                p = close + 1;
                continue;
            }
            int run = p;
            while (run < patternTo && pattern.charAt(run) == letter) {
                run++;
            }
            int width = run - p;
            if (Character.isLetter(letter) && letter != 'T') {
                at = field(text, at, letter, width, run < patternTo && Character.isLetter(pattern.charAt(run)));
                if (at < 0) {
                    return -1;
                }
                p = run;
            } else {
                if (at >= text.length() || text.charAt(at) != letter) {
                    return -1;
                }
                at++;
                p++;
            }
        }
        return at;
    }

    private int closing(int open) {
        int depth = 0;
        for (int i = open; i < pattern.length(); i++) {
            depth += pattern.charAt(i) == '[' ? 1 : pattern.charAt(i) == ']' ? -1 : 0;
            if (depth == 0) {
                return i;
            }
        }
        throw new TableException("dates: " + pattern, "a [ has no ]", "close it");
    }

    private int field(String text, int at, char letter, int width, boolean tight) {
        return switch (letter) {
            case 'y' -> year(text, at, width);
            case 'M' -> width >= 3 ? monthName(text, at) : month(text, at, tight);
            case 'd' -> {
                int end = digits(text, at, tight ? 2 : 1, 2);
                day = end < 0 ? 0 : number(text, at, end);
                yield end;
            }
            case 'H', 'h' -> clock(text, at, tight ? 2 : 1, 3_600_000_000L, 24);
            case 'm' -> clock(text, at, 2, 60_000_000L, 60);
            case 's' -> clock(text, at, 2, 1_000_000L, 61);
            case 'S' -> fraction(text, at);
            case 'a' -> halfDay(text, at);
            case 'X' -> zone(text, at);
            case 'E' -> dayName(text, at);
            default -> -1;
        };
    }

    private int year(String text, int at, int width) {
        int end = width == 2 ? digits(text, at, 2, 2) : digits(text, at, 4, 4);
        if (end >= 0) {
            int number = number(text, at, end);
            year = width == 2 ? (number < 70 ? 2000 : 1900) + number : number;
        }
        return end;
    }

    private int month(String text, int at, boolean tight) {
        int end = digits(text, at, tight ? 2 : 1, 2);
        month = end < 0 ? 0 : number(text, at, end);
        return end;
    }

    private int monthName(String text, int at) {
        int end = letters(text, at);
        if (end - at < 3) {
            return -1;
        }
        Integer found = MONTHS.get(text.substring(at, at + 3).toLowerCase(Locale.ROOT));
        if (found == null) {
            return -1;
        }
        month = found;
        return end < text.length() && text.charAt(end) == '.' && !pattern.contains("MMM.") ? end + 1 : end;
    }

    private int dayName(String text, int at) {
        int end = letters(text, at);
        return end - at >= 2 ? end : -1;
    }

    private int clock(String text, int at, int least, long unit, int limit) {
        int end = digits(text, at, least, 2);
        if (end < 0 || number(text, at, end) >= limit) {
            return -1;
        }
        micros += number(text, at, end) * unit;
        return end;
    }

    private int fraction(String text, int at) {
        int end = digits(text, at, 1, 9);
        long unit = 100_000;
        for (int i = at; i < end; i++) {
            micros += (text.charAt(i) - '0') * unit;
            unit /= 10;
        }
        return end;
    }

    private int halfDay(String text, int at) {
        String word = text.substring(at, Math.min(text.length(), at + 2)).toLowerCase(Locale.ROOT);
        afternoon = word.equals("am") ? 0 : word.equals("pm") ? 1 : -1;
        return afternoon < 0 ? -1 : at + 2;
    }

    private int zone(String text, int at) {
        if (at < text.length() && text.charAt(at) == 'Z') {
            return at + 1;
        }
        if (text.startsWith("UTC", at) || text.startsWith("GMT", at)) {
            return at + 3;
        }
        if (at >= text.length() || text.charAt(at) != '+' && text.charAt(at) != '-') {
            return -1;
        }
        int hours = digits(text, at + 1, 2, 2);
        if (hours < 0) {
            return -1;
        }
        int colon = hours < text.length() && text.charAt(hours) == ':' ? hours + 1 : hours;
        int minutes = digits(text, colon, 2, 2);
        int total = number(text, at + 1, hours) * 60 + (minutes < 0 ? 0 : number(text, colon, minutes));
        zoneMinutes = text.charAt(at) == '-' ? -total : total;
        return minutes < 0 ? hours : minutes;
    }

    private static int digits(String text, int at, int least, int most) {
        int end = at;
        while (end < text.length() && end - at < most && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
            end++;
        }
        return end - at < least ? -1 : end;
    }

    private static int letters(String text, int at) {
        int end = at;
        while (end < text.length() && Character.isLetter(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private static int number(String text, int from, int to) {
        int value = 0;
        for (int i = from; i < to; i++) {
            value = value * 10 + (text.charAt(i) - '0');
        }
        return value;
    }
}
