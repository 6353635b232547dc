package dev.trefoil.cli;

import dev.trefoil.cli.StatisticsCommand.WrongUse;
import dev.trefoil.core.column.Column;
import dev.trefoil.core.column.TimeColumn;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Spans of time that rows fall into: whole multiples of a length since 1970, or calendar months.
///
/// @param micros length, or 0 for calendar months
/// @param months calendar months, or 0
record TimeWindows(long micros, int months) {
    private static final Pattern SPAN = Pattern.compile("\\s*(\\d{1,6})\\s*(s|m|h|d|w|months?)\\s*");

    static TimeWindows parse(String span) {
        Matcher matcher = SPAN.matcher(span);
        long count = matcher.matches() ? Long.parseLong(matcher.group(1)) : 0;
        if (count == 0) {
            throw new WrongUse("--window is a span such as 1h, 1d, 7d or 1 month, not '" + span + "'");
        }
        return switch (matcher.group(2)) {
            case "s" -> new TimeWindows(count * 1_000_000L, 0);
            case "m" -> new TimeWindows(count * 60_000_000L, 0);
            case "h" -> new TimeWindows(count * 3_600_000_000L, 0);
            case "d" -> new TimeWindows(count * 86_400_000_000L, 0);
            case "w" -> new TimeWindows(count * 7 * 86_400_000_000L, 0);
            default -> new TimeWindows(0, (int) count);
        };
    }

    /// Rows by the start of their window, the earliest first; rows without a time are left out.
    Map<String, int[]> split(Column column, String name) {
        if (!(column instanceof TimeColumn times)) {
            throw new IllegalArgumentException("column '" + name + "' holds no times");
        }
        Map<Long, List<Integer>> rows = new TreeMap<>();
        for (int i = 0; i < times.size(); i++) {
            if (!times.missing(i)) {
                rows.computeIfAbsent(start(times.micros()[i]), _ -> new ArrayList<>())
                        .add(i);
            }
        }
        if (rows.isEmpty()) {
            throw new IllegalArgumentException("column '" + name + "' holds no times");
        }
        Map<String, int[]> windows = new LinkedHashMap<>();
        rows.forEach((start, members) -> windows.put(
                label(start), members.stream().mapToInt(Integer::intValue).toArray()));
        return windows;
    }

    private long start(long at) {
        if (micros > 0) {
            return Math.floorDiv(at, micros) * micros;
        }
        LocalDateTime time = utc(at);
        int month = Math.floorDiv(time.getYear() * 12 + time.getMonthValue() - 1, months) * months;
        LocalDateTime first = LocalDateTime.of(Math.floorDiv(month, 12), Math.floorMod(month, 12) + 1, 1, 0, 0);
        return ChronoUnit.MICROS.between(Instant.EPOCH, first.toInstant(ZoneOffset.UTC));
    }

    private static String label(long start) {
        LocalDateTime time = utc(start);
        return time.equals(time.truncatedTo(ChronoUnit.DAYS))
                ? time.toLocalDate().toString()
                : time.toString();
    }

    private static LocalDateTime utc(long micros) {
        return LocalDateTime.ofInstant(Instant.EPOCH.plus(micros, ChronoUnit.MICROS), ZoneOffset.UTC);
    }
}
