package dev.trefoil.table.inspect;

import dev.trefoil.core.column.ColumnType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/// Looks for rows that belong to the same person, machine or other entity. Three heuristics, in this order; the
/// first that finds something counts:
///
/// 1. *A key*: a column whose name says so (customer, patient, …id) and whose values repeat.
/// 2. *Runs*: columns that stay the same from row to row far more often than their values' shares explain, without
///    being sorted, and that change together: blocks of rows of one entity each.
/// 3. *Ties*: columns whose values come in far fewer combinations than chance would give (a third at most, compared
///    with the same columns shuffled): combinations that come back are entities.
///
/// A group must come at least 1.5 times on average, there must be ten groups, and none may hold half of the rows.
final class Entities {
    private static final int CANDIDATES = 25;
    private static final int LOOKED_AT = 20_000;
    private static final double REPEATS = 1.5;
    private static final int FEWEST = 10;

    private final int rows;
    private final List<Coded> columns;

    /// @param columns features that are not left out
    Entities(int rows, List<Coded> columns) {
        this.rows = rows;
        this.columns = columns;
    }

    /// @param key whether the columns are a key by name, which is then no feature
    record Entity(List<String> columns, int groups, boolean key, String evidence) {}

    /// @param timed whether the rows are told apart by a time; combinations that come back are then a timetable as
    ///     likely as entities, and no ties are looked for
    Optional<Entity> find(boolean timed) {
        return key().or(this::runs).or(() -> timed ? Optional.empty() : ties());
    }

    private Optional<Entity> key() {
        return columns.stream()
                .filter(c -> c.type() == ColumnType.STRING || c.type() == ColumnType.INTEGER)
                .filter(c -> Names.entity(c.name()) && (Names.identifier(c.name()) || c.distinct() >= rows / 50)
                        || Names.identifier(c.name()) && c.distinct() >= Math.max(30, rows / 20))
                .filter(c -> c.missing() * 20 <= rows && fits(c.distinct(), largest(c)))
                .max(Comparator.comparingInt((Coded c) -> Names.entity(c.name()) ? 1 : 0)
                        .thenComparingInt(Coded::distinct)
                        .thenComparing(Coded::name, Comparator.reverseOrder()))
                .map(c -> new Entity(
                        List.of(c.name()),
                        c.distinct(),
                        true,
                        c.distinct() + " values in " + rows + " rows, each " + mean(c.distinct())
                                + " times on average: rows of one value belong together"));
    }

    private Optional<Entity> runs() {
        List<Coded> sticky = new ArrayList<>();
        for (Coded column : columns) {
            if (column.distinct() >= 2
                    && column.distinct() <= rows / 2
                    && column.missing() * 2 <= rows
                    && sticky(column)) {
                sticky.add(column);
            }
        }
        boolean telling = sticky.stream().anyMatch(c -> c.distinct() >= FEWEST);
        if (sticky.isEmpty() || !telling) {
            return Optional.empty();
        }
        int runs = 1;
        int[] changes = new int[sticky.size()];
        for (int row = 1; row < rows; row++) {
            boolean changed = false;
            for (int i = 0; i < sticky.size(); i++) {
                if (sticky.get(i).code(row) != sticky.get(i).code(row - 1)) {
                    changes[i]++;
                    changed = true;
                }
            }
            runs += changed ? 1 : 0;
        }
        List<Coded> together = new ArrayList<>();
        for (int i = 0; i < sticky.size(); i++) {
            // Two values only can stay the same over the border of two entities half of the time.
            if (changes[i] + 1 >= runs * (sticky.get(i).distinct() < FEWEST ? 0.2 : 0.5)) {
                together.add(sticky.get(i));
            }
        }
        List<Coded> key = enough(together);
        int[] joint = joint(key);
        int groups = distinct(joint);
        if (together.stream().noneMatch(c -> c.distinct() >= FEWEST)
                || runs > rows / 2
                || !fits(groups, largest(joint))) {
            return Optional.empty();
        }
        return Optional.of(new Entity(
                key.stream().map(Coded::name).toList(),
                groups,
                false,
                "the rows come in " + runs + " blocks in which " + names(together) + " stay"
                        + (together.size() == 1 ? "s" : "")
                        + " the same, and no order explains it: " + groups + " entities of " + mean(groups)
                        + " rows on average are taken to be behind it"));
    }

