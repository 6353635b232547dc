package dev.trefoil.platform.tracking;

import dev.trefoil.platform.db.Row;
import dev.trefoil.platform.db.Tx;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The tables of metrics: all values, and the last one of each.
final class MetricSql {
    /// Greatest step, then time, then value; a NaN counts as 0.
    private static final Comparator<MetricPoint> LATEST = Comparator.comparingLong(MetricPoint::step)
            .thenComparingLong(MetricPoint::loggedMillis)
            .thenComparingDouble(MetricSql::stored);

    private final Tx tx;

    MetricSql(Tx tx) {
        this.tx = tx;
    }

    void insert(long run, ExperimentId experiment, List<Metric> metrics, MetricNames names) {
        SequencedSet<String> keys = new LinkedHashSet<>();
        TreeMap<String, MetricPoint> latest = new TreeMap<>();
        for (Metric metric : metrics) {
            keys.add(metric.key());
            latest.merge(metric.key(), metric.point(), (a, b) -> LATEST.compare(a, b) >= 0 ? a : b);
        }
        Map<String, Long> numbers = names.numbers(tx, keys);
        List<@Nullable Object[]> rows = new ArrayList<>(metrics.size());
        for (Metric metric : metrics) {
            MetricPoint point = metric.point();
            rows.add(new Object[] {
                run, point.step(), number(numbers, metric.key()), point.loggedMillis(), stored(point), nan(point)
            });
        }
        tx.batch(
                "INSERT INTO metric (run, step, key, logged_ms, value, nan) VALUES (?, ?, ?, ?, ?, ?)"
                        + " ON CONFLICT DO NOTHING",
                rows);
        List<@Nullable Object[]> last = new ArrayList<>(latest.size());
        latest.forEach((key, point) -> last.add(new Object[] {
            run, number(numbers, key), experiment.value(), stored(point), nan(point), point.step(), point.loggedMillis()
        }));
        tx.batch("""
                INSERT INTO metric_latest (run, key, experiment, value, nan, step, logged_ms) VALUES (?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (run, key) DO UPDATE
                  SET value = excluded.value, nan = excluded.nan, step = excluded.step, logged_ms = excluded.logged_ms
                  WHERE (excluded.step, excluded.logged_ms, excluded.value)
                    > (metric_latest.step, metric_latest.logged_ms, metric_latest.value)""", last);
    }

    /// In order of time, step and value, as MLflow lists them.
    List<MetricPoint> history(long run, long key, MetricPoint after, int limit) {
        return tx.query(
                """
                SELECT step, logged_ms, value, nan FROM metric
                WHERE run = ? AND key = ? AND (logged_ms, step, value, nan) > (?, ?, ?, ?)
                ORDER BY logged_ms, step, value, nan LIMIT ?""", MetricSql::point, run, key, after.loggedMillis(), after.step(), stored(after), nan(after), limit);
    }

    /// In order of step.
    void each(long run, long key, Consumer<MetricPoint> consumer) {
        tx.each(
                "SELECT step, logged_ms, value, nan FROM metric WHERE run = ? AND key = ? ORDER BY step, logged_ms, value",
                row -> consumer.accept(point(row)),
                run,
                key);
    }

    static MetricPoint point(Row row) {
        return new MetricPoint(
                row.flag("nan") ? Double.NaN : row.number("value"), row.integer("step"), row.integer("logged_ms"));
    }

    static double stored(MetricPoint point) {
        return Double.isNaN(point.value()) ? 0 : point.value();
    }

    static int nan(MetricPoint point) {
        return Double.isNaN(point.value()) ? 1 : 0;
    }

    private static long number(Map<String, Long> numbers, String key) {
        Long number = numbers.get(key);
        if (number == null) {
            throw new IllegalStateException("metric " + key + " has no number");
        }
        return number;
    }
}
