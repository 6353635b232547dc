package dev.trefoil.platform.tracking;

import dev.trefoil.platform.PlatformException;
import dev.trefoil.platform.db.Database;
import dev.trefoil.platform.db.Page;
import dev.trefoil.platform.db.Tx;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/// All values of a metric, page by page or thinned out for a chart.
public final class MetricHistory {
    private static final MetricPoint BEFORE_ALL =
            new MetricPoint(Double.NEGATIVE_INFINITY, Long.MIN_VALUE, Long.MIN_VALUE);

    private final Database database;

    public MetricHistory(Database database) {
        this.database = database;
    }

    /// In order of time, step and value. Nothing for a run or metric that does not exist.
    ///
    /// @param token of the page before, empty for the first
    public Page<MetricPoint> page(RunId run, String key, String token, int limit) {
        MetricPoint after = token.isEmpty() ? BEFORE_ALL : decode(token);
        List<MetricPoint> found = database.read(tx -> new RunSql(tx)
                .find(run)
                .map(stored -> new MetricSql(tx).history(stored.number(), MetricNames.find(tx, key), after, limit + 1))
                .orElse(List.of()));
        boolean more = found.size() > limit;
        List<MetricPoint> items = more ? found.subList(0, limit) : found;
        return new Page<>(items, more ? encode(items.getLast()) : "");
    }

    /// At most about `points` values of each run, in order of step: the first, the last, and of every stretch
    /// between them the least and the greatest finite value, so that no peak is lost; of a stretch without a
    /// finite value, one that is not. The runs are read side by side, each as it is at that moment.
    public Map<RunId, MetricCurve> thinned(List<RunId> runs, String key, int points) {
        Map<RunId, MetricCurve> found = new ConcurrentSkipListMap<>(Comparator.comparing(RunId::value));
        runs.parallelStream()
                .forEach(run -> database.read(tx -> new RunSql(tx)
                                .find(run)
                                .map(stored -> thinned(tx, stored.number(), MetricNames.find(tx, key), points)))
                        .ifPresent(curve -> found.put(run, curve)));
        return found;
    }

    /// A curve of many steps is thinned out by the database; one of few steps, however many values they have, here.
    private static MetricCurve thinned(Tx tx, long run, long key, int points) {
        CurveSql curve = new CurveSql(tx, run, key);
        Optional<CurveSql.Extent> logged = curve.extent();
        if (logged.isEmpty()) {
            return new MetricCurve(List.of(), 0, 0);
        }
        CurveSql.Extent extent = logged.orElseThrow();
        int stretches = Math.max(1, (points - 2) / 2);
        List<MetricPoint> kept;
        if (extent.count() > 4L * points && extent.steps() > 4L * stretches) {
            kept = curve.extremes(extent, stretches);
        } else {
            List<MetricPoint> all = new ArrayList<>();
            new MetricSql(tx).each(run, key, all::add);
            kept = Thinning.to(points, all);
        }
        return new MetricCurve(kept, extent.count(), extent.nonfinite());
    }

    private static String encode(MetricPoint point) {
        return point.loggedMillis() + ":" + point.step() + ":" + Double.toHexString(point.value());
    }

    private static MetricPoint decode(String token) {
        String[] parts = token.split(":", -1);
        try {
            if (parts.length == 3) {
                return new MetricPoint(
                        Double.parseDouble(parts[2]), Long.parseLong(parts[1]), Long.parseLong(parts[0]));
            }
        } catch (NumberFormatException e) {
            throw new PlatformException(
                    PlatformException.Kind.INVALID, "page token", "Invalid page token of a metric's history.", e);
        }
        throw PlatformException.invalid("page token", "Invalid page token of a metric's history.");
    }
}