    /// Equal to its neighbour at least twice as often as chance, at half of the rows or more, and not sorted.
    private boolean sticky(Coded column) {
        int equal = 0;
        int up = 0;
        int down = 0;
        double chance = 0;
        for (int code = 0; code < column.distinct(); code++) {
            double share = (double) column.count(code) / rows;
            chance += share * share;
        }
        for (int row = 1; row < rows; row++) {
            int before = column.code(row - 1);
            int now = column.code(row);
            if (before == now) {
                equal++;
            } else if (before >= 0 && now >= 0) {
                int order = compare(column, row - 1, row);
                up += order < 0 ? 1 : 0;
                down += order > 0 ? 1 : 0;
            }
        }
        double share = (double) equal / Math.max(1, rows - 1);
        boolean sorted = Math.min(up, down) * 20 < up + down;
        return !sorted && share >= 0.5 && share >= chance + (1 - chance) * 0.5;
    }

    private static int compare(Coded column, int one, int other) {
        return column.type() == ColumnType.STRING
                ? String.valueOf(column.column().text(one))
                        .compareTo(String.valueOf(column.column().text(other)))
                : Double.compare(column.column().number(one), column.column().number(other));
    }

    private Optional<Entity> ties() {
        List<Coded> candidates = columns.stream()
                .filter(c -> c.distinct() >= 5
                        && c.distinct() <= rows / REPEATS
                        && c.missing() * 10 <= rows
                        && !c.type().temporal())
                .sorted(Comparator.comparingInt((Coded c) -> -c.distinct()).thenComparing(Coded::name))
                .limit(CANDIDATES)
                .toList();
        List<Coded> best = List.of();
        double bestRatio = 1.0 / 3;
        for (int i = 0; i < candidates.size(); i++) {
            int[] some = rowsOfSomeValues(candidates.get(i));
            for (int j = i + 1; j < candidates.size(); j++) {
                List<Coded> pair = List.of(candidates.get(i), candidates.get(j));
                if (!manyRows(pair, some)) {
                    continue;
                }
                double ratio = ratio(pair, some);
                if (ratio < bestRatio) {
                    best = pair;
                    bestRatio = ratio;
                }
            }
        }
        if (best.isEmpty()) {
            return Optional.empty();
        }
        List<Coded> key = new ArrayList<>(best);
        for (Coded more : candidates) {
            if (!key.contains(more) && key.size() < 4) {
                int before = distinct(joint(key));
                List<Coded> longer = new ArrayList<>(key);
                longer.add(more);
                if (distinct(joint(longer)) <= before * 1.2 && more.distinct() > 5) {
                    key.add(more);
                }
            }
        }
        int[] all = IntStream.range(0, rows).toArray();
        int[] joint = joint(key);
        int groups = distinct(joint);
        List<Coded> companions = columns.stream()
                .filter(c -> c.distinct() >= 2 && !key.contains(c) && constantWithin(joint, groups, c))
                .toList();
        // Two columns may be tied because one is the other's name; three with a number among them are an entity.
        boolean numbers = key.stream().anyMatch(c -> c.type().numeric());
        if (key.size() + companions.size() < 3 || !numbers || !fits(groups, largest(joint))) {
            return Optional.empty();
        }
        return Optional.of(new Entity(
                key.stream().map(Coded::name).toList(),
                groups,
                false,
                names(key) + " come in " + groups + " combinations only, where chance would give "
                        + Math.round(groups / ratio(key, all))
                        + ": rows of one combination are taken to be one entity"));
    }

