package dev.trefoil.platform.project;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A length of time as a project file writes it: exact (`20ms`, `1h`, `14d`) or in calendar months (`3 months`).
///
/// @param months 0 for an exact length
/// @param exact zero for a length in months
public record TimeSpan(int months, Duration exact) {
    public static final TimeSpan ZERO = new TimeSpan(0, Duration.ZERO);

    /// What people are told to write.
    static final String EXAMPLES = "write it like 20ms, 15s, 10m, 1h, 14d or 3 months";

    private static final Pattern FORM = Pattern.compile("(\\d{1,9})(\\.\\d{1,3})? ?([a-z]+)");
    private static final BigInteger LONGEST_MICROS =
            BigInteger.valueOf(Duration.ofDays(100_000).toMillis() * 1_000);
    private static final LocalDate MONDAY = LocalDate.of(1970, 1, 5);

    public TimeSpan {
        if (months < 0 || exact.isNegative() || (months > 0 && !exact.isZero())) {
            throw new IllegalArgumentException("a length of time is exact or in months, and not negative");
        }
    }

    public static TimeSpan ofMonths(int months) {
        return new TimeSpan(months, Duration.ZERO);
    }

    public static TimeSpan of(Duration exact) {
        return new TimeSpan(0, exact);
    }

    /// Reads `20ms`, `1.5ms`, `15s`, `10m`, `1h`, `14d`, `2w`, `3 months`, `1y` and their long forms; empty where it is
    /// none.
    /// Exact lengths are kept to the microsecond, and are at most 100,000 days.
    public static Optional<TimeSpan> parse(String text) {
        Matcher form = FORM.matcher(text.strip());
        if (!form.matches()) {
            return Optional.empty();
        }
        BigDecimal count = new BigDecimal(form.group(2) == null ? form.group(1) : form.group(1) + form.group(2));
        return switch (form.group(3)) {
            case "ms", "millisecond", "milliseconds" -> Optional.of(exact(count, 1));
            case "s", "sec", "second", "seconds" -> Optional.of(exact(count, 1_000));
            case "m", "min", "minute", "minutes" -> Optional.of(exact(count, 60_000));
            case "h", "hour", "hours" -> Optional.of(exact(count, 3_600_000));
            case "d", "day", "days" -> Optional.of(exact(count, 86_400_000));
            case "w", "week", "weeks" -> Optional.of(exact(count, 7 * 86_400_000L));
            case "month", "months" -> calendar(count, 1);
            case "y", "year", "years" -> calendar(count, 12);
            default -> Optional.empty();
        };
    }

    private static TimeSpan exact(BigDecimal count, long millis) {
        return of(Duration.ofNanos(count.multiply(BigDecimal.valueOf(millis * 1_000))
                        .toBigInteger()
                        .min(LONGEST_MICROS)
                        .longValueExact()
                * 1_000));
    }

    private static Optional<TimeSpan> calendar(BigDecimal count, int months) {
        boolean fits = count.stripTrailingZeros().scale() <= 0 && count.compareTo(BigDecimal.valueOf(1_000)) <= 0;
        return fits ? Optional.of(ofMonths(count.intValueExact() * months)) : Optional.empty();
    }

    public boolean zero() {
        return months == 0 && exact.isZero();
    }

    public LocalDateTime after(LocalDateTime at) {
        return at.plusMonths(months).plus(exact);
    }

    public LocalDateTime before(LocalDateTime at) {
        return at.minusMonths(months).minus(exact);
    }

    /// The start of the window of this length that holds the time. Windows lie end to end: months from January 1970,
    /// exact lengths from midnight of Monday, 5 January 1970. A window of no length is an [IllegalStateException].
    public LocalDateTime windowStart(LocalDateTime at) {
        if (zero()) {
            throw new IllegalStateException("a window has a length");
        }
        if (months > 0) {
            long since =
                    ChronoUnit.MONTHS.between(LocalDate.EPOCH, at.toLocalDate().withDayOfMonth(1));
            return LocalDate.EPOCH
                    .plusMonths(Math.floorDiv(since, (long) months) * months)
                    .atStartOfDay();
        }
        LocalDateTime origin = LocalDateTime.of(MONDAY, LocalTime.MIDNIGHT);
        long length = exact.toNanos() / 1_000;
        long since = ChronoUnit.MICROS.between(origin, at);
        return origin.plus(Math.floorDiv(since, length) * length, ChronoUnit.MICROS);
    }

    /// As a project file writes it, in the largest unit that is exact.
    @Override
    public String toString() {
        if (months > 0) {
            return months + (months == 1 ? " month" : " months");
        }
        long micros = exact.toNanos() / 1_000;
        if (micros % 1_000_000 != 0) {
            return BigDecimal.valueOf(micros, 3).stripTrailingZeros().toPlainString() + "ms";
        }
        long millis = micros / 1_000;
        long seconds = millis / 1_000;
        if (seconds == 0 || seconds % 60 != 0) {
            return seconds + "s";
        }
        if (seconds % 3_600 != 0) {
            return seconds / 60 + "m";
        }
        return seconds % 86_400 != 0 ? seconds / 3_600 + "h" : seconds / 86_400 + "d";
    }
}
