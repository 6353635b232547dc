package dev.trefoil.core.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class SpellingTest {
    private static final List<String> KEYS = List.of("measure", "at_least", "at_most", "holdout_from", "id");

    @Test
    void slipOfTheFingerIsUnderstood() {
        assertThat(Spelling.nearest("mesure", KEYS)).contains("measure");
        assertThat(Spelling.nearest("at_laest", KEYS)).contains("at_least");
        assertThat(Spelling.nearest("Measure", KEYS)).contains("measure");
        assertThat(Spelling.nearest("holdoutfrom", KEYS)).contains("holdout_from");
    }

    @Test
    void strangeWordIsNotGuessed() {
        assertThat(Spelling.nearest("colour", KEYS)).isEmpty();
        assertThat(Spelling.nearest("x", KEYS)).isEmpty();
        assertThat(Spelling.nearest("", KEYS)).isEmpty();
        assertThat(Spelling.nearest("m".repeat(10_000), KEYS)).isEmpty();
    }

    @Test
    void hintIsReadyToAppend() {
        assertThat(Spelling.hint("mesure", KEYS)).isEqualTo(" (did you mean 'measure'?)");
        assertThat(Spelling.hint("zzz", KEYS)).isEmpty();
    }
}
