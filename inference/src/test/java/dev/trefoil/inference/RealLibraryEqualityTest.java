package dev.trefoil.inference;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/// Compares with models that the real libraries trained a moment ago: `-Dtrefoil.equality=FOLDER`.
@Tag("real")
@EnabledIfSystemProperty(named = "trefoil.equality", matches = ".+")
class RealLibraryEqualityTest {
    @Test
    void everyModelAnswersWhatItsLibraryAnswers() throws Exception {
        List<EqualityCase> cases = EqualityCase.in(Path.of(System.getProperty("trefoil.equality")));
        List<String> different = new ArrayList<>();
        long compared = 0;
        for (EqualityCase one : cases) {
            try {
                compared += one.check();
            } catch (AssertionError | RuntimeException e) {
                different.add(one.folder().getFileName() + ": "
                        + String.valueOf(e.getMessage())
                                .lines()
                                .filter(l -> !l.isBlank())
                                .findFirst()
                                .orElse(e.toString()));
            }
        }
        System.out.println(cases.size() + " models, " + compared + " numbers compared");
        assertThat(different).isEmpty();
    }
}