    /// Whether a column has one value in nearly every group.
    private static boolean constantWithin(int[] joint, int groups, Coded column) {
        int[] first = new int[groups];
        boolean[] known = new boolean[groups];
        boolean[] mixed = new boolean[groups];
        for (int row = 0; row < joint.length; row++) {
            if (!known[joint[row]]) {
                known[joint[row]] = true;
                first[joint[row]] = column.code(row);
            } else if (first[joint[row]] != column.code(row)) {
                mixed[joint[row]] = true;
            }
        }
        int faulty = 0;
        for (boolean broken : mixed) {
            faulty += broken ? 1 : 0;
        }
        return faulty * 50 <= groups;
    }

    /// Of a big table the rows of some values of a column, all of each, so that entities stay whole.
    private int[] rowsOfSomeValues(Coded column) {
        int every = rows / LOOKED_AT + 1;
        return IntStream.range(0, rows)
                .filter(row -> every == 1 || Math.floorMod(column.code(row) * 0x9E3779B1, every * 16) < 16)
                .toArray();
    }

    /// A hierarchy of places or products has few leaves with very many rows each; entities have few rows each.
    private static boolean manyRows(List<Coded> key, int[] some) {
        int groups = distinct(joint(key, some));
        return groups >= Math.max(20, some.length / 50) && groups <= some.length / REPEATS;
    }

    /// Combinations there are, over combinations after shuffling.
    private static double ratio(List<Coded> key, int[] some) {
        SplittableRandom random = new SplittableRandom(11);
        int[] joint = new int[some.length];
        for (Coded column : key) {
            int[] order = new int[some.length];
            for (int row = 0; row < order.length; row++) {
                int other = random.nextInt(row + 1);
                order[row] = order[other];
                order[other] = row;
            }
            combine(joint, row -> column.code(some[order[row]]));
        }
        return (double) distinct(joint(key, some)) / distinct(joint);
    }

    /// The first columns that already make all the groups that all of them make.
    private List<Coded> enough(List<Coded> together) {
        List<Coded> sorted = together.stream()
                .sorted(Comparator.comparingInt((Coded c) -> -c.distinct()).thenComparing(Coded::name))
                .toList();
        int all = distinct(joint(sorted));
        List<Coded> key = new ArrayList<>();
        for (Coded column : sorted) {
            int before = key.isEmpty() ? 0 : distinct(joint(key));
            if (before >= all * 0.98) {
                break;
            }
            key.add(column);
            if (distinct(joint(key)) == before) {
                key.remove(column);
            }
        }
        return key;
    }

    private int[] joint(List<Coded> key) {
        return joint(key, IntStream.range(0, rows).toArray());
    }

    private static int[] joint(List<Coded> key, int[] some) {
        int[] joint = new int[some.length];
        for (Coded column : key) {
            combine(joint, row -> column.code(some[row]));
        }
        return joint;
    }

    private static void combine(int[] joint, IntUnaryOperator code) {
        Map<Long, Integer> known = new HashMap<>();
        for (int row = 0; row < joint.length; row++) {
            long both = ((long) joint[row] << 32) | (code.applyAsInt(row) + 1);
            Integer before = known.putIfAbsent(both, known.size());
            joint[row] = before == null ? known.size() - 1 : before;
        }
    }

    private boolean fits(int groups, int largest) {
        return groups >= FEWEST && groups * REPEATS <= rows && largest * 2 <= rows;
    }

    private static int largest(Coded column) {
        int largest = 0;
        for (int code = 0; code < column.distinct(); code++) {
            largest = Math.max(largest, column.count(code));
        }
        return largest;
    }

    private static int largest(int[] joint) {
        int[] counts = new int[joint.length];
        int largest = 0;
        for (int group : joint) {
            largest = Math.max(largest, ++counts[group]);
        }
        return largest;
    }

    private static int distinct(int[] joint) {
        int most = -1;
        for (int group : joint) {
            most = Math.max(most, group);
        }
        return most + 1;
    }

    private String mean(int groups) {
        return String.format(Locale.ROOT, "%.1f", (double) rows / groups);
    }

    private static String names(List<Coded> columns) {
        return String.join(", ", columns.stream().map(c -> "'" + c.name() + "'").toList());
    }
}
