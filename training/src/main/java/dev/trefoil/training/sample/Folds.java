package dev.trefoil.training.sample;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

/// Ways to hold rows back. Rows of one group never part.
public final class Folds {
    private Folds() {}

    /// The latest part, at least `share` of the rows, is judged; the rest is learned from. Groups are ordered by
    /// their
    /// latest row, and groups that end at the same time stay together.
    ///
    /// @param times microseconds; the least value where missing
    /// @param groups number of each row's group
    public static Fold latest(long[] times, int[] groups, double share) {
        int count = Groups.count(groups);
        long[] ends = new long[count];
        int[] sizes = new int[count];
        Arrays.fill(ends, Long.MIN_VALUE);
        for (int row = 0; row < times.length; row++) {
            ends[groups[row]] = Math.max(ends[groups[row]], times[row]);
            sizes[groups[row]]++;
        }
        List<Integer> latestFirst = new ArrayList<>(count);
        for (int group = 0; group < count; group++) {
            latestFirst.add(group);
        }
        latestFirst.sort(Comparator.comparingLong((Integer g) -> ends[g]).reversed());
        boolean[] judged = new boolean[count];
        long taken = 0;
        for (int i = 0; i < count; i++) {
            boolean sameEnd = i > 0 && ends[latestFirst.get(i)] == ends[latestFirst.get(i - 1)];
            if (taken >= share * times.length && !sameEnd) {
                break;
            }
            judged[latestFirst.get(i)] = true;
            taken += sizes[latestFirst.get(i)];
        }
        if (taken == times.length) {
            throw new IllegalArgumentException(
                    "all rows have the same time or group, so none can be held back as the latest");
        }
        return fold(groups, judged);
    }

    /// `count` folds of about equal size, each row judged once, with classes spread evenly.
    ///
    /// @param strata number of each row's class or range of values
    public static List<Fold> spread(int[] strata, int[] groups, int count, long seed) {
        int[] foldOfGroup = deal(strata, groups, count, seed);
        List<Fold> folds = new ArrayList<>(count);
        for (int fold = 0; fold < count; fold++) {
            boolean[] judged = new boolean[foldOfGroup.length];
            for (int group = 0; group < judged.length; group++) {
                judged[group] = foldOfGroup[group] == fold;
            }
            Fold next = fold(groups, judged);
            if (next.learn().length > 0 && next.judge().length > 0) {
                folds.add(next);
            }
        }
        if (folds.isEmpty()) {
            throw new IllegalArgumentException(
                    "all rows belong to one group, so none can be held back to judge the model");
        }
        return folds;
    }

    /// The larger groups first, each to the fold that has least of its commonest stratum.
    private static int[] deal(int[] strata, int[] groups, int count, long seed) {
        int groupCount = Groups.count(groups);
        int strataCount = Groups.count(strata);
        int[] sizes = new int[groupCount];
        int[] stratumOf = new int[groupCount];
        int[][] tally = groupCount == groups.length ? new int[0][] : new int[groupCount][strataCount];
        for (int row = 0; row < groups.length; row++) {
            int group = groups[row];
            sizes[group]++;
            if (tally.length == 0) {
                stratumOf[group] = strata[row];
            } else if (++tally[group][strata[row]] > tally[group][stratumOf[group]]) {
                stratumOf[group] = strata[row];
            }
        }
        List<Integer> order = shuffled(groupCount, seed);
        order.sort(Comparator.comparingInt((Integer g) -> sizes[g]).reversed());
        long[][] perStratum = new long[count][strataCount];
        long[] perFold = new long[count];
        int[] foldOf = new int[groupCount];
        for (int group : order) {
            int best = 0;
            for (int fold = 1; fold < count; fold++) {
                long more = perStratum[fold][stratumOf[group]] - perStratum[best][stratumOf[group]];
                if (more < 0 || (more == 0 && perFold[fold] < perFold[best])) {
                    best = fold;
                }
            }
            foldOf[group] = best;
            perStratum[best][stratumOf[group]] += sizes[group];
            perFold[best] += sizes[group];
        }
        return foldOf;
    }

    private static List<Integer> shuffled(int n, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Integer> order = new ArrayList<>(n);
        for (int i = 0; i < n; i++) {
            order.add(i);
        }
        for (int i = n - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int kept = order.get(i);
            order.set(i, order.get(j));
            order.set(j, kept);
        }
        return order;
    }

    private static Fold fold(int[] groups, boolean[] judged) {
        int[] learn = new int[groups.length];
        int[] judge = new int[groups.length];
        int l = 0;
        int j = 0;
        for (int row = 0; row < groups.length; row++) {
            if (judged[groups[row]]) {
                judge[j++] = row;
            } else {
                learn[l++] = row;
            }
        }
        return new Fold(Arrays.copyOf(learn, l), Arrays.copyOf(judge, j));
    }

    /// Strata for [#spread]: the class itself, or the tenth of the values a number falls into.
    public static int[] strata(double[] truth, Target target) {
        int[] strata = new int[truth.length];
        if (!target.classes().isEmpty()) {
            Arrays.setAll(strata, row -> (int) truth[row]);
            return strata;
        }
        double[] sorted = truth.clone();
        Arrays.sort(sorted);
        for (int row = 0; row < truth.length; row++) {
            int at = Arrays.binarySearch(sorted, truth[row]);
            strata[row] = (int) Math.min(9, 10L * Math.max(at, 0) / Math.max(sorted.length, 1));
        }
        return strata;
    }
}
