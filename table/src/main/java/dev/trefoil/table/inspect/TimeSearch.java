package dev.trefoil.table.inspect;

import dev.trefoil.core.column.TimeColumn;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Looks for the column that says when a row happened, and for the day from which on rows are hold-out.
final class TimeSearch {
    private static final long DAY = 86_400_000_000L;

    private final Coded label;
    private final LabelLook look;

    TimeSearch(Coded label, LabelLook look) {
        this.label = label;
        this.look = look;
    }

    /// A column of times that can be the time of the rows.
    record Candidate(Coded column, int score) {}

    /// The most likely column: never missing, at least five days, not one that comes later by name (closed, paid,
    /// due) nor a day of birth; a telling name, rows in its order and early values speak for it.
    Optional<Candidate> find(List<Coded> columns) {
        return columns.stream()
                .filter(c -> c.type().temporal() && c.missing() == 0 && days(c) >= 5)
                .map(c -> new Candidate(
                        c,
                        (Names.later(c.name()) ? -3 : 0)
                                + (Names.time(c.name()) ? 1 : 0)
                                + (ordered(c) ? 2 : 0)
                                + (c.distinct() > c.rows() / 20 ? 1 : 0)))
                .filter(c -> c.score() >= 0)
                .max(Comparator.comparingInt(Candidate::score)
                        .thenComparingLong(c -> -middle(c.column()))
                        .thenComparing(c -> c.column().name(), Comparator.reverseOrder()));
    }

    private static long[] sorted(Coded column) {
        long[] micros = ((TimeColumn) column.column()).micros().clone();
        Arrays.sort(micros);
        return micros;
    }

    private static long middle(Coded column) {
        return sorted(column)[column.rows() / 2];
    }

    private static long days(Coded column) {
        return Arrays.stream(((TimeColumn) column.column()).micros())
                .map(m -> Math.floorDiv(m, DAY))
                .distinct()
                .count();
    }

    static boolean ordered(Coded column) {
        long[] micros = ((TimeColumn) column.column()).micros();
        int descents = 0;
        for (int i = 1; i < micros.length; i++) {
            descents += micros[i] < micros[i - 1] ? 1 : 0;
        }
        return descents * 50 <= micros.length;
    }

    /// The day that leaves about a fifth of the labelled rows from it on; null when days are too coarse, or a class
    /// would be missing on one side.
    @Nullable
    LocalDate holdoutFrom(Coded time) {
        long[] micros = ((TimeColumn) time.column()).micros();
        long[] sorted = sorted(time);
        long cut = Math.floorDiv(sorted[(int) (sorted.length * 0.8)], DAY) * DAY;
        for (int step = 0; step < 2; step++) {
            int later = 0;
            for (long at : micros) {
                later += at >= cut ? 1 : 0;
            }
            double share = (double) later / micros.length;
            if (share >= 0.08 && share <= 0.4 && bothSides(micros, cut)) {
                return LocalDate.ofEpochDay(cut / DAY);
            }
            cut += DAY;
        }
        return null;
    }

    private boolean bothSides(long[] micros, long cut) {
        int classes = look.classes().isEmpty() ? 1 : label.distinct();
        int[] before = new int[classes];
        int[] after = new int[classes];
        for (int row = 0; row < micros.length; row++) {
            if (label.code(row) >= 0) {
                (micros[row] < cut ? before : after)[classes == 1 ? 0 : label.code(row)]++;
            }
        }
        return Arrays.stream(before).allMatch(n -> n >= 5)
                && Arrays.stream(after).allMatch(n -> n >= 2);
    }

    int rowsFrom(Coded time, LocalDate day) {
        long cut = day.toEpochDay() * DAY;
        return (int) Arrays.stream(((TimeColumn) time.column()).micros())
                .filter(m -> m >= cut)
                .count();
    }

    /// Share of the rows before the day whose group also has rows from it on.
    static double straddling(Coded time, LocalDate day, List<Coded> group) {
        long cut = day.toEpochDay() * DAY;
        long[] micros = ((TimeColumn) time.column()).micros();
        java.util.Set<List<Integer>> later = new java.util.HashSet<>();
        for (int row = 0; row < micros.length; row++) {
            if (micros[row] >= cut) {
                later.add(key(group, row));
            }
        }
        int before = 0;
        int both = 0;
        for (int row = 0; row < micros.length; row++) {
            if (micros[row] < cut) {
                before++;
                both += later.contains(key(group, row)) ? 1 : 0;
            }
        }
        return before == 0 ? 0 : (double) both / before;
    }

    private static List<Integer> key(List<Coded> group, int row) {
        return group.stream().map(c -> c.code(row)).toList();
    }
}
