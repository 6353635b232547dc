package dev.trefoil.table.profile;

import dev.trefoil.core.column.ColumnType;
import dev.trefoil.core.interval.RateInterval;
import dev.trefoil.table.Workspace;
import dev.trefoil.table.profile.Contract.ColumnContract;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Infers a contract from a table, for people to review.
///
/// From 1,000 rows on the rules are tried first: inferred from nine tenths of the rows, checked on the last tenth
/// (by time where there is a time column, else by a hash of the row; of a big table, on a sample of some 200,000
/// rows). A rule that fires there is loosened or left out, and the note of the column says so.
///
/// Rules: the type; the share of missing values (a column without any may have none; else the upper end of the
/// 95 % Wilson interval, plus a tenth); the range of numbers, widened by a tenth of its width on both sides and
/// never across zero, nor out of 0 to 1; the values of texts with at most 100 different ones of which at most a
/// tenth occur once; uniqueness of whole numbers and texts that never repeat in 100 rows or more; half to ten
/// times the rows.
public final class ContractInference {
    private static final long TRIED_FROM = 1000;
    private static final long TRIED_ROWS = 200_000;
    private static final String HELD_OUT = "trefoil held out";
    private static final int VALUES = 100;
    private static final double CONFIDENCE = 0.95;

    private ContractInference() {}

    /// @param time the time column, or null; it gets no range, as time goes on
    public static Contract infer(Workspace workspace, String table, TableProfile profile, @Nullable String time) {
        Contract whole = infer(workspace, table, profile, time, null);
        if (profile.rows() < TRIED_FROM) {
            return whole;
        }
        String last = lastTenth(workspace, table, time);
        long tenth = profile.rows() / 10;
        if (profile.rows() > TRIED_ROWS) {
            tenth = TRIED_ROWS / 10;
        }
        String trialTable = table + " (trial)";
        workspace.query(
                "CREATE OR REPLACE TEMP TABLE " + Sql.quoted(trialTable) + " AS SELECT *, coalesce(" + last
                        + ", false) AS "
                        + Sql.quoted(HELD_OUT) + " FROM " + Sql.quoted(table) + " WHERE "
                        + (profile.rows() > TRIED_ROWS
                                ? hash(workspace, table) + " % " + (profile.rows() / TRIED_ROWS + 1) + " = 1"
                                : "true")
                        + "; SELECT 1",
                table);
        String heldOut = Sql.quoted(HELD_OUT);
        TableProfile nine = Profiler.profile(workspace, trialTable, "NOT " + heldOut);
        Contract trial = infer(workspace, trialTable, nine, time, "NOT " + heldOut);
        Contract unbounded = new Contract(0, Long.MAX_VALUE, true, trial.columns());
        Map<String, List<Anomaly>> fired = new HashMap<>();
        for (Anomaly anomaly : ContractCheck.check(workspace, trialTable, heldOut, unbounded)) {
            fired.computeIfAbsent(anomaly.column(), _ -> new ArrayList<>()).add(anomaly);
        }
        List<ColumnContract> columns = new ArrayList<>();
        for (ColumnContract column : whole.columns()) {
            columns.add(loosened(column, fired.getOrDefault(column.name(), List.of()), tenth));
        }
        return new Contract(whole.rowsAtLeast(), whole.rowsAtMost(), whole.extraColumns(), columns);
    }

    private static String lastTenth(Workspace workspace, String table, @Nullable String time) {
        if (time != null) {
            String column = Sql.quoted(time);
            String cut = workspace
                    .query("SELECT quantile_disc(" + column + ", 0.9)::VARCHAR AS cut FROM " + Sql.quoted(table), table)
                    .column("cut")
                    .text(0);
            if (cut != null) {
                return column + " > " + Sql.literal(cut);
            }
        }
        return hash(workspace, table) + " // 1000 % 10 = 7";
    }

    private static String hash(Workspace workspace, String table) {
        List<String> columns = workspace.schema(table).names().stream()
                .limit(20)
                .map(name -> Sql.quoted(name))
                .toList();
        return "hash(" + String.join(", ", columns) + ")";
    }

    private static ColumnContract loosened(ColumnContract column, List<Anomaly> fired, long tenth) {
        double missing = column.missingAtMost();
        Double least = column.atLeast();
        Double most = column.atMost();
        List<String> values = column.values();
        double unseen = column.unseenAtMost();
        boolean unique = column.unique();
        List<String> said = new ArrayList<>();
        for (Anomaly anomaly : fired) {
            double share = tenth == 0 ? 0 : (double) anomaly.count() / tenth;
            said.add(anomaly.rule() + " fired on " + percent(share) + " of a held-out tenth");
            switch (anomaly.rule()) {
                case "missing_at_most" -> missing = Math.min(1, rounded(Math.max(missing, 2 * share)));
                case "at_least" -> least = null;
                case "at_most" -> most = null;
                case "values" -> {
                    unseen = rounded(Math.min(1, Math.max(unseen, 2 * share)));
                    values = share > 0.2 ? null : values;
                }
                case "unique" -> unique = false;
                default -> {
                    // The type and the presence of a column are the same in both parts.
                }
            }
        }
        String note = said.isEmpty() ? column.note() : column.note() + "; " + String.join(", ", said) + ": loosened";
        return new ColumnContract(column.name(), column.type(), missing, least, most, values, unseen, unique, note);
    }

