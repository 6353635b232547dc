package dev.trefoil.table.profile;

import dev.trefoil.core.column.Column;
import dev.trefoil.core.column.ColumnBatch;
import dev.trefoil.core.column.ColumnSpec;
import dev.trefoil.core.column.ColumnType;
import dev.trefoil.core.column.Schema;
import dev.trefoil.table.Workspace;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Profiles a table of a workspace: aggregates in SQL, then one scan for the histograms, then the frequent values.
public final class Profiler {
    private static final int BINS = 20;
    private static final int TOP = 20;
    private static final int COLUMNS_AT_ONCE = 40;
    private static final long COUNTED_EXACTLY = 20_000;
    private static final long SAMPLED = 200_000;
    private static final String ALL = "true";

    private final Workspace workspace;
    private final String table;
    private final @Nullable String where;

    private Profiler(Workspace workspace, String table, @Nullable String where) {
        this.workspace = workspace;
        this.table = table;
        this.where = where;
    }

    /// These columns of the rows that count, and no others: the engine reads a query's every expression, and there may
    /// be thousands.
    private String from(List<ColumnSpec> specs) {
        return Sql.canonical(new Schema(specs), table, where);
    }

    public static TableProfile profile(Workspace workspace, String table) {
        return profile(workspace, table, null);
    }

    /// @param where SQL condition on the rows that count, or null
    public static TableProfile profile(Workspace workspace, String table, @Nullable String where) {
        return new Profiler(workspace, table, where).run();
    }

    private TableProfile run() {
        List<ColumnSpec> specs = workspace.schema(table).columns();
        long rows = workspace.rows(table, where);
        List<Aggregates> aggregates = new ArrayList<>();
        for (int i = 0; i < specs.size(); i += COLUMNS_AT_ONCE) {
            aggregates.addAll(aggregate(specs.subList(i, Math.min(specs.size(), i + COLUMNS_AT_ONCE))));
        }
        List<Histogram> histograms = histograms(specs, aggregates);
        List<Estimates> estimates = new ArrayList<>();
        String sample = sample(specs, aggregates, rows);
        for (int i = 0; i < specs.size(); i += COLUMNS_AT_ONCE) {
            List<ColumnSpec> some = specs.subList(i, Math.min(specs.size(), i + COLUMNS_AT_ONCE));
            estimates.addAll(estimate(some, sample.equals(ALL) ? from(some) : from(specs), sample));
        }
        List<ColumnProfile> columns = new ArrayList<>();
        for (int i = 0; i < specs.size(); i++) {
            columns.add(column(specs.get(i), rows, aggregates.get(i), histograms.get(i), estimates.get(i)));
        }
        return new TableProfile(rows, columns);
    }

    /// What one pass of SQL says of a column.
    private record Aggregates(
            long present,
            long infinite,
            long distinct,
            double least,
            double most,
            double mean,
            double sd,
            @Nullable String leastText,
            @Nullable String mostText,
            ColumnProfile.@Nullable Lengths lengths) {}

