package dev.trefoil.platform.tracking;

import dev.trefoil.platform.db.Row;
import dev.trefoil.platform.db.Tx;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A long curve, thinned out by the database, so that not every value has to travel.
final class CurveSql {
    private static final String FINITE = "nan = 0 AND abs(value) <= 1.7976931348623157e308";
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
    record Extent(long count, long nonfinite, long from, long until) {}

    Extent extent() {
        return tx.find(
                        "SELECT count(*) AS n, sum(CASE WHEN " + FINITE + " THEN 0 ELSE 1 END) AS nonfinite,"
                                + " min(step) AS least, max(step) AS greatest FROM metric WHERE run = ? AND key = ?",
                        row -> new Extent(
                                row.integer("n"),
                                row.integer("nonfinite"),
                                row.integer("least"),
                                row.integer("greatest")),
                        run,
                        key)
                .orElseThrow();
    }

    /// The first value, the last, and the least and greatest finite one of equally many steps between, or a NaN for
    /// steps without a finite value; in order of step.
    ///
    /// @param stretches at least 1, and no more than there are steps
    List<MetricPoint> extremes(Extent extent, int stretches) {
        long width = Math.ceilDiv(extent.until() - extent.from() + 1, stretches);
        List<MetricPoint> points = new ArrayList<>();
        end("ASC").ifPresent(points::add);
        List<Object> parameters = new ArrayList<>(List.of(extent.from(), extent.from() + width, width, extent.until()));
        for (int lookup = 0; lookup < 8; lookup++) {
            parameters.addAll(List.of(run, key));
        }
        tx.each(
                """
                WITH RECURSIVE stretch (i, from_step, until_step) AS (
                  SELECT 0, CAST(? AS bigint), CAST(? AS bigint)
                  UNION ALL SELECT i + 1, until_step, until_step + CAST(? AS bigint) FROM stretch WHERE until_step <= ?
                ), found AS MATERIALIZED (
                  SELECT i, from_step, until_step, (SELECT min(value){in} AND {finite}) AS least,
                    (SELECT max(value){in} AND {finite}) AS greatest
                  FROM stretch
                ), placed AS MATERIALIZED (
                  SELECT i, least, greatest, (SELECT min(step){in} AND nan = 0 AND value = least) AS least_step,
                    (SELECT min(step){in} AND nan = 0 AND value = greatest) AS greatest_step,
                    CASE WHEN least IS NULL THEN (SELECT min(step){in}) END AS gap_step
                  FROM found
                )
                SELECT least, greatest, least_step, greatest_step, gap_step,
                  (SELECT min(logged_ms) FROM metric WHERE run = ? AND step = least_step AND key = ? AND value = least) AS least_ms,
                  (SELECT min(logged_ms) FROM metric WHERE run = ? AND step = greatest_step AND key = ? AND value = greatest)
                    AS greatest_ms,
                  (SELECT min(logged_ms) FROM metric WHERE run = ? AND step = gap_step AND key = ?) AS gap_ms
                FROM placed WHERE coalesce(least_step, gap_step) IS NOT NULL ORDER BY i""".replace("{in}", IN_STRETCH).replace("{finite}", FINITE),
                row -> stretch(row, points),
                parameters.toArray());
        end("DESC").filter(last -> !last.equals(points.getLast())).ifPresent(points::add);
        return List.copyOf(points);
    }

    private static void stretch(Row row, List<MetricPoint> points) {
        MetricPoint least = new MetricPoint(row.number("least"), row.integer("least_step"), row.integer("least_ms"));
        MetricPoint greatest =
                new MetricPoint(row.number("greatest"), row.integer("greatest_step"), row.integer("greatest_ms"));
        List<MetricPoint> found;
        if (Double.isNaN(least.value())) {
            found = List.of(new MetricPoint(Double.NaN, row.integer("gap_step"), row.integer("gap_ms")));
        } else if (least.step() <= greatest.step()) {
            found = List.of(least, greatest);
        } else {
            found = List.of(greatest, least);
        }
        for (MetricPoint point : found) {
            if (points.isEmpty() || !point.equals(points.getLast())) {
                points.add(point);
            }
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
