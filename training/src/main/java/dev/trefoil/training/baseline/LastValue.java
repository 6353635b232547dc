package dev.trefoil.training.baseline;

import dev.trefoil.core.column.Column;
import dev.trefoil.core.column.ColumnBatch;
import dev.trefoil.core.column.TimeColumn;
import dev.trefoil.core.signature.Task;
import dev.trefoil.training.sample.Groups;
import dev.trefoil.training.sample.Target;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntPredicate;

/// Things stay as they were: the latest label known at the time of the row, of the same entity where entities are
/// named. Before any label is known it answers like [Majority].
///
/// @param time the column of event times
/// @param arrivesAfterMicros how long after its row a label becomes known
/// @param entity columns that name an entity; empty for none
public record LastValue(String time, long arrivesAfterMicros, List<String> entity) implements Baseline {
    public LastValue {
        entity = List.copyOf(entity);
    }

    @Override
    public String id() {
        return "last-value";
    }

    @Override
    public Answers answer(ColumnBatch past, ColumnBatch rows, Target target) {
        Lane before = lane(past, target);
        Lane now = lane(rows, target);
        List<String> keys = new ArrayList<>();
        keys.addAll(keysOf(past));
        keys.addAll(keysOf(rows));
        int[] groups = entity.isEmpty() ? new int[keys.size()] : numbered(keys);
        int n = before.times.length;
        long[] times = joined(before.times, now.times);
        double[] truth = new double[times.length];
        System.arraycopy(before.truth, 0, truth, 0, n);
        System.arraycopy(now.truth, 0, truth, n, now.truth.length);
        double[] prior = Majority.prior(before.truth, target);
        double[] latest = new double[Groups.count(groups)];
        Arrays.fill(latest, Double.NaN);
        List<Integer> known = byTime(times, truth.length, i -> !Double.isNaN(truth[i]));
        List<Integer> asked = byTime(times, truth.length, i -> i >= n);
        double[] scores = new double[now.times.length * target.width()];
        int next = 0;
        for (int row : asked) {
            while (next < known.size()
                    && times[known.get(next)] + arrivesAfterMicros <= times[row]
                    && times[known.get(next)] < times[row]) {
                latest[groups[known.get(next)]] = truth[known.get(next)];
                next++;
            }
            write(scores, row - n, latest[groups[row]], prior, target.task());
        }
        return new Answers(scores, null);
    }

    private static void write(double[] scores, int row, double last, double[] prior, Task task) {
        int width = prior.length;
        for (int k = 0; k < width; k++) {
            scores[row * width + k] =
                    Double.isNaN(last) ? prior[k] : task == Task.MULTICLASS ? (k == (int) last ? 1 : 0) : last;
        }
    }

    private static final class Lane {
        private final long[] times;
        private final double[] truth;

        Lane(long[] times, double[] truth) {
            this.times = times;
            this.truth = truth;
        }
    }

    private Lane lane(ColumnBatch rows, Target target) {
        Column column = rows.column(time);
        if (!(column instanceof TimeColumn moments)) {
            throw new IllegalArgumentException("last-value needs a column of times; '" + time + "' is "
                    + column.type().name().toLowerCase(Locale.ROOT));
        }
        return new Lane(moments.micros(), target.truth(rows));
    }

    private List<String> keysOf(ColumnBatch rows) {
        List<Column> columns = entity.stream().map(rows::column).toList();
        List<String> keys = new ArrayList<>(rows.rows());
        for (int row = 0; row < rows.rows(); row++) {
            StringBuilder key = new StringBuilder();
            for (Column column : columns) {
                key.append(column.text(row)).append('\u0000');
            }
            keys.add(key.toString());
        }
        return keys;
    }

    private static int[] numbered(List<String> keys) {
        Map<String, Integer> seen = new HashMap<>();
        int[] numbers = new int[keys.size()];
        Arrays.setAll(numbers, i -> seen.computeIfAbsent(keys.get(i), _ -> seen.size()));
        return numbers;
    }

    private static long[] joined(long[] first, long[] second) {
        long[] all = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        return all;
    }

    private static List<Integer> byTime(long[] times, int n, IntPredicate wanted) {
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            if (wanted.test(i)) {
                order.add(i);
            }
        }
        order.sort(Comparator.comparingLong(i -> times[i]));
        return order;
    }
}
