package dev.trefoil.table.inspect;

import dev.trefoil.core.column.Column;
import dev.trefoil.core.column.ColumnType;
import dev.trefoil.core.signature.Task;
import dev.trefoil.table.source.TableException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// What kind of task the values of a label make.
///
/// @param classes texts of the classes, the most frequent first; empty for a number
/// @param counts rows of each class
/// @param positive the class that a probability is of; null unless there are two
/// @param why how the guess was made
record LabelLook(
        Task task,
        List<String> classes,
        List<Integer> counts,
        @Nullable String positive,
        String why) {
    private static final int MOST_CLASSES = 100;
    private static final Set<String> POSITIVE = Set.of(
            "yes",
            "y",
            "true",
            "1",
            "t",
            "ja",
            "j",
            "oui",
            "positive",
            "pos",
            "churn",
            "churned",
            "default",
            "fraud",
            "bad",
            "sick",
            "ill",
            "malignant",
            "spam",
            "late",
            "fail",
            "failed",
            "died",
            "dead",
            "lost",
            "left",
            "won",
            "bought",
            "on",
            "case",
            "event",
            "disease",
            "diseased",
            "infected",
            "converted",
            "defective",
            "defect",
            "cancelled",
            "returned");
    private static final Set<String> NEGATIVE = Set.of(
            "no",
            "n",
            "false",
            "0",
            "f",
            "nein",
            "non",
            "negative",
            "neg",
            "none",
            "control",
            "healthy",
            "normal",
            "benign",
            "ham",
            "good",
            "ok",
            "pass",
            "passed",
            "active",
            "stayed",
            "alive",
            "absent",
            "off");

    static LabelLook of(Coded label, String source) {
        String name = label.name();
        if (label.present() == 0) {
            throw new TableException(
                    source, "the label '" + name + "' has no value in any row", "name another --label");
        }
        if (label.distinct() == 1) {
            throw new TableException(
                    source,
                    "the label '" + name + "' is always '" + label.column().text(label.firstRow(0))
                            + "': there is nothing to learn",
                    "bring rows with other values, or name another --label");
        }
        ColumnType type = label.type();
        if (type.temporal()) {
            throw new TableException(
                    source, "the label '" + name + "' is a time", "turn it into a number or a yes/no in prepare.sql");
        }
        if (label.distinct() == 2) {
            return binary(label);
        }
        boolean whole = type == ColumnType.INTEGER || type == ColumnType.NUMBER && allWhole(label);
        if (type.numeric() && !(whole && fewSteps(label))) {
            return new LabelLook(Task.REGRESSION, List.of(), List.of(), null, label.distinct() + " different values");
        }
        if (label.distinct() > MOST_CLASSES || label.distinct() > label.present() / 2) {
            throw new TableException(
                    source,
                    "the label '" + name + "' has " + label.distinct() + " different texts in " + label.present()
                            + " rows",
                    "a label has at most " + MOST_CLASSES + " classes, or is a number; name another --label");
        }
        List<Integer> order = order(label);
        String why = type.numeric()
                ? label.distinct() + " different whole numbers (say task: regression if they are amounts)"
                : label.distinct() + " different values";
        return new LabelLook(Task.MULTICLASS, texts(label, order), counts(label, order), null, why);
    }

    private static LabelLook binary(Coded label) {
        List<Integer> order = order(label);
        List<String> texts = texts(label, order);
        String positive = texts.get(1);
        String why = "two values; '" + positive + "' is the rarer one";
        int first = reads(texts.get(0));
        int second = reads(texts.get(1));
        if (first != second) {
            positive = texts.get(first > second ? 0 : 1);
            why = Math.max(first, second) > 0
                    ? "two values; '" + positive + "' reads as yes"
                    : "two values; '" + texts.get(first > second ? 1 : 0) + "' reads as no";
        } else if (label.type().numeric()) {
            double a = Double.parseDouble(texts.get(0));
            double b = Double.parseDouble(texts.get(1));
            positive = texts.get(a > b ? 0 : 1);
            why = "two values; '" + positive + "' is the larger one";
        }
        return new LabelLook(Task.BINARY, texts, counts(label, order), positive, why);
    }

    /// 1 for a word that says yes, −1 for one that says no, 0 for others.
    private static int reads(String text) {
        String word = text.strip().toLowerCase(Locale.ROOT);
        return POSITIVE.contains(word) ? 1 : NEGATIVE.contains(word) ? -1 : 0;
    }

    private static List<Integer> order(Coded label) {
        List<Integer> order = new ArrayList<>();
        for (int code = 0; code < label.distinct(); code++) {
            order.add(code);
        }
        order.sort(Comparator.comparingInt((Integer code) -> -label.count(code)).thenComparing(c -> text(label, c)));
        return order;
    }

    private static String text(Coded label, int code) {
        return String.valueOf(label.column().text(label.firstRow(code)));
    }

    private static List<String> texts(Coded label, List<Integer> order) {
        return order.stream().map(code -> text(label, code)).toList();
    }

    private static List<Integer> counts(Coded label, List<Integer> order) {
        return order.stream().map(label::count).toList();
    }

    private static boolean allWhole(Coded label) {
        Column column = label.column();
        for (int row = 0; row < column.size(); row++) {
            double value = column.number(row);
            if (!Double.isNaN(value) && value != Math.rint(value)) {
                return false;
            }
        }
        return true;
    }

    /// At most ten whole numbers in a row, each several times: grades and codes rather than amounts.
    private static boolean fewSteps(Coded label) {
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        for (int code = 0; code < label.distinct() && label.distinct() <= 10; code++) {
            double value = label.column().number(label.firstRow(code));
            least = Math.min(least, value);
            most = Math.max(most, value);
        }
        return label.distinct() <= 10
                && most - least <= 2.0 * label.distinct()
                && label.present() >= 5 * label.distinct();
    }

    /// Fewer rows than this are too few to learn a class from, and to judge it by.
    static final int FEW = 10;

    /// Share of the rarer class (for several classes: of the rarest that has enough rows at all); 1 for a number.
    double rarest() {
        int all = counts.stream().mapToInt(Integer::intValue).sum();
        int least = counts.stream()
                .mapToInt(Integer::intValue)
                .filter(count -> count >= FEW)
                .min()
                .orElse(counts.isEmpty() ? 1 : counts.getLast());
        return counts.isEmpty() ? 1 : (double) least / all;
    }

    /// The classes with too few rows, such as `ONE 2`.
    List<String> tooFew() {
        return IntStream.range(0, classes.size())
                .filter(i -> counts.get(i) < FEW)
                .mapToObj(i -> classes.get(i) + " " + counts.get(i))
                .toList();
    }

    /// Share of the positive class; NaN unless there are two.
    double positiveShare() {
        if (positive == null) {
            return Double.NaN;
        }
        int all = counts.get(0) + counts.get(1);
        return (double) counts.get(classes.indexOf(positive)) / all;
    }
}