    private static Contract infer(
            Workspace workspace, String table, TableProfile profile, @Nullable String time, @Nullable String where) {
        List<ColumnContract> columns = new ArrayList<>();
        for (ColumnProfile column : profile.columns()) {
            columns.add(column(workspace, table, column, column.name().equals(time), where));
        }
        long most = profile.rows() > Long.MAX_VALUE / 10 ? Long.MAX_VALUE : profile.rows() * 10;
        return new Contract(profile.rows() / 2, most, true, columns);
    }

    private static ColumnContract column(
            Workspace workspace, String table, ColumnProfile column, boolean time, @Nullable String where) {
        boolean unique = unique(workspace, table, column, where);
        Double least = null;
        Double most = null;
        ColumnProfile.Numbers numbers = column.numbers();
        String seen = column.missing() == 0 ? "never missing" : percent(column.missingShare()) + " missing";
        if (numbers != null && column.type().numeric() && !unique && !time) {
            boolean whole = column.type() == ColumnType.INTEGER;
            double room = 0.1 * (numbers.most() - numbers.least());
            double low = whole ? Math.floor(numbers.least() - room) : rounded(numbers.least() - room);
            double high = whole ? Math.ceil(numbers.most() + room) : rounded(numbers.most() + room);
            least = numbers.least() >= 0 ? Math.max(0, low) : low;
            most = numbers.most() <= 0 ? Math.min(0, high) : high;
            if (numbers.least() >= 0 && numbers.most() <= 1) {
                most = 1.0;
            }
            seen += ", " + column.least() + " to " + column.most();
        } else if (column.type().temporal()) {
            seen += ", " + column.least() + " to " + column.most();
        }
        List<String> values = values(workspace, table, column, where);
        if (column.distinctExact() && values == null && !unique) {
            seen += ", " + column.distinct() + " different values";
        }
        return new ColumnContract(
                column.name(),
                column.type(),
                missingAtMost(column),
                least,
                most,
                values,
                values == null ? 1 : 0.01,
                unique,
                seen);
    }

    private static double missingAtMost(ColumnProfile column) {
        double n = column.rows();
        if (column.missing() == 0 || n == 0) {
            return n < 100 ? 0.05 : 0;
        }
        double p = column.missingShare();
        double wilson =
                RateInterval.wilson((double) column.missing(), n, CONFIDENCE).high();
        return Math.min(1, rounded(wilson + 0.1 * p));
    }

    private static boolean unique(Workspace workspace, String table, ColumnProfile column, @Nullable String where) {
        boolean countable = column.type() == ColumnType.STRING || column.type() == ColumnType.INTEGER;
        if (!countable || column.present() < 100 || column.distinct() < 0.9 * column.present()) {
            return false;
        }
        if (column.distinctExact()) {
            return column.distinct() == column.present();
        }
        String sql = "SELECT count(*) AS twice FROM (SELECT 1 FROM " + Sql.quoted(table)
                + (where == null ? "" : " WHERE " + where) + " GROUP BY " + Sql.quoted(column.name())
                + " HAVING count(" + Sql.quoted(column.name()) + ") > 1)";
        return workspace.query(sql, table).column("twice").number(0) == 0;
    }

    private static @Nullable List<String> values(
            Workspace workspace, String table, ColumnProfile column, @Nullable String where) {
        boolean few = column.type() == ColumnType.STRING
                && column.distinctExact()
                && column.distinct() > 0
                && column.distinct() <= VALUES
                && column.present() >= 5 * column.distinct();
        if (!few) {
            return null;
        }
        var counted = workspace.query(
                "SELECT CAST(" + Sql.quoted(column.name()) + " AS VARCHAR) AS v, count(*) AS n FROM "
                        + Sql.quoted(table) + (where == null ? "" : " WHERE " + where) + " GROUP BY 1 ORDER BY 1",
                table);
        List<String> values = new ArrayList<>();
        long once = 0;
        for (int i = 0; i < counted.rows(); i++) {
            String value = counted.column("v").text(i);
            if (value != null) {
                values.add(value);
                once += counted.column("n").number(i) == 1 ? 1 : 0;
            }
        }
        return once * 10 <= values.size() ? values : null;
    }

    /// Three significant digits, or the whole number it nearly is.
    private static double rounded(double value) {
        if (value == 0 || Double.isInfinite(value) || Double.isNaN(value)) {
            return value;
        }
        int digits = Math.max(0, 2 - (int) Math.floor(Math.log10(Math.abs(value))));
        return new java.math.BigDecimal(value)
                .setScale(Math.min(digits, 300), java.math.RoundingMode.HALF_UP)
                .doubleValue();
    }

    private static String percent(double share) {
        return String.format(java.util.Locale.ROOT, share > 0 && share < 0.001 ? "%.3f %%" : "%.1f %%", 100 * share);
    }
}
