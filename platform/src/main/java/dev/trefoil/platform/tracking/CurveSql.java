package dev.trefoil.platform.tracking;

import dev.trefoil.platform.db.Row;
import dev.trefoil.platform.db.Tx;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A long curve, thinned out by the database, so that not every value has to travel.
final class CurveSql {
    private static final String FINITE = "nan = 0 AND value BETWEEN -1.7976931348623157e308 AND 1.7976931348623157e308";
    private static final String IN_STRETCH =
            " FROM metric WHERE run = ? AND key = ? AND step >= from_step AND step < until_step";

    private final Tx tx;
    private final long run;
    private final long key;

    CurveSql(Tx tx, long run, long key) {
        this.tx = tx;
        this.run = run;
        this.key = key;
    }

    /// How far a curve goes.
    ///
    /// @param count of all values
    /// @param nonfinite how many of them are NaN or infinite
    record Extent(long count, long nonfinite, MetricPoint first, MetricPoint last) {
        long steps() {
            return last.step() - first.step() + 1;
        }
    }

    /// Empty when nothing was logged.
    Optional<Extent> extent() {
        Optional<MetricPoint> first = end("ASC");
        if (first.isEmpty()) {
            return Optional.empty();
        }
        MetricPoint last = end("DESC").orElseThrow();
        return tx.find(
                "SELECT count(*) AS n, sum(CASE WHEN " + FINITE
                        + " THEN 0 ELSE 1 END) AS nonfinite FROM metric WHERE run = ? AND key = ?",
                row -> new Extent(row.integer("n"), row.integer("nonfinite"), first.orElseThrow(), last),
                run,
                key);
    }

    /// The first value, the last, and the least and greatest finite one of equally many steps between, or a NaN for
    /// steps without a finite value; in order of step.
    ///
    /// @param stretches at least 1, and no more than there are steps
    List<MetricPoint> extremes(Extent extent, int stretches) {
        String finite = extent.nonfinite() == 0 ? "" : " AND " + FINITE;
        long width = Math.ceilDiv(extent.steps(), stretches);
        List<MetricPoint> points = new ArrayList<>(List.of(extent.first()));
        long from = extent.first().step();
        List<Object> parameters =
                new ArrayList<>(List.of(from, from + width, width, extent.last().step()));
        for (int lookup = 0; lookup < 8; lookup++) {
            parameters.addAll(List.of(run, key));
        }
        tx.each(
                """
                WITH RECURSIVE stretch (i, from_step, until_step) AS (
                  SELECT 0, CAST(? AS bigint), CAST(? AS bigint)
                  UNION ALL SELECT i + 1, until_step, until_step + CAST(? AS bigint) FROM stretch WHERE until_step <= ?
                ), found AS MATERIALIZED (
                  SELECT i, from_step, until_step, (SELECT min(value){in}{finite}) AS least,
                    (SELECT max(value){in}{finite}) AS greatest
                  FROM stretch
                ), placed AS MATERIALIZED (
                  SELECT i, least, greatest, (SELECT min(step){in}{finite} AND value = least) AS least_step,
                    (SELECT min(step){in}{finite} AND value = greatest) AS greatest_step,
                    CASE WHEN least IS NULL THEN (SELECT min(step){in}) END AS gap_step
                  FROM found
                )
                SELECT least, greatest, least_step, greatest_step, gap_step,
                  (SELECT min(logged_ms) FROM metric WHERE run = ? AND step = least_step AND key = ? AND value = least) AS least_ms,
                  (SELECT min(logged_ms) FROM metric WHERE run = ? AND step = greatest_step AND key = ? AND value = greatest)
                    AS greatest_ms,
                  (SELECT min(logged_ms) FROM metric WHERE run = ? AND step = gap_step AND key = ?) AS gap_ms
                FROM placed WHERE coalesce(least_step, gap_step) IS NOT NULL ORDER BY i""".replace("{in}", IN_STRETCH).replace("{finite}", finite),
                row -> stretch(row, points),
                parameters.toArray());
        add(extent.last(), points);
        return List.copyOf(points);
    }

    private static void stretch(Row row, List<MetricPoint> points) {
        MetricPoint least = new MetricPoint(row.number("least"), row.integer("least_step"), row.integer("least_ms"));
        MetricPoint greatest =
                new MetricPoint(row.number("greatest"), row.integer("greatest_step"), row.integer("greatest_ms"));
        if (Double.isNaN(least.value())) {
            add(new MetricPoint(Double.NaN, row.integer("gap_step"), row.integer("gap_ms")), points);
        } else if (least.step() <= greatest.step()) {
            add(least, points);
            add(greatest, points);
        } else {
            add(greatest, points);
            add(least, points);
        }
    }

    private static void add(MetricPoint point, List<MetricPoint> points) {
        if (!point.equals(points.getLast())) {
            points.add(point);
        }
    }

    private Optional<MetricPoint> end(String order) {
        return tx.find(
                "SELECT step, logged_ms, value, nan FROM metric WHERE run = ? AND key = ? ORDER BY step " + order
                        + ", logged_ms " + order + ", value " + order + " LIMIT 1",
                MetricSql::point,
                run,
                key);
    }
}
