package dev.trefoil.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trefoil.core.column.ColumnBatch;
import dev.trefoil.core.signature.Feature;
import dev.trefoil.core.signature.Task;
import dev.trefoil.inference.ModelPackage;
import dev.trefoil.training.sample.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Which columns a model from elsewhere takes: a LightGBM file over x and y, under names of its own.
class AdoptionTest {
    private final ColumnBatch training = Synthetic.rows(600, 1);
    private final ColumnBatch holdOut = Synthetic.rows(300, 2);
    private final Target target = Synthetic.target(training, Task.BINARY);
    private final Trainings trainings = new Trainings();
    private String model = "";
    private double[] answers = {};

    @TempDir
    private Path folder;

    @BeforeEach
    void aModelOfTwoColumns() throws IOException {
        Path ready = folder.resolve("ready");
        trainings.develop(over("x", "y"), training, holdOut, ready, Session.quiet(1));
        model = Files.readString(ready.resolve("model.txt"));
        try (ModelPackage trained = ModelPackage.load(ready)) {
            answers = trained.predict(holdOut).values();
        }
    }

    private DevelopmentSpec over(String... features) {
        DevelopmentSpec all = Synthetic.spec(target, null, List.of(Candidate.Trained.of("lightgbm")), 1, List.of());
        return new DevelopmentSpec(
                List.of(features),
                Map.of(),
                null,
                List.of(),
                all.ladder(),
                all.candidates(),
                all.search(),
                null,
                all.evaluation());
    }

    private Development adopted(String first, String second, DevelopmentSpec spec, String... columns) {
        try {
            Path file = Files.writeString(
                    folder.resolve("mine.txt"), model.replace("Column_0", first).replace("Column_1", second));
            return trainings.adopt(
                    spec,
                    "mine.txt",
                    file,
                    List.of(columns),
                    training,
                    holdOut,
                    folder.resolve("out"),
                    Session.quiet(1));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private void takes(Development made, String... columns) {
        try (ModelPackage taken = ModelPackage.load(made.folder())) {
            assertThat(taken.signature().inputs()).extracting(Feature::name).containsExactly(columns);
            assertThat(taken.predict(holdOut).values()).containsExactly(answers);
            List<String> turned = holdOut.schema().names().reversed();
            assertThat(taken.predict(holdOut.select(turned)).values())
                    .as("rows are told by their names, whatever the model calls them")
                    .containsExactly(answers);
        }
    }

    @Test
    void inputsWithoutAColumnsNameAreTakenByPositionAndItIsSaid() {
        Development made = adopted("Column_0", "Column_1", over("x", "y"));
        takes(made, "x", "y");
        assertThat(made.notes())
                .anyMatch(
                        note -> note.contains("by position: Column_0 ← x, Column_1 ← y") && note.contains("--columns"));
    }

    @Test
    void namedColumnsFillTheInputsInTheirOrder() {
        DevelopmentSpec spec = over("y", "count", "x");
        takes(adopted("Column_0", "Column_1", spec, "x", "y"), "x", "y");
    }

    @Test
    void namedColumnsWinOverNamesOfTheModelThatMeanAnotherColumn() {
        Development made = adopted("y", "width", over("x", "y"), "x", "y");
        takes(made, "x", "y");
        assertThat(made.notes()).noneMatch(note -> note.contains("by position"));
    }

    @Test
    void whatCannotBeMatchedIsRefusedWithTheMend() {
        assertThatThrownBy(() -> adopted("x", "width", over("x", "y")))
                .hasMessageContaining("takes [width], which the prepared table lacks")
                .hasMessageContaining("--columns");
        assertThatThrownBy(() -> adopted("Column_0", "Column_1", over("x", "y", "count")))
                .hasMessageContaining("2 inputs, [Column_0, Column_1]")
                .hasMessageContaining("3 features, [x, y, count]")
                .hasMessageContaining("--columns");
        assertThatThrownBy(() -> adopted("Column_0", "Column_1", over("x", "y"), "x"))
                .hasMessageContaining("--columns names 1, the model takes 2 inputs");
        assertThatThrownBy(() -> adopted("Column_0", "Column_1", over("x", "y"), "x", "z"))
                .hasMessageContaining("--columns names [z], which the prepared table lacks");
        assertThatThrownBy(() -> adopted("Column_0", "Column_1", over("x", "y"), "x", "x"))
                .hasMessageContaining("twice");
        assertThatThrownBy(() -> adopted("x", "label", over("x", "y")))
                .hasMessageContaining("takes the label 'label' itself");
    }
}
