package dev.trefoil.inference;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OnnxEqualityTest {
    static Stream<Path> kept() throws Exception {
        try (Stream<Path> folders = Files.list(GoldenModelTest.resources("golden-onnx"))) {
            return folders.sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("kept")
    void aKeptModelAnswersWhatOnnxRuntimeAnswered(Path folder) throws Exception {
        String engine = new OnnxCase(folder).check(0);
        boolean plain = !List.of("network", "several-outputs", "identity-string", "image")
                .contains(folder.getFileName().toString());
        assertThat(engine).startsWith(plain ? "Java" : "ONNX Runtime");
    }

    /// With models that the exporters made a moment ago: `-Dtrefoil.onnx=FOLDER`.
    @Test
    @Tag("real")
    @EnabledIfSystemProperty(named = "trefoil.onnx", matches = ".+")
    void everyModelAnswersWhatOnnxRuntimeAnswers() throws Exception {
        List<String> different = new ArrayList<>();
        try (Stream<Path> folders = Files.list(Path.of(System.getProperty("trefoil.onnx")))) {
            for (Path folder : folders.sorted().toList()) {
                try {
                    new OnnxCase(folder).check(0);
                } catch (AssertionError | RuntimeException e) {
                    different.add(folder.getFileName() + ": " + e.getMessage());
                }
            }
        }
        assertThat(different).isEmpty();
    }
}
