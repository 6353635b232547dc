package dev.trefoil.platform.project;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trefoil.core.column.ColumnSpec;
import dev.trefoil.core.column.ColumnType;
import dev.trefoil.core.column.Schema;
import dev.trefoil.core.signature.Task;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// What only the prepared table can tell.
final class CharterChecksTest {
    private static final Schema FLIGHTS = new Schema(List.of(
            new ColumnSpec("scheduled_at", ColumnType.TIMESTAMP),
            new ColumnSpec("day", ColumnType.DATE),
            new ColumnSpec("late", ColumnType.BOOLEAN),
            new ColumnSpec("origin", ColumnType.STRING),
            new ColumnSpec("origin_late_share_3h", ColumnType.NUMBER)));
    private static final DataFacts TWO_CLASSES = facts(Task.BINARY, Map.of("false", 750L, "true", 250L));

    private static DataFacts facts(Task task, Map<String, Long> classes) {
        return new DataFacts(
                1000,
                0,
                classes.isEmpty() ? 900 : classes.size(),
                task,
                new TreeMap<>(classes),
                LocalDateTime.parse("2013-01-01T05:15"),
                LocalDateTime.parse("2013-11-30T23:59"));
    }

    private static List<String> against(String text, Schema schema, DataFacts facts) {
        CharterReading.Resolved reading = Examples.resolved(text);
        return CharterChecks.against(reading.charter(), reading.places(), schema, facts).stream()
                .map(Problem::toString)
                .toList();
    }

    private static String flights(String before, String after) {
        String text = Examples.resource("flights.yaml");
        assertThat(text).contains(before);
        return text.replace(before, after);
    }

    @Test
    void flightsFitTheirTable() {
        assertThat(against(Examples.resource("flights.yaml"), FLIGHTS, TWO_CLASSES))
                .isEmpty();
    }

    @Test
    void unknownColumnsAreNamedWhereverTheyAreMentioned() {
        String text = flights("for_each: origin", "for_each: orgin, on: \"origin = 'JFK' AND orign IS NULL\"")
                .replace("\"origin_late_share_3h > 0.35\"", "\"origin_late_share > 0.35\"")
                .replace("cluster: day", "cluster: dy")
                .replace("name: late", "name: lat");
        assertThat(against(text, FLIGHTS, TWO_CLASSES))
                .containsExactly(
                        "trefoil.yaml:11:61: 'when': unknown column 'origin_late_share' (did you mean 'origin_late_share_3h'?)",
                        "trefoil.yaml:18:86: the prepared table has no column 'orgin' (did you mean 'origin'?)",
                        "trefoil.yaml:18:117: 'on': unknown column 'orign' (did you mean 'origin'?)",
                        "trefoil.yaml:26:12: the prepared table has no column 'dy' (did you mean 'day'?)",
                        "trefoil.yaml:27:17: the prepared table has no column 'lat' (did you mean 'late'?)");
    }

    @Test
    void labelMustBeThereAndVary() {
        String text = Examples.resource("flights.yaml");
        assertThat(against(text, FLIGHTS, new DataFacts(1000, 1000, 0, Task.BINARY, new TreeMap<>(), null, null)))
                .containsExactly("trefoil.yaml:27:17: the label 'late' is missing in every row (name another column)");
        assertThat(against(text, FLIGHTS, facts(Task.BINARY, Map.of("false", 1000L))))
                .containsExactly(
                        "trefoil.yaml:27:17: the label 'late' has one value only: there is nothing to learn (name another column, or bring rows of the other kind)");
        assertThat(against(text, FLIGHTS, new DataFacts(0, 0, 0, Task.BINARY, new TreeMap<>(), null, null)))
                .containsExactly(
                        "trefoil.yaml:23:12: the prepared table has no rows (look at the sources and at 'prepare')");
        assertThat(against(flights("name: late,", "name: late, positive: yes,"), FLIGHTS, TWO_CLASSES))
                .containsExactly("trefoil.yaml:27:33: no row has the label 'yes' (there are false, true)");
    }

