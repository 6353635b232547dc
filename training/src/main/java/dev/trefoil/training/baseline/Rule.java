package dev.trefoil.training.baseline;

import dev.trefoil.core.column.Column;
import dev.trefoil.core.column.ColumnBatch;
import dev.trefoil.core.predicate.RowTest;
import dev.trefoil.training.sample.Target;
import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/// An alternative without a model, as the charter states it. A regression answers the mean of the past where the rule
/// says nothing, and NaN where the past bears no label, as the rows of a request.
///
/// @param score the column whose number ranks the rows (two classes) or answers (regression); null for the decision
///     itself
/// @param when the rows on which it acts; null for none
/// @param value the answer of a regression; null to take the score column
public record Rule(
        String id,
        @Nullable String score,
        @Nullable RowTest when,
        @Nullable Double value) implements Baseline {
    @Override
    public Answers answer(ColumnBatch past, ColumnBatch rows, Target target) {
        return switch (target.task()) {
            case BINARY -> decided(rows);
            case REGRESSION -> new Answers(numbers(past, rows, target), null);
            case MULTICLASS ->
                throw new IllegalArgumentException("alternative '" + id
                        + "' can be compared for two classes and numbers, not for several classes");
        };
    }

    private Answers decided(ColumnBatch rows) {
        @Nullable BitSet acts = when == null ? null : when.matching(rows);
        if (score == null && acts == null) {
            throw new IllegalArgumentException("alternative '" + id + "' has neither 'score' nor 'when'");
        }
        double[] scores = new double[rows.rows()];
        @Nullable Column column = score == null ? null : rows.column(score);
        for (int row = 0; row < scores.length; row++) {
            double number = column == null ? Double.NaN : column.number(row);
            scores[row] = column == null ? (acts != null && acts.get(row) ? 1 : 0) : Double.isNaN(number) ? 0 : number;
        }
        return new Answers(scores, acts);
    }

    private double[] numbers(ColumnBatch past, ColumnBatch rows, Target target) {
        @Nullable BitSet acts = when == null ? null : when.matching(rows);
        @Nullable Column column = score == null ? null : rows.column(score);
        if (column == null && value == null) {
            throw new IllegalArgumentException("alternative '" + id + "' of a regression needs 'value' or 'score'");
        }
        double[] answers = new double[rows.rows()];
        boolean unanswered = false;
        for (int row = 0; row < answers.length; row++) {
            double number = value != null ? value : column == null ? Double.NaN : column.number(row);
            boolean applies = acts == null || acts.get(row);
            answers[row] = applies ? number : Double.NaN;
            unanswered |= Double.isNaN(answers[row]);
        }
        // Requests bear no label: what the rule does not answer there stays unanswered.
        if (unanswered && past.schema().contains(target.column())) {
            double otherwise = Majority.prior(target.truth(past), target)[0];
            Arrays.setAll(answers, row -> Double.isNaN(answers[row]) ? otherwise : answers[row]);
        }
        return answers;
    }
}
