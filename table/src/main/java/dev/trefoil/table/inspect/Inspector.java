package dev.trefoil.table.inspect;

import dev.trefoil.core.column.ColumnBatch;
import dev.trefoil.core.column.ColumnSpec;
import dev.trefoil.core.column.ColumnType;
import dev.trefoil.core.signature.Task;
import dev.trefoil.table.inspect.Finding.Action;
import dev.trefoil.table.inspect.Finding.Kind;
import dev.trefoil.table.source.ReadReport;
import dev.trefoil.table.source.TableException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/// Goes through the questions of [Inspection] one after the other.
final class Inspector {
    private static final double GIVES_AWAY = 0.995;
    private static final double SUSPICIOUS = 0.97;

    /// So many times closer to the label than the best of the other columns is worth a word.
    private static final double FAR_AHEAD = 5;

    private static final int ENOUGH_TO_ACCUSE = 50;

    private final ReadReport report;
    private final ColumnBatch rows;
    private final Coded label;
    private final LabelLook look;
    private final List<Coded> columns = new ArrayList<>();
    private final List<Finding> findings = new ArrayList<>();
    private final SequencedMap<String, String> exclude = new LinkedHashMap<>();
    private final List<String> texts = new ArrayList<>();
    private @Nullable String id;

    Inspector(ReadReport report, ColumnBatch rows, String label) {
        this.report = report;
        this.rows = rows;
        if (!rows.schema().contains(label)) {
            throw new TableException(
                    report.source(),
                    "there is no column '" + label + "' to predict",
                    mend(label, rows.schema().names()));
        }
        this.label = new Coded(label, rows.column(label));
        this.look = LabelLook.of(this.label, report.source());
        for (ColumnSpec spec : rows.schema().columns()) {
            if (!spec.name().equals(label)) {
                columns.add(new Coded(spec.name(), rows.column(spec.name())));
            }
        }
    }

    private static String mend(String label, List<String> names) {
        return names.stream()
                .filter(name -> name.equalsIgnoreCase(label.strip()))
                .findFirst()
                .map(name -> "did you mean '" + name + "'?")
                .orElse("there are " + (names.size() > 30 ? names.subList(0, 30) + " and more" : names.toString()));
    }

    Inspection inspect() {
        label();
        fewOfAClass();
        constants();
        identifiers();
        leaks();
        sameAsOthers();
        TimeSearch search = new TimeSearch(label, look);
        TimeSearch.Candidate time = search.find(features()).orElse(null);
        boolean timed = time != null && search.holdoutFrom(time.column()) != null;
        Entities.Entity entity =
                new Entities(rows.rows(), features()).find(timed).orElse(null);
        if (entity != null && entity.key()) {
            exclude.put(entity.columns().getFirst(), "names an entity, which is no reason for its label");
        }
        kinds();
        Inspection.SplitGuess split = split(search, time, entity);
        if (entity != null) {
            findings.add(
                    new Finding(Kind.ENTITY, String.join(", ", entity.columns()), entity.evidence(), Action.GROUPED));
        }
        copies();
        long enough = EnoughRows.of(look);
        if (label.present() < enough) {
            findings.add(new Finding(
                    Kind.TOO_SMALL, "", EnoughRows.sentence(look.task(), label.present(), enough), Action.TOLD));
        }
        SequencedMap<String, Integer> classes = new LinkedHashMap<>();
        for (int i = 0; i < look.classes().size(); i++) {
            classes.put(look.classes().get(i), look.counts().get(i));
        }
        return new Inspection(
                report,
                label.name(),
                look.task(),
                look.positive(),
                classes,
                id,
                time == null ? null : time.column().name(),
                entity == null ? List.of() : entity.columns(),
                exclude,
                texts,
                split,
                label.present() < enough ? enough : 0,
                findings);
    }

    private List<Coded> features() {
        return columns.stream().filter(c -> !exclude.containsKey(c.name())).toList();
    }

    private void leaveOut(Kind kind, Coded column, String evidence, String reason) {
        findings.add(new Finding(kind, column.name(), evidence, Action.LEFT_OUT));
        exclude.put(column.name(), reason);
    }

