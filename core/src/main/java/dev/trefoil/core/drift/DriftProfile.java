package dev.trefoil.core.drift;

import dev.trefoil.core.column.Column;
import dev.trefoil.core.column.ColumnBatch;
import dev.trefoil.core.column.ColumnSpec;
import dev.trefoil.core.column.ColumnType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.IntStream;

/// By whose definitions two tables are compared.
public enum DriftProfile {
    /// The product's rule over frozen bins, see [DriftRule].
    TREFOIL("trefoil"),
    /// Evidently 0.7 with its defaults, number for number. Times have no finding, nor have texts without a word to
    /// tell them apart by.
    EVIDENTLY_0_7("evidently-0.7"),
    /// NannyML 0.13, Jensen-Shannon for every column, number for number; the limit is the mean of ten reference
    /// chunks plus three deviations. Times have no finding.
    NANNYML_0_13("nannyml-0.13");

    private static final int REFERENCE_CHUNKS = 10;

    private final String id;

    DriftProfile(String id) {
        this.id = id;
    }

    public String id() {
        return id;
    }

    public static DriftProfile byName(String name) {
        String wanted = name.toLowerCase(Locale.ROOT).trim();
        return Arrays.stream(values())
                .filter(profile -> profile.id.equals(wanted))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "there is no drift profile '" + name + "'; there are trefoil, evidently-0.7 and nannyml-0.13"));
    }

    /// Compares the columns of the reference with those of the same name. Both tables must have the column with
    /// the same kind of values, and the compatibility profiles need a value on both sides. Where they find
    /// no drift in fewer than [DriftRule#LEAST_ROWS] values there is no corrected value, which is no verdict.
    public List<DriftFinding> compare(ColumnBatch reference, ColumnBatch current) {
        requireSameKinds(reference, current);
        return switch (this) {
            case TREFOIL -> {
                WindowHistogram window = new WindowHistogram(ReferenceProfile.of(reference));
                window.record(current);
                yield DriftRule.STANDARD.judge(window);
            }
            case EVIDENTLY_0_7 -> each(reference, current, DriftProfile::evidently);
            case NANNYML_0_13 -> each(reference, current, DriftProfile::nanny);
        };
    }

    /// Refuses a column that one side lacks, or that is a number on one side and something else on the other. A
    /// column without any value is of every kind.
    public static void requireSameKinds(ColumnBatch reference, ColumnBatch current) {
        for (ColumnSpec spec : reference.schema().columns()) {
            Column before = reference.column(spec.name());
            Column after = current.column(spec.name());
            boolean same = before.type() == after.type()
                    || before.type().numeric() && after.type().numeric();
            if (!same && hasValue(before) && hasValue(after)) {
                throw new IllegalArgumentException("column '" + spec.name() + "' is " + before.type()
                        + " in the reference and " + after.type() + " in the current rows"
                        + (before.type().numeric() ? odd(after, "current") : "")
                        + (after.type().numeric() ? odd(before, "reference") : ""));
            }
        }
    }

    private static boolean hasValue(Column column) {
        return IntStream.range(0, column.size()).anyMatch(row -> !column.missing(row));
    }

    /// The first text that is no number.
    private static String odd(Column column, String where) {
        return IntStream.range(0, column.size())
                .filter(row -> !column.missing(row) && Double.isNaN(column.number(row)))
                .mapToObj(row -> "; " + where + " row " + row + " holds '" + column.text(row) + "'")
                .findFirst()
                .orElse("");
    }

    /// Evidently calls a table drifted from half of its columns on.
    public static boolean halfDrifted(List<DriftFinding> findings) {
        long columns = findings.stream().map(DriftFinding::column).distinct().count();
        return columns > 0 && 2L * DriftRule.drifted(findings).size() >= columns;
    }

    private interface One {
        void add(String name, Column reference, Column current, List<DriftFinding> findings);
    }

    private static List<DriftFinding> each(ColumnBatch reference, ColumnBatch current, One one) {
        List<DriftFinding> findings = new ArrayList<>();
        for (int i = 0; i < reference.columns().size(); i++) {
            String name = reference.schema().columns().get(i).name();
            one.add(name, reference.column(i), current.column(name), findings);
        }
        return List.copyOf(findings);
    }

    private static void evidently(String name, Column reference, Column current, List<DriftFinding> findings) {
        boolean numeric = switch (reference.type()) {
            case NUMBER -> true;
            case INTEGER -> !fewIntegers(reference);
            case BOOLEAN, STRING, TIMESTAMP, DATE -> false;
        };
        if (reference.type().temporal()) {
            return;
        }
        CleanColumn r = clean(name, reference, numeric);
        CleanColumn c = clean(name, current, numeric);
        if (reference.type() == ColumnType.STRING && mostlyDifferent(r)) {
            EvidentlyText.of(texts(reference), texts(current)).ifPresent(text -> {
                double judged = undecided(r, c, text.drifted()) ? Double.NaN : text.auc();
                findings.add(new DriftFinding(
                        name, text.method(), text.auc(), judged, Double.NaN, Double.NaN, text.drifted()));
            });
            return;
        }
        EvidentlyStatistic statistic = EvidentlyStatistic.chosen(r, c, numeric);
        double value = statistic.of(r, c);
        double p = statistic.probability() ? value : Double.NaN;
        boolean drifted = statistic.drifted(value);
        double judged = undecided(r, c, drifted) ? Double.NaN : value;
        findings.add(new DriftFinding(name, statistic.id(), value, judged, p, p, drifted));
    }

    private static void nanny(String name, Column reference, Column current, List<DriftFinding> findings) {
        if (reference.type().temporal()) {
            return;
        }
        boolean numeric = reference.type().numeric();
        CleanColumn r = clean(name, reference, numeric);
        CleanColumn c = clean(name, current, numeric);
        double value = NannyStatistic.JENSEN_SHANNON.of(r, c);
        boolean drifted = value > limit(reference, r, numeric);
        double judged = undecided(r, c, drifted) ? Double.NaN : value;
        findings.add(new DriftFinding(
                name, NannyStatistic.JENSEN_SHANNON.id(), value, judged, Double.NaN, Double.NaN, drifted));
    }

    /// Neither library has a least number of values; a handful that shows nothing is no sign that all is well.
    private static boolean undecided(CleanColumn reference, CleanColumn current, boolean drifted) {
        return !drifted && Math.min(reference.rows(), current.rows()) < DriftRule.LEAST_ROWS;
    }

    /// Mean and 3 deviations of the statistic over ten chunks of the reference, 1 at most. There is no lower limit: ten
    /// small chunks are further from the reference than a large window that did not move.
    private static double limit(Column reference, CleanColumn whole, boolean numeric) {
        int rows = reference.size();
        double[] values = new double[REFERENCE_CHUNKS];
        int used = 0;
        int from = 0;
        for (int chunk = 0; chunk < REFERENCE_CHUNKS; chunk++) {
            int size = rows / REFERENCE_CHUNKS + (chunk < rows % REFERENCE_CHUNKS ? 1 : 0);
            Column part = reference.pick(IntStream.range(from, from + size).toArray());
            from += size;
            CleanColumn clean = numeric ? CleanColumn.numbers(part) : CleanColumn.texts(part);
            if (clean.rows() > 0) {
                values[used++] = NannyStatistic.JENSEN_SHANNON.of(whole, clean);
            }
        }
        double[] known = Arrays.copyOf(values, used);
        double mean = Shares.sum(known) / used;
        double deviation =
                Math.sqrt(Arrays.stream(known).map(v -> (v - mean) * (v - mean)).sum() / used);
        return Math.min(1, mean + 3 * deviation);
    }

    private static CleanColumn clean(String name, Column column, boolean numeric) {
        CleanColumn clean = numeric ? CleanColumn.numbers(column) : CleanColumn.texts(column);
        if (clean.rows() == 0) {
            throw new IllegalArgumentException("column '" + name + "' has no value to compare");
        }
        return clean;
    }

    /// Integers with at most ten values are categories to Evidently, unless some are missing.
    private static boolean fewIntegers(Column column) {
        return IntStream.range(0, column.size()).noneMatch(column::missing)
                && IntStream.range(0, column.size())
                                .mapToDouble(column::number)
                                .distinct()
                                .limit(11)
                                .count()
                        <= 10;
    }

    private static boolean mostlyDifferent(CleanColumn texts) {
        return texts.distinct() > texts.rows() * 0.5;
    }

    private static List<String> texts(Column column) {
        return IntStream.range(0, column.size())
                .filter(row -> !column.missing(row))
                .mapToObj(column::text)
                .map(Objects::requireNonNull)
                .toList();
    }
}
