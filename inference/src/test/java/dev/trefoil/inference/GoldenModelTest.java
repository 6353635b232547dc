package dev.trefoil.inference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trefoil.inference.runtime.MatrixModel;
import dev.trefoil.inference.runtime.PredictOptions;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Small models of the real libraries, kept with what these answered (see `equality_cases.py`).
class GoldenModelTest {
    static Path resources(String name) throws URISyntaxException {
        return Path.of(GoldenModelTest.class.getResource("/" + name).toURI());
    }

    static Stream<EqualityCase> cases() throws Exception {
        List<EqualityCase> cases = new ArrayList<>(EqualityCase.in(resources("golden")));
        cases.addAll(EqualityCase.in(resources("golden-old")));
        return cases.stream();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void aModelAnswersWhatItsLibraryAnswered(EqualityCase one) throws Exception {
        assertThat(one.check()).isPositive();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void aRowAnswersTheSameAloneAndInBatchesOfAnySize(EqualityCase one) throws Exception {
        MatrixModel model = one.model();
        EqualityCase.Matrix rows = one.rows();
        int width = model.width(PredictOptions.VALUE);
        double[] together = new double[rows.rows() * width];
        model.compute(rows.values(), rows.rows(), PredictOptions.VALUE, together);
        for (int size : new int[] {1, 3, 7, 16}) {
            for (int start = 0; start + size <= rows.rows(); start += size) {
                double[] part = new double[size * rows.columns()];
                System.arraycopy(rows.values(), start * rows.columns(), part, 0, part.length);
                double[] out = new double[size * width];
                model.compute(part, size, PredictOptions.VALUE, out);
                double[] expected = new double[out.length];
                System.arraycopy(together, start * width, expected, 0, out.length);
                assertThat(out).isEqualTo(expected);
                if (size == 1) {
                    double[] scored = new double[width];
                    model.score(part, scored);
                    assertThat(scored).isEqualTo(expected);
                }
            }
        }
    }

    @Test
    void manyThreadsGetTheSameBits() throws Exception {
        EqualityCase one = new EqualityCase(resources("golden").resolve("lgb-multiclass-missing"));
        MatrixModel model = one.model();
        EqualityCase.Matrix rows = one.rows();
        double[] expected = one.answers().get("value").values();
        List<Thread> threads = new ArrayList<>();
        List<String> failures = java.util.Collections.synchronizedList(new ArrayList<>());
        for (int i = 0; i < 8; i++) {
            threads.add(Thread.ofPlatform().start(() -> {
                for (int round = 0; round < 200; round++) {
                    double[] out = new double[expected.length];
                    model.compute(rows.values(), rows.rows(), PredictOptions.VALUE, out);
                    if (!java.util.Arrays.equals(out, expected)) {
                        failures.add("round " + round);
                    }
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(failures).isEmpty();
    }

    @Test
    void oddFeatureNamesAreReadAsTheyAre() throws Exception {
        EqualityCase one = new EqualityCase(resources("golden").resolve("xgb-odd-names"));
        assertThat(one.model().featureNames())
                .containsExactly("a b", "quote\"", "tab\t", "back\\slash", "漢字", "x=1", "k:v", "ä\uD83D\uDE00");
        assertThat(Files.readString(one.folder().resolve("names.txt"), StandardCharsets.UTF_8))
                .startsWith("a b\n");
    }
}
