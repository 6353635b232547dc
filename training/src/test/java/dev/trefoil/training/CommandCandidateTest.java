package dev.trefoil.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trefoil.core.column.ColumnBatch;
import dev.trefoil.core.signature.Task;
import dev.trefoil.inference.ModelPackage;
import dev.trefoil.inference.runtime.CodeRuntimes;
import dev.trefoil.training.sample.Target;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandCandidateTest {
    private final ColumnBatch training = Synthetic.rows(800, 1);
    private final ColumnBatch holdOut = Synthetic.rows(400, 2);
    private final Target target = Synthetic.target(training, Task.BINARY);
    private final Trainings trainings = new Trainings(CodeRuntimes.NONE);

    @TempDir
    private Path folder;

    @Test
    void theModelOfACommandCanWin() {
        trained("ready");
        Development development =
                develop(command("test -s \"$TREFOIL_TRAIN_DATA\" && cp -r ready/. \"$TREFOIL_MODEL_DIR\""), List.of());
        assertThat(development.choice().trainer()).isEqualTo("command");
        try (ModelPackage model = ModelPackage.load(development.folder())) {
            assertThat(model.digest()).hasValue(development.digest());
        }
        assertThat(development.evaluation().rows()).isEqualTo(400);
    }

    @Test
    void theFolderThatTheCharterNamesIsTakenToo() {
        trained("ready");
        Development development = develop(command("rm -rf model && cp -r ready model"), List.of());
        assertThat(development.choice().candidate()).isEqualTo("mine");
    }

    @Test
    void aBareModelFileBecomesAPackageThatKnowsItsFeaturesAndClasses() {
        Candidate lightgbm = Candidate.Trained.of("lightgbm");
        DevelopmentSpec all = Synthetic.spec(target, null, List.of(lightgbm), 1, List.of());
        DevelopmentSpec numbers = new DevelopmentSpec(
                List.of("x", "y"),
                Map.of(),
                null,
                List.of(),
                all.ladder(),
                all.candidates(),
                all.search(),
                null,
                all.evaluation());
        trainings.develop(numbers, training, holdOut, folder.resolve("ready"), Session.quiet(1));
        String named = "sed 's/Column_0/x/; s/Column_1/y/' ready/model.txt > \"$TREFOIL_MODEL_DIR/mine.txt\"";
        Development development = develop(command(named), List.of());
        try (ModelPackage model = ModelPackage.load(development.folder())) {
            assertThat(model.digest()).hasValue(development.digest());
            assertThat(model.signature().classes()).isEqualTo(target.classes());
            assertThat(model.reference()).isPresent();
        }
    }

    @Test
    void aFailingCommandLeavesTheOthersInTheRace() {
        Development development =
                develop(command("echo no such module; exit 1"), List.of(Candidate.Trained.of("logistic")));
        assertThat(development.choice().trainer()).isEqualTo("logistic");
        assertThat(development.trials().getLast().failure()).contains("exited with 1", "no such module");
    }

    @Test
    void aCommandThatWritesNothingIsToldWhereToWrite() throws Exception {
        Files.createDirectories(folder.resolve("model"));
        assertThatThrownBy(() -> develop(command("true"), List.of()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("wrote no model")
                .hasMessageContaining("TREFOIL_MODEL_DIR");
    }

    private void trained(String name) {
        DevelopmentSpec spec = Synthetic.spec(target, null, List.of(Candidate.Trained.of("xgboost")), 1, List.of());
        trainings.develop(spec, training, holdOut, folder.resolve(name), Session.quiet(1));
    }

    private Candidate.Command command(String line) {
        return new Candidate.Command("mine", line, "model", folder, Map.of(), Duration.ofMinutes(1));
    }

    private Development develop(Candidate.Command command, List<Candidate> others) {
        List<Candidate> candidates = new ArrayList<>(others);
        candidates.add(command);
        DevelopmentSpec spec = Synthetic.spec(target, null, candidates, 1, List.of());
        return trainings.develop(spec, training, holdOut, folder.resolve("out"), Session.quiet(1));
    }
}