    private List<Aggregates> aggregate(List<ColumnSpec> specs) {
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < specs.size(); i++) {
            String column = Sql.quoted(specs.get(i).name());
            ColumnType type = specs.get(i).type();
            String value = value(specs.get(i));
            String present = type == ColumnType.NUMBER
                    ? "count(" + column + ") FILTER (NOT isnan(" + column + "))"
                    : "count(" + column + ")";
            parts.add(present + " AS p" + i);
            parts.add((type == ColumnType.NUMBER ? "count_if(isinf(" + column + "))" : "0") + " AS f" + i);
            parts.add("approx_count_distinct(" + column + ") AS d" + i);
            boolean text = type == ColumnType.STRING;
            String counted = type == ColumnType.NUMBER ? value : column;
            for (String aggregate : List.of("min", "max")) {
                String found = aggregate + "(" + counted + ")";
                parts.add(found + "::VARCHAR AS " + aggregate + "_text" + i);
                parts.add((text ? "NULL::DOUBLE" : number(type, found) + "::DOUBLE") + " AS " + aggregate + i);
            }
            for (String aggregate : List.of("avg", "stddev_samp")) {
                parts.add((text ? "NULL::DOUBLE" : aggregate + "(" + value + ")::DOUBLE") + " AS " + aggregate + i);
            }
            parts.add((text ? "min(length(" + column + "))" : "NULL::BIGINT") + " AS l" + i);
            parts.add((text ? "avg(length(" + column + "))" : "NULL::DOUBLE") + " AS m" + i);
            parts.add((text ? "max(length(" + column + "))" : "NULL::BIGINT") + " AS h" + i);
        }
        ColumnBatch row = workspace.query("SELECT " + String.join(", ", parts) + " FROM " + from(specs), table);
        List<Aggregates> aggregates = new ArrayList<>();
        for (int i = 0; i < specs.size(); i++) {
            aggregates.add(read(row, i, specs.get(i).type()));
        }
        return aggregates;
    }

    private static Aggregates read(ColumnBatch row, int i, ColumnType type) {
        long present = (long) number(row, "p" + i);
        ColumnProfile.Lengths lengths = type != ColumnType.STRING || present == 0
                ? null
                : new ColumnProfile.Lengths(
                        (long) number(row, "l" + i), number(row, "m" + i), (long) number(row, "h" + i), 0);
        return new Aggregates(
                present,
                (long) number(row, "f" + i),
                (long) number(row, "d" + i),
                number(row, "min" + i),
                number(row, "max" + i),
                number(row, "avg" + i),
                number(row, "stddev_samp" + i),
                row.column("min_text" + i).text(0),
                row.column("max_text" + i).text(0),
                lengths);
    }

    private static double number(ColumnBatch row, String name) {
        return row.column(name).number(0);
    }

    /// What a sample says of a column.
    private record Estimates(List<Double> quantiles, double words) {}

    /// A condition that picks some 200,000 rows of a big table by a hash of its most telling columns.
    private static String sample(List<ColumnSpec> specs, List<Aggregates> aggregates, long rows) {
        if (rows <= 2 * SAMPLED) {
            return ALL;
        }
        List<Integer> byDistinct = new ArrayList<>();
        for (int i = 0; i < specs.size(); i++) {
            byDistinct.add(i);
        }
        byDistinct.sort(Comparator.comparingLong(i -> -aggregates.get(i).distinct()));
        List<String> telling = byDistinct.stream()
                .limit(3)
                .map(i -> Sql.quoted(specs.get(i).name()))
                .toList();
        return "hash(" + String.join(", ", telling) + ") % " + rows / SAMPLED + " = 0";
    }

    private List<Estimates> estimate(List<ColumnSpec> specs, String from, String sample) {
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < specs.size(); i++) {
            String column = Sql.quoted(specs.get(i).name());
            boolean text = specs.get(i).type() == ColumnType.STRING;
            for (int level = 0; level < ColumnProfile.Numbers.LEVELS.size(); level++) {
                parts.add((text
                                ? "NULL::DOUBLE"
                                : "approx_quantile(" + value(specs.get(i)) + "::DOUBLE, " + ColumnProfile.Numbers.LEVELS
                                        + ")[" + (level + 1) + "]")
                        + " AS q" + i + "_" + level);
            }
            parts.add((text
                            ? "avg(1 + length(trim(" + column + ")) - length(replace(trim(" + column + "), ' ', '')))"
                            : "0::DOUBLE")
                    + " AS w" + i);
        }
        ColumnBatch row =
                workspace.query("SELECT " + String.join(", ", parts) + " FROM " + from + " WHERE " + sample, table);
        List<Estimates> estimates = new ArrayList<>();
        for (int i = 0; i < specs.size(); i++) {
            List<Double> quantiles = new ArrayList<>();
            for (int level = 0; level < ColumnProfile.Numbers.LEVELS.size(); level++) {
                quantiles.add(number(row, "q" + i + "_" + level));
            }
            estimates.add(new Estimates(quantiles, number(row, "w" + i)));
        }
        return estimates;
    }

    /// The finite number that a value is.
    private static String value(ColumnSpec spec) {
        String column = Sql.quoted(spec.name());
        return spec.type() == ColumnType.NUMBER
                ? "CASE WHEN isfinite(" + column + ") THEN " + column + " END"
                : number(spec.type(), column);
    }

    private static String number(ColumnType type, String sql) {
        return switch (type) {
            case NUMBER, INTEGER -> sql;
            case BOOLEAN -> sql + "::INTEGER";
            case TIMESTAMP, DATE -> "epoch(" + sql + ")";
            case STRING -> "NULL::DOUBLE";
        };
    }

    /// Counts in equal-width bins, filled by a scan.
    private static final class Histogram {
        private final double least;
        private final double scale;
        private final long[] counts = new long[BINS];

        private Histogram(double least, double most) {
            this.least = least;
            this.scale = most > least ? BINS / (most - least) : 0;
        }

        private void add(double value) {
            if (!Double.isNaN(value) && !Double.isInfinite(value)) {
                counts[Math.clamp((int) ((value - least) * scale), 0, BINS - 1)]++;
            }
        }

        private List<Long> counts() {
            List<Long> list = new ArrayList<>(BINS);
            for (long count : counts) {
                list.add(count);
            }
            return list;
        }
    }

    private List<Histogram> histograms(List<ColumnSpec> specs, List<Aggregates> aggregates) {
        List<Histogram> histograms = new ArrayList<>();
        List<String> names = new ArrayList<>();
        List<Histogram> filled = new ArrayList<>();
        for (int i = 0; i < specs.size(); i++) {
            Histogram histogram =
                    new Histogram(aggregates.get(i).least(), aggregates.get(i).most());
            histograms.add(histogram);
            if (!Double.isNaN(aggregates.get(i).least())) {
                names.add(specs.get(i).name());
                filled.add(histogram);
            }
        }
        if (!names.isEmpty()) {
            workspace.scan(table, names, where, batch -> {
                for (int i = 0; i < filled.size(); i++) {
                    Column column = batch.column(i);
                    Histogram histogram = filled.get(i);
                    for (int row = 0; row < batch.rows(); row++) {
                        histogram.add(column.number(row));
                    }
                }
            });
        }
        return histograms;
    }

    private ColumnProfile column(
            ColumnSpec spec, long rows, Aggregates found, Histogram histogram, Estimates estimates) {
        List<ColumnProfile.ValueCount> top = List.of();
        long distinct = found.distinct();
        boolean exact = false;
        boolean discrete = spec.type() != ColumnType.NUMBER || distinct <= 100;
        if (discrete && distinct <= COUNTED_EXACTLY || found.present() <= COUNTED_EXACTLY) {
            String column = Sql.quoted(spec.name());
            String present = column + " IS NOT NULL"
                    + (spec.type() == ColumnType.NUMBER ? " AND NOT isnan(" + column + ")" : "");
            ColumnBatch counted = workspace.query(
                    "SELECT " + column + " AS v, count(*) AS n, count(*) OVER () AS d FROM " + from(List.of(spec))
                            + " WHERE " + present + " GROUP BY 1 ORDER BY n DESC, v LIMIT " + TOP,
                    table);
            distinct = counted.rows() == 0 ? 0 : (long) counted.column("d").number(0);
            exact = true;
            top = top(counted);
        }
        boolean measured = !Double.isNaN(found.least());
        return new ColumnProfile(
                spec.name(),
                spec.type(),
                rows,
                rows - found.present(),
                found.infinite(),
                distinct,
                exact,
                found.leastText(),
                found.mostText(),
                measured
                        ? new ColumnProfile.Numbers(
                                found.least(),
                                found.most(),
                                found.mean(),
                                found.sd(),
                                estimates.quantiles(),
                                histogram.counts())
                        : null,
                top,
                lengths(found.lengths(), estimates.words()));
    }

    private static ColumnProfile.@Nullable Lengths lengths(ColumnProfile.@Nullable Lengths exact, double words) {
        return exact == null ? null : new ColumnProfile.Lengths(exact.least(), exact.mean(), exact.most(), words);
    }

    private static List<ColumnProfile.ValueCount> top(ColumnBatch counted) {
        List<ColumnProfile.ValueCount> top = new ArrayList<>();
        for (int i = 0; i < counted.rows(); i++) {
            String value = counted.column("v").text(i);
            long count = (long) counted.column("n").number(i);
            if (value != null && (count > 1 || counted.rows() < TOP)) {
                top.add(new ColumnProfile.ValueCount(value, count));
            }
        }
        return top;
    }
}
