package dev.trefoil.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LoopSentenceTest {
    @Test
    void aPlainPolicyIsSaidInWordsAndAnyOtherAsItIsWritten() {
        assertThat(LoopSentence.condition("R1 = 'fail' OR R5 = 'inconclusive'"))
                .isEqualTo("R1 fails or R5 is inconclusive");
        assertThat(LoopSentence.condition("drift_share > 0.5 AND R1 = 'fail'"))
                .isEqualTo("drift_share > 0.5 and R1 fails");
        assertThat(LoopSentence.condition("(R1 = 'fail' OR R2 = 'fail') AND new_labels > 100"))
                .isEqualTo("(R1 = 'fail' OR R2 = 'fail') AND new_labels > 100");
        assertThat(LoopSentence.condition("R1 != 'pass'")).isEqualTo("R1 != 'pass'");
    }
}