    private void label() {
        String shares = "";
        if (!look.classes().isEmpty()) {
            List<String> parts = new ArrayList<>();
            for (int i = 0; i < Math.min(6, look.classes().size()); i++) {
                parts.add(look.classes().get(i) + " "
                        + percent((double) look.counts().get(i) / label.present()));
            }
            shares = " (" + String.join(", ", parts) + (look.classes().size() > 6 ? ", …" : "") + ")";
        }
        String kind = switch (look.task()) {
            case BINARY -> "two classes";
            case MULTICLASS -> "several classes";
            case REGRESSION -> "a number";
        };
        findings.add(new Finding(Kind.LABEL, label.name(), kind + ": " + look.why() + shares, Action.USED));
        if (label.missing() > 0) {
            findings.add(new Finding(
                    Kind.LABEL_MISSING,
                    label.name(),
                    label.missing() + " of " + label.rows() + " rows have no label; they can neither teach nor judge",
                    Action.TOLD));
        }
        double share = look.positiveShare();
        if (look.task() == Task.BINARY && Math.min(share, 1 - share) < 0.1) {
            findings.add(new Finding(
                    Kind.RARE_CLASS,
                    label.name(),
                    "only " + percent(Math.min(share, 1 - share)) + " of the rows are of one class: judged by average"
                            + " precision, cost and recall at a precision, not by the share of right answers",
                    Action.USED));
        }
    }

    private void fewOfAClass() {
        List<String> few = look.tooFew();
        if (look.task() == Task.MULTICLASS && !few.isEmpty()) {
            findings.add(new Finding(
                    Kind.RARE_CLASS,
                    label.name(),
                    few.size() + (few.size() == 1 ? " class has" : " classes have") + " fewer than " + LabelLook.FEW
                            + " rows ("
                            + String.join(", ", few.subList(0, Math.min(6, few.size())))
                            + (few.size() > 6 ? ", …" : "")
                            + "): too few to learn and to judge; join them to others in prepare.sql, or bring more",
                    Action.TOLD));
        }
    }

    private void constants() {
        for (Coded column : columns) {
            if (column.distinct() == 0) {
                leaveOut(Kind.CONSTANT, column, "no row has a value", "no row has a value");
            } else if (column.distinct() == 1 && column.missing() == 0) {
                String value = String.valueOf(column.column().text(0));
                leaveOut(Kind.CONSTANT, column, "always '" + shortened(value) + "'", "always the same");
            } else if (column.missing() * 10 >= rows.rows() * 9) {
                findings.add(new Finding(
                        Kind.MOSTLY_MISSING,
                        column.name(),
                        percent((double) column.missing() / rows.rows()) + " of the rows have no value",
                        Action.KEPT));
            }
        }
    }

    private void identifiers() {
        for (Coded column : columns) {
            boolean countable = column.type() == ColumnType.STRING || column.type() == ColumnType.INTEGER;
            boolean unique = column.distinct() == column.present() && column.missing() * 20 <= rows.rows();
            if (exclude.containsKey(column.name()) || !countable || !unique || rows.rows() < 10) {
                continue;
            }
            boolean counter = column.type() == ColumnType.INTEGER && counter(column);
            boolean text = column.type() == ColumnType.STRING && words(column) < 2.5;
            if (Names.identifier(column.name()) || counter || text) {
                String why = counter ? "counts the rows" : "a different value in every row";
                leaveOut(
                        Kind.IDENTIFIER, column, why + ": it names a row and says nothing about others", "names a row");
                if (id == null && column.missing() == 0) {
                    id = column.name();
                }
            }
        }
    }

    /// Whether it goes up by one (or down) from row to row, or holds each number of its range once.
    private boolean counter(Coded column) {
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        for (int row = 0; row < column.rows(); row++) {
            double value = column.column().number(row);
            least = Double.isNaN(value) ? least : Math.min(least, value);
            most = Double.isNaN(value) ? most : Math.max(most, value);
        }
        return most - least + 1 <= column.distinct() * 1.02;
    }

    private static double words(Coded column) {
        long words = 0;
        for (int code = 0, row = 0; row < column.rows() && code < 2000; row++) {
            String text = column.column().text(row);
            if (text != null) {
                words += text.strip().split("\\s+").length;
                code++;
            }
        }
        return (double) words / Math.max(1, Math.min(2000, column.present()));
    }