    @Test
    void measureMustFitTheLabel() {
        assertThat(against(Examples.SMALL, label(ColumnType.NUMBER), facts(Task.REGRESSION, Map.of())))
                .containsExactly(
                        "trefoil.yaml:11:25: 'auc' does not fit the label, which is regression (such as rmse, mae, r2)");
        assertThat(against(
                        Examples.SMALL,
                        label(ColumnType.STRING),
                        facts(Task.MULTICLASS, Map.of("a", 1L, "b", 2L, "c", 3L))))
                .containsExactly(
                        "trefoil.yaml:11:25: 'auc' does not fit the label, which is multiclass (such as macro_f1, accuracy, log_loss, macro_auc)");
        assertThat(against(
                        Examples.SMALL.replace("churned}", "churned, task: binary}"),
                        label(ColumnType.STRING),
                        facts(Task.MULTICLASS, Map.of("a", 1L, "b", 2L, "c", 3L))))
                .containsExactly(
                        "trefoil.yaml:14:32: the label 'churned' has 3 values, not 2 (say task: multiclass, or make two of them in 'prepare')");
        assertThat(against(
                        Examples.SMALL
                                .replace("churned}", "churned, task: regression}")
                                .replace("measure: auc", "measure: r2"),
                        label(ColumnType.STRING),
                        facts(Task.MULTICLASS, Map.of("a", 1L, "b", 2L, "c", 3L))))
                .containsExactly("trefoil.yaml:14:32: the label 'churned' is not a number (say task: multiclass)");
    }

    private static Schema label(ColumnType type) {
        return new Schema(List.of(new ColumnSpec("churned", type)));
    }

    @Test
    void ruleMustAnswerForTheTaskToBeComparedWith() {
        String number = Examples.SMALL.replace("measure: auc, at_least: 0.7", "measure: rmse, better_than: never");
        assertThat(against(number, label(ColumnType.NUMBER), facts(Task.REGRESSION, Map.of())))
                .containsExactly(
                        "trefoil.yaml:11:44: 'never' cannot be compared with: it needs 'value' or 'score' where the label is a number (compare with majority or logistic)");
        assertThat(against(
                        number.replace("when: \"false\"", "value: 3"),
                        label(ColumnType.NUMBER),
                        facts(Task.REGRESSION, Map.of())))
                .isEmpty();
    }

    @Test
    void accuracyOfARareClassIsDoubted() {
        String text = Examples.SMALL.replace("measure: auc", "measure: accuracy");
        assertThat(against(text, label(ColumnType.STRING), facts(Task.BINARY, Map.of("no", 980L, "yes", 20L))))
                .containsExactly(
                        "trefoil.yaml:11:25: warning: accuracy says little here: always answering the common class is right in 98.0 % of the rows (measure average_precision, cost_per_1000 or recall_at_precision)");
        assertThat(against(text, label(ColumnType.STRING), facts(Task.BINARY, Map.of("no", 600L, "yes", 400L))))
                .isEmpty();
    }

    @Test
    void holdOutDateMustLieInsideTheData() {
        assertThat(against(
                        flights("holdout_from: 2013-03-01, holdout_until: 2013-04-01", "holdout_from: 2014-03-01"),
                        FLIGHTS,
                        TWO_CLASSES))
                .containsExactly(
                        "trefoil.yaml:28:35: the hold-out set begins after the last row (the data goes from 2013-01-01T05:15 to 2013-11-30T23:59)");
        assertThat(against(flights("holdout_from: 2013-03-01", "holdout_from: 2012-03-01"), FLIGHTS, TWO_CLASSES))
                .containsExactly(
                        "trefoil.yaml:28:35: no row is left to learn from: the hold-out set begins with the first row (the data goes from 2013-01-01T05:15 to 2013-11-30T23:59)");
    }

    @Test
    void timeMustBeATime() {
        assertThat(against(flights("time: scheduled_at", "time: origin"), FLIGHTS, TWO_CLASSES))
                .containsExactly(
                        "trefoil.yaml:25:9: 'origin' is string, not a time (say how it is written, in its source: dates: {origin: yyyy-MM-dd})");
    }
}
