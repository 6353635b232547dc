package dev.trefoil.server.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trefoil.core.predicate.PredicateException;
import dev.trefoil.platform.PlatformException;
import org.junit.jupiter.api.Test;

class RunWordsTest {
    @Test
    void theWordsOfTheTableStandForWhatTheSearchKnows() {
        assertThat(RunWords.read("name LIKE 'x%' AND (started > '2026-01-01' OR NOT attributes.user IN ('ann'))"))
                .hasToString(
                        RunWords.read("run_name LIKE 'x%' AND (start_time > '2026-01-01' OR NOT attributes.user_id IN"
                                        + " ('ann'))")
                                .toString());
        assertThat(RunWords.read("params.name = 'x'")).hasToString("params.name = 'x'");
    }

    @Test
    void aStatusIsTheSameInSmallLetters() {
        assertThat(RunWords.read("status = 'finished' OR status IN ('Failed')"))
                .hasToString("status = 'FINISHED' OR status IN ('FAILED')");
        assertThat(RunWords.read("tags.status = 'finished'")).hasToString("tags.status = 'finished'");
    }

    @Test
    void whatIsWrongHasItsPlace() {
        assertThatThrownBy(() -> RunWords.read("status = 'failed' AND duration > 3"))
                .isInstanceOf(PredicateException.class)
                .hasMessageContaining("start_time and end_time, at position 23");
        PlatformException wrong = new PlatformException(
                PlatformException.Kind.INVALID, "filter", "no such key", new PredicateException("no such key", 4));
        assertThatThrownBy(() -> RunWords.placed(() -> {
                    throw wrong;
                }))
                .hasMessage("no such key, at position 5");
    }
}