    private void leaks() {
        Predictability predictability = new Predictability(label, look);
        String measure = switch (look.task()) {
            case BINARY -> "AUC";
            case MULTICLASS -> "share of right answers";
            case REGRESSION -> "R²";
        };
        long alike = columns.stream()
                .filter(c -> Names.shareStem(c.name(), label.name()))
                .count();
        boolean telling = alike <= Math.max(3, columns.size() / 10);
        SequencedMap<Coded, Double> scores = new LinkedHashMap<>();
        for (Coded column : features()) {
            if (label.missing() == 0
                    && column.distinct() > 1
                    && column.sameSets(label)
                    && look.task() != Task.REGRESSION) {
                leaveOut(
                        Kind.LEAK,
                        column,
                        "says the same as the label in other words, row by row",
                        "says the same as the label");
            } else {
                scores.put(column, predictability.score(column));
            }
        }
        double usual = scores.values().stream()
                .filter(score -> score < SUSPICIOUS)
                .mapToDouble(Double::doubleValue)
                .max()
                .orElse(1);
        scores.forEach((column, score) -> {
            if (!Double.isNaN(score)) {
                boolean named = telling && Names.shareStem(column.name(), label.name());
                // Values that only name a person foretell the label too, yet not the more the larger they are.
                boolean alone = predictability.straight(column) >= SUSPICIOUS && (1 - score) * FAR_AHEAD <= 1 - usual;
                leak(column, measure, score, named, alone);
            }
        });
    }

    /// @param named whether it bears the label's name
    /// @param alone whether it is far ahead of all columns that arouse no suspicion
    private void leak(Coded column, String measure, double score, boolean named, boolean alone) {
        String known = ": make sure that it is known when the prediction is made";
        String evidence =
                "foretells the label all by itself (" + measure + " " + String.format(Locale.ROOT, "%.4f", score) + ")";
        boolean many = label.present() >= ENOUGH_TO_ACCUSE;
        // A feature that is merely the only good one is far ahead too: it takes the name to accuse.
        if (many && (score >= GIVES_AWAY || alone && named) || named && score >= 0.9) {
            leaveOut(
                    Kind.LEAK,
                    column,
                    evidence
                            + (named ? " and bears its name" : "")
                            + (alone && score < GIVES_AWAY ? ", far ahead of every other column" : "")
                            + ": most likely it is known only when the label is",
                    String.format(Locale.ROOT, "foretells the label by itself (%s %.4f)", measure, score));
        } else if (score >= SUSPICIOUS || alone) {
            findings.add(new Finding(
                    Kind.SUSPICIOUS,
                    column.name(),
                    evidence + (alone ? ", far ahead of every other column" : "") + known,
                    Action.KEPT));
        } else if (named) {
            findings.add(new Finding(Kind.SUSPICIOUS, column.name(), "bears the label's name" + known, Action.KEPT));
        }
    }

    private void sameAsOthers() {
        List<Coded> kept = new ArrayList<>();
        for (Coded column : features()) {
            Coded twin = kept.stream()
                    .filter(other -> other.sameSets(column)
                            && (column.distinct() * 2 < column.present() || equal(other, column)))
                    .findFirst()
                    .orElse(null);
            if (twin == null) {
                kept.add(column);
            } else if (equal(twin, column)) {
                leaveOut(
                        Kind.SAME_AS_OTHER,
                        column,
                        "the same as '" + twin.name() + "' in every row",
                        "the same as '" + twin.name() + "'");
            } else {
                findings.add(new Finding(
                        Kind.SAME_AS_OTHER,
                        column.name(),
                        "says the same as '" + twin.name() + "' in other words",
                        Action.KEPT));
            }
        }
    }

    private static boolean equal(Coded one, Coded other) {
        if (one.type() != other.type()) {
            return false;
        }
        for (int row = 0; row < one.rows(); row++) {
            if (!String.valueOf(one.column().text(row))
                    .equals(String.valueOf(other.column().text(row)))) {
                return false;
            }
        }
        return true;
    }

