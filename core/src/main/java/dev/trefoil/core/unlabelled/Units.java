package dev.trefoil.core.unlabelled;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Rows that are drawn together, cut down to a part that is cheap to draw from. The spread of draws from the
/// part is that of draws from all, times the root of [#shrinks].
final class Units {
    private static final int MOST_ROWS = 5_000;

    private final List<int[]> rowsOf;
    private final int all;

    private Units(List<int[]> rowsOf, int all) {
        this.rowsOf = rowsOf;
        this.all = all;
    }

    /// @param clusters null where rows are independent
    static Units of(int rows, int @Nullable [] clusters, SplittableRandom random) {
        if (clusters == null) {
            int[] order = IntStream.range(0, rows).toArray();
            List<int[]> part = new ArrayList<>();
            for (int i = 0; i < Math.min(rows, MOST_ROWS); i++) {
                int j = i + random.nextInt(rows - i);
                part.add(new int[] {order[j]});
                order[j] = order[i];
            }
            return new Units(part, rows);
        }
        int[] unit = compact(clusters);
        int count = Arrays.stream(unit).max().orElse(-1) + 1;
        List<List<Integer>> members = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            members.add(new ArrayList<>());
        }
        for (int row = 0; row < rows; row++) {
            members.get(unit[row]).add(row);
        }
        for (int i = count - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            List<Integer> kept = members.get(i);
            members.set(i, members.get(j));
            members.set(j, kept);
        }
        List<int[]> part = new ArrayList<>();
        int taken = 0;
        for (List<Integer> one : members) {
            if (taken >= MOST_ROWS && part.size() >= 50) {
                break;
            }
            part.add(one.stream().mapToInt(Integer::intValue).toArray());
            taken += one.size();
        }
        return new Units(part, count);
    }

    /// All independent units, also those left out.
    int count() {
        return all;
    }

    /// Share of the units that are drawn from.
    double shrinks() {
        return (double) rowsOf.size() / all;
    }

    /// As many units as there are to draw from, with repetition: their rows.
    int[] draw(SplittableRandom random) {
        List<int[]> drawn = new ArrayList<>();
        int size = 0;
        for (int i = 0; i < rowsOf.size(); i++) {
            int[] rows = rowsOf.get(random.nextInt(rowsOf.size()));
            drawn.add(rows);
            size += rows.length;
        }
        int[] all = new int[size];
        int at = 0;
        for (int[] rows : drawn) {
            System.arraycopy(rows, 0, all, at, rows.length);
            at += rows.length;
        }
        return all;
    }

    private static int[] compact(int[] ids) {
        int[] distinct = Arrays.stream(ids).sorted().distinct().toArray();
        return Arrays.stream(ids).map(id -> Arrays.binarySearch(distinct, id)).toArray();
    }
}
