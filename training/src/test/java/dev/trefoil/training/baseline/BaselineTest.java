package dev.trefoil.training.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.trefoil.core.column.ColumnBatch;
import dev.trefoil.core.column.ColumnSpec;
import dev.trefoil.core.column.ColumnType;
import dev.trefoil.core.column.NumberColumn;
import dev.trefoil.core.column.Schema;
import dev.trefoil.core.column.StringColumn;
import dev.trefoil.core.column.TimeColumn;
import dev.trefoil.core.predicate.PredicateParser;
import dev.trefoil.core.predicate.PredicateResolver;
import dev.trefoil.core.signature.Task;
import dev.trefoil.training.sample.Target;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class BaselineTest {
    private static final Target LATE = new Target("late", Task.BINARY, List.of("no", "yes"));
    private static final Target HOW_MUCH = new Target("share", Task.REGRESSION, List.of());

    private static final Target HOW_MUCH_LATER = new Target("minutes", Task.REGRESSION, List.of());

    private final ColumnBatch past = rows(new long[] {1, 2, 3, 4}, "no", "yes", "yes", "yes");
    private final ColumnBatch next = rows(new long[] {5, 6, 7, 8}, "no", "yes", "no", "no");

    @Test
    void majorityAnswersTheShareSoFar() {
        assertThat(new Majority().answer(past, next, LATE).scores()).containsExactly(.75, .75, .75, .75);
        Target kinds = new Target("late", Task.MULTICLASS, List.of("maybe", "no", "yes"));
        assertThat(new Majority().answer(past, next.pick(new int[] {0}), kinds).scores())
                .containsExactly(0, .25, .75);
    }

    @Test
    void lastValueAnswersTheLatestLabelThatIsKnownByThen() {
        assertThat(new LastValue("at", 0, List.of()).answer(past, next, LATE).scores())
                .containsExactly(1, 0, 1, 0);
        assertThat(new LastValue("at", 2, List.of()).answer(past, next, LATE).scores())
                .containsExactly(1, 1, 0, 1);
    }

    @Test
    void lastValueOfAnEntityIsItsOwn() {
        assertThat(new LastValue("at", 0, List.of("place"))
                        .answer(past, next, LATE)
                        .scores())
                .containsExactly(1, 1, 0, 1);
    }

    @Test
    void aRuleRanksByItsColumnAndDecidesByItsCondition() {
        Rule rule = new Rule(
                "desk", "share", PredicateResolver.resolve(PredicateParser.parse("share > 0.5"), next.schema()), null);
        Answers answers = rule.answer(past, next, LATE);
        assertThat(answers.scores()).containsExactly(0, .3, .6, .9);
        BitSet acts = new BitSet();
        acts.set(2, 4);
        assertThat(answers.decisions()).isEqualTo(acts);
    }

    @Test
    void aRuleOfNumbersAnswersItsValue() {
        Rule rule = new Rule(
                "flat", null, PredicateResolver.resolve(PredicateParser.parse("share > 0.5"), next.schema()), 7.0);
        assertThat(rule.answer(past, next, HOW_MUCH).scores())
                .containsExactly(new double[] {.45, .45, 7, 7}, within(1e-12));
    }

    @Test
    void aRuleOfNumbersAnswersRowsWithoutLabels() {
        ColumnBatch request = next.select(List.of("at", "place", "share"));
        assertThat(new Rule("flat", null, null, 7.0)
                        .answer(request, request, HOW_MUCH_LATER)
                        .scores())
                .containsExactly(7, 7, 7, 7);
        Rule sometimes = new Rule(
                "flat", null, PredicateResolver.resolve(PredicateParser.parse("share > 0.5"), request.schema()), 7.0);
        assertThat(sometimes.answer(request, request, HOW_MUCH_LATER).scores())
                .containsExactly(Double.NaN, Double.NaN, 7, 7);
    }

    @Test
    void aRuleThatSaysNothingIsRefused() {
        assertThatThrownBy(() -> new Rule("mute", null, null, null).answer(past, next, LATE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("mute");
    }

    private static ColumnBatch rows(long[] times, String... labels) {
        return new ColumnBatch(
                new Schema(List.of(
                        new ColumnSpec("at", ColumnType.TIMESTAMP),
                        new ColumnSpec("place", ColumnType.STRING),
                        new ColumnSpec("share", ColumnType.NUMBER),
                        new ColumnSpec("late", ColumnType.STRING))),
                List.of(
                        new TimeColumn(ColumnType.TIMESTAMP, times),
                        new StringColumn(new String[] {"a", "b", "a", "b"}),
                        new NumberColumn(new double[] {0, .3, .6, .9}),
                        new StringColumn(labels)));
    }
}