    private void kinds() {
        for (Coded column : features()) {
            if (column.type() != ColumnType.STRING) {
                continue;
            }
            double words = words(column);
            if (words >= 3 && column.distinct() * 4 >= column.present()) {
                texts.add(column.name());
                findings.add(new Finding(
                        Kind.FREE_TEXT,
                        column.name(),
                        String.format(
                                Locale.ROOT, "free text, %.0f words on average: used as words and n-grams", words),
                        Action.USED));
            } else if (column.distinct() > 100) {
                findings.add(new Finding(
                        Kind.MANY_CATEGORIES,
                        column.name(),
                        column.distinct() + " different values; the encoder keeps the frequent ones apart",
                        Action.USED));
            }
        }
    }

    private Inspection.SplitGuess split(
            TimeSearch search, TimeSearch.@Nullable Candidate time, Entities.@Nullable Entity entity) {
        int fifth = (int) Math.round(label.present() * 0.2);
        String chance = entity != null
                ? "a fifth of the rows, whole groups of " + String.join(", ", entity.columns())
                : look.task() == Task.REGRESSION
                        ? "a fifth of the rows by chance"
                        : "a fifth of the rows of each class by chance";
        if (time == null) {
            return new Inspection.SplitGuess(null, fifth, chance);
        }
        Coded column = time.column();
        LocalDate from = search.holdoutFrom(column);
        String order = TimeSearch.ordered(column) ? ", and the rows are in its order" : "";
        if (from == null) {
            findings.add(new Finding(
                    Kind.TIME,
                    column.name(),
                    "says when a row happened, yet no day cuts off a usable hold-out",
                    Action.TOLD));
            return new Inspection.SplitGuess(null, fifth, chance);
        }
        if (entity != null) {
            List<Coded> group = columns.stream()
                    .filter(c -> entity.columns().contains(c.name()))
                    .toList();
            double straddling = TimeSearch.straddling(column, from, group);
            if (straddling > 0) {
                findings.add(new Finding(
                        Kind.TIME,
                        column.name(),
                        "says when a row happened; a split by time would put " + percent(straddling)
                                + " of the earlier rows' entities on both sides, so the split is by entity",
                        Action.TOLD));
                return new Inspection.SplitGuess(null, fifth, chance);
            }
        }
        findings.add(new Finding(
                Kind.TIME,
                column.name(),
                "says when a row happened (" + column.distinct() + " times" + order
                        + "): the latest rows are the hold-out",
                Action.USED));
        return new Inspection.SplitGuess(
                from.toString(),
                search.rowsFrom(column, from),
                "the latest rows: tomorrow is judged, not yesterday again");
    }

    private void copies() {
        List<Coded> content = new ArrayList<>(columns.stream()
                .filter(c -> !"names a row".equals(exclude.get(c.name())))
                .toList());
        Copies bare = Copies.of(content, rows.rows());
        int conflicts = bare.surplus() == 0 ? 0 : bare.conflicts(label);
        content.add(label);
        Copies copies = Copies.of(content, rows.rows());
        if (copies.surplus() > 0) {
            boolean telling = Copies.telling(rows.rows() - bare.surplus(), rows.rows());
            findings.add(new Finding(
                    Kind.EXACT_COPIES,
                    "",
                    copies.surplus() + " of " + rows.rows() + " rows are exact copies of another (" + copies.sets()
                            + (copies.sets() == 1 ? " set" : " sets") + "); "
                            + (telling
                                    ? "copies stay on one side of the split"
                                    : "so many that coarse columns coincide rather than that rows were copied; each row counts for itself"),
                    Action.KEPT));
        }
        if (conflicts > 0) {
            findings.add(new Finding(
                    Kind.CONFLICTING_COPIES,
                    "",
                    conflicts + (conflicts == 1 ? " set" : " sets")
                            + " of rows equal but for their label: no model can get all of them right",
                    Action.KEPT));
        }
        for (var refusal : report.refusals().entrySet()) {
            findings.add(new Finding(
                    Kind.REFUSED_ROWS,
                    "",
                    refusal.getValue()
                            + (refusal.getValue() == 1 ? " row refused: " : " rows refused: ")
                            + refusal.getKey(),
                    Action.LEFT_OUT));
        }
        report.notes().forEach(note -> findings.add(new Finding(Kind.READING, "", note, Action.TOLD)));
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, share < 0.01 ? "%.2f %%" : "%.0f %%", 100 * share);
    }

    private static String shortened(String text) {
        return text.length() > 40 ? text.substring(0, 40) + "…" : text;
    }
}
