package dev.trefoil.platform.tracking;

import dev.trefoil.platform.db.Row;
import dev.trefoil.platform.db.Tx;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A long curve, thinned out by the database, so that not every value has to travel.
final class CurveSql {
    private static final String IN_STRETCH =
            " FROM metric WHERE run = ? AND key = ? AND nan = 0 AND step >= from_step AND step < until_step";

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
    /// @param count values, NaN among them
    record Extent(long count, long from, long until) {}

    Extent extent() {
        return tx.find(
                        "SELECT count(*) AS n, min(step) AS least, max(step) AS greatest FROM metric WHERE run = ? AND key = ?",
                        row -> new Extent(row.integer("n"), row.integer("least"), row.integer("greatest")),
                        run,
                        key)
                .orElseThrow();
    }

    /// The first value, the last, and the least and greatest of equally many steps between; in order of step. NaN
    /// values
    /// are left out.
    ///
    /// @param stretches at least 1, and no more than there are steps
    List<MetricPoint> extremes(Extent extent, int stretches) {
        long width = Math.ceilDiv(extent.until() - extent.from() + 1, stretches);
        List<MetricPoint> points = new ArrayList<>();
        end("ASC").ifPresent(points::add);
        tx.each(
                """
                WITH RECURSIVE stretch (i, from_step, until_step) AS (
                  SELECT 0, CAST(? AS bigint), CAST(? AS bigint)
                  UNION ALL SELECT i + 1, until_step, until_step + CAST(? AS bigint) FROM stretch WHERE until_step <= ?
                ), found AS MATERIALIZED (
                  SELECT i, from_step, until_step, (SELECT min(value){in}) AS least, (SELECT max(value){in}) AS greatest
                  FROM stretch
                ), placed AS MATERIALIZED (
                  SELECT i, least, greatest, (SELECT min(step){in} AND value = least) AS least_step,
                    (SELECT min(step){in} AND value = greatest) AS greatest_step
                  FROM found WHERE least IS NOT NULL
                )
                SELECT least, greatest, least_step, greatest_step,
                  (SELECT min(logged_ms) FROM metric WHERE run = ? AND step = least_step AND key = ? AND value = least) AS least_ms,
                  (SELECT min(logged_ms) FROM metric WHERE run = ? AND step = greatest_step AND key = ? AND value = greatest)
                    AS greatest_ms
                FROM placed ORDER BY i""".replace("{in}", IN_STRETCH),
                row -> both(row, points),
                extent.from(),
                extent.from() + width,
                width,
                extent.until(),
                run,
                key,
                run,
                key,
                run,
                key,
                run,
                key,
                run,
                key,
                run,
                key);
        end("DESC").filter(last -> !last.equals(points.getLast())).ifPresent(points::add);
        return List.copyOf(points);
    }

    private static void both(Row row, List<MetricPoint> points) {
        MetricPoint least = new MetricPoint(row.number("least"), row.integer("least_step"), row.integer("least_ms"));
        MetricPoint greatest =
                new MetricPoint(row.number("greatest"), row.integer("greatest_step"), row.integer("greatest_ms"));
        boolean first = least.step() <= greatest.step();
        for (MetricPoint point : first ? List.of(least, greatest) : List.of(greatest, least)) {
            if (points.isEmpty() || !point.equals(points.getLast())) {
                points.add(point);
            }
        }
    }

    private Optional<MetricPoint> end(String order) {
        return tx.find(
                "SELECT step, logged_ms, value, nan FROM metric WHERE run = ? AND key = ? AND nan = 0 ORDER BY step "
                        + order + ", logged_ms " + order + ", value " + order + " LIMIT 1",
                MetricSql::point,
                run,
                key);
    }
}
