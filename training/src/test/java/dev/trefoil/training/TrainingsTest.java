package dev.trefoil.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trefoil.core.column.ColumnBatch;
import dev.trefoil.core.metric.Metric;
import dev.trefoil.core.signature.Task;
import dev.trefoil.core.verdict.Bound;
import dev.trefoil.core.verdict.Outcome;
import dev.trefoil.inference.ModelPackage;
import dev.trefoil.inference.runtime.CodeRuntimes;
import dev.trefoil.training.evaluation.Evaluation;
import dev.trefoil.training.evaluation.EvaluationCodec;
import dev.trefoil.training.evaluation.MeasureRequest;
import dev.trefoil.training.sample.Target;
import dev.trefoil.training.search.FinishedTrial;
import dev.trefoil.training.search.Hyperparameters;
import dev.trefoil.training.trainer.LogisticTrainer;
import dev.trefoil.training.trainer.Trainer;
import dev.trefoil.training.trainer.TrainerUnavailable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TrainingsTest {
    private static final int ROWS = 1_000;
    private static final int HELD = 400;

    private static final List<Candidate> ALL =
            List.of(Candidate.Trained.of("logistic"), brief("xgboost"), brief("lightgbm"));

    private final ColumnBatch training = Synthetic.rows(ROWS, 1);
    private final ColumnBatch holdOut = Synthetic.rows(HELD, 2);

    @TempDir
    private Path folder;

    /// Few rounds: what is tested here does not hang on how good the model is.
    private static Candidate brief(String trainer) {
        return new Candidate.Trained(trainer, trainer, List.of(), Hyperparameters.NONE.with("rounds", 40));
    }

    @ParameterizedTest
    @EnumSource(Task.class)
    void everyTaskIsDevelopedAndBeatsTheMajority(Task task) {
        Target target = Synthetic.target(training, task);
        Metric metric = Synthetic.main(task);
        MeasureRequest better =
                new MeasureRequest("R1", metric, new MeasureRequest.Ask.Beat("majority", 0), null, null, null, 0.95);
        DevelopmentSpec spec = Synthetic.spec(target, null, ALL, 4, List.of(better));
        Development development = new Trainings(CodeRuntimes.NONE)
                .develop(spec, training, holdOut, folder.resolve("m"), Session.quiet(2));

        Evaluation evaluation = development.evaluation();
        assertThat(evaluation.rows()).isEqualTo(HELD);
        assertThat(evaluation.judged().getFirst().verdict().outcome()).isEqualTo(Outcome.PASS);
        assertThat(evaluation.baselines().keySet()).containsExactly("majority", "logistic");
        assertThat(evaluation.operation().latencyP50().value()).isPositive();
        assertThat(EvaluationCodec.read(EvaluationCodec.write(evaluation))).isEqualTo(evaluation);
        assertThat(development.trials()).hasSize(4).allMatch(t -> t.failure().isEmpty());
        try (ModelPackage model = ModelPackage.load(folder.resolve("m"))) {
            assertThat(model.digest()).hasValue(development.digest());
            assertThat(model.signature().inputs()).hasSize(Synthetic.FEATURES.size());
            FrozenReference reference =
                    FrozenReferenceCodec.read(model.reference().orElseThrow());
            assertThat(reference.features().columns()).hasSize(Synthetic.FEATURES.size());
            assertThat(FrozenReferenceCodec.write(reference))
                    .isEqualTo(model.reference().orElseThrow());
        }
    }

    @Test
    void sameRowsAndSeedGiveTheSamePackageOnAnyNumberOfThreads() {
        DevelopmentSpec spec = Synthetic.spec(Synthetic.target(training, Task.BINARY), "at", ALL, 6, List.of());
        Development one = new Trainings(CodeRuntimes.NONE)
                .develop(spec, training, holdOut, folder.resolve("1"), Session.quiet(1));
        Development three = new Trainings(CodeRuntimes.NONE)
                .develop(spec, training, holdOut, folder.resolve("3"), Session.quiet(3));
        assertThat(three.trials()).isEqualTo(one.trials());
        assertThat(three.digest()).isEqualTo(one.digest());
        assertThat(three.evaluation().measures()).isEqualTo(one.evaluation().measures());
    }

    @Test
    void brokenOffDevelopmentIsTakenUpWhereItStopped() {
        DevelopmentSpec spec = Synthetic.spec(Synthetic.target(training, Task.BINARY), "at", ALL, 6, List.of());
        Development whole = new Trainings(CodeRuntimes.NONE)
                .develop(spec, training, holdOut, folder.resolve("1"), Session.quiet(2));
        List<Integer> heard = new ArrayList<>();
        DevelopmentListener listener = new DevelopmentListener() {
            @Override
            public void finished(FinishedTrial trial) {
                heard.add(trial.number());
            }
        };
        Session resumed = new Session(2, listener, () -> false, whole.trials().subList(0, 4));
        Development rest =
                new Trainings(CodeRuntimes.NONE).develop(spec, training, holdOut, folder.resolve("2"), resumed);
        assertThat(rest.digest()).isEqualTo(whole.digest());
        assertThat(heard).containsExactly(4, 5);
    }

    @Test
    void cancelledDevelopmentLeavesNoPackage() {
        DevelopmentSpec spec = Synthetic.spec(Synthetic.target(training, Task.BINARY), null, ALL, 6, List.of());
        Session cancelled = new Session(2, DevelopmentListener.SILENT, () -> true, List.of());
        assertThatThrownBy(() -> new Trainings(CodeRuntimes.NONE)
                        .develop(spec, training, holdOut, folder.resolve("m"), cancelled))
                .isInstanceOf(CancellationException.class);
        assertThat(folder.resolve("m")).doesNotExist();
    }

    @Test
    void aTrainerThatThisMachineLacksIsLeftOutWithItsMend() {
        List<Trainer> trainers = List.of(new LogisticTrainer(), new Lacking());
        DevelopmentSpec spec = Synthetic.spec(
                Synthetic.target(training, Task.BINARY),
                null,
                List.of(Candidate.Trained.of("lacking"), Candidate.Trained.of("logistic")),
                2,
                List.of());
        Development development = new Trainings(trainers, CodeRuntimes.NONE)
                .develop(spec, training, holdOut, folder.resolve("m"), Session.quiet(1));
        assertThat(development.choice().trainer()).isEqualTo("logistic");
        assertThat(development.notes()).anyMatch(note -> note.contains("apt install libgomp1"));
    }

    @Test
    void requirementsForEachGroupNameTheWorst() {
        MeasureRequest each = new MeasureRequest(
                "R2",
                Metric.AUC,
                new MeasureRequest.Ask.Keep(new Bound(Bound.Side.AT_LEAST, 0.6)),
                "city",
                null,
                null,
                0.95);
        MeasureRequest hopeless = new MeasureRequest(
                "R3",
                Metric.AUC,
                new MeasureRequest.Ask.Keep(new Bound(Bound.Side.AT_LEAST, 0.999)),
                null,
                null,
                null,
                0.95);
        DevelopmentSpec spec = Synthetic.spec(
                Synthetic.target(training, Task.BINARY),
                null,
                List.of(Candidate.Trained.of("logistic")),
                1,
                List.of(each, hopeless));
        Evaluation evaluation = new Trainings(CodeRuntimes.NONE)
                .develop(spec, training, holdOut, folder.resolve("m"), Session.quiet(1))
                .evaluation();
        assertThat(evaluation.judged().get(0).groups()).hasSize(5);
        assertThat(evaluation.judged().get(0).verdict().group()).startsWith("city");
        assertThat(evaluation.judged().get(1).verdict().outcome()).isEqualTo(Outcome.FAIL);
    }

    @Test
    void refitOnMoreRowsIsAnotherPackageOfTheSameKind() {
        DevelopmentSpec spec =
                Synthetic.spec(Synthetic.target(training, Task.BINARY), "at", List.of(brief("xgboost")), 2, List.of());
        Trainings trainings = new Trainings(CodeRuntimes.NONE);
        Development first = trainings.develop(spec, training, holdOut, folder.resolve("1"), Session.quiet(1));
        var same = trainings.refit(spec, first.choice(), training, folder.resolve("2"), Session.quiet(1));
        var other = trainings.refit(spec, first.choice(), holdOut, folder.resolve("3"), Session.quiet(1));
        assertThat(same).isEqualTo(first.digest());
        assertThat(other).isNotEqualTo(first.digest());
        assertThat(Files.isDirectory(folder.resolve("3"))).isTrue();
    }

    @Test
    void aChallengerIsJudgedBesideTheChampionOnTheLatestRowsAndThenFittedToAll() {
        List<Candidate> xgboost = List.of(brief("xgboost"));
        Target target = Synthetic.target(training, Task.BINARY);
        MeasureRequest beat = new MeasureRequest(
                "R1", Metric.AUC, new MeasureRequest.Ask.Beat("champion", -0.2), null, null, null, 0.95);
        DevelopmentSpec spec = Synthetic.spec(target, "at", xgboost, 2, List.of(beat));
        Trainings trainings = new Trainings(CodeRuntimes.NONE);
        Development old = trainings.develop(
                Synthetic.spec(target, "at", xgboost, 2, List.of()),
                holdOut,
                training,
                folder.resolve("old"),
                Session.quiet(1));
        try (ModelPackage serving = ModelPackage.load(old.folder())) {
            Retraining retraining = trainings.retrain(
                    spec,
                    training,
                    0.25,
                    new Rung.Existing("champion", serving, old.choice().threshold()),
                    folder.resolve("new"),
                    Session.quiet(1));
            assertThat(retraining.learned() + retraining.kept()).isEqualTo(ROWS);
            assertThat(retraining.kept()).isBetween(ROWS / 4, ROWS / 4 + 24);
            Evaluation evaluation = retraining.judged().evaluation();
            assertThat(evaluation.rows()).isEqualTo(retraining.kept());
            assertThat(evaluation.differences()).containsKey("champion");
            assertThat(evaluation.judged().getFirst().verdict().outcome()).isEqualTo(Outcome.PASS);
            assertThat(retraining.digest()).isNotEqualTo(retraining.judged().digest());
        }
    }

    @Test
    void aMisspeltSettingIsNotIgnored() {
        Candidate slip =
                new Candidate.Trained("xgboost", "xgboost", List.of(), Hyperparameters.NONE.with("max_dept", 3));
        DevelopmentSpec spec =
                Synthetic.spec(Synthetic.target(training, Task.BINARY), null, List.of(slip), 1, List.of());
        assertThatThrownBy(
                        () -> new Trainings().develop(spec, training, holdOut, folder.resolve("m"), Session.quiet(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no setting 'max_dept'")
                .hasMessageContaining("max_depth");
    }

    @Test
    void aLabelWithOneValueIsSaidInOneLine() {
        assertThatThrownBy(() -> Target.infer(training.pick(new int[] {0, 0, 0}), "label", null, null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("just one value");
    }

    /// A trainer whose native library is missing.
    private static final class Lacking implements Trainer {
        @Override
        public String kind() {
            return "lacking";
        }

        @Override
        public dev.trefoil.inference.encoder.EncoderSpec.Family family() {
            return dev.trefoil.inference.encoder.EncoderSpec.Family.TREES;
        }

        @Override
        public dev.trefoil.training.search.Contender contender() {
            throw new AssertionError("must not be asked");
        }

        @Override
        public Set<String> settings() {
            return Set.of();
        }

        @Override
        public void requireAvailable() {
            throw new TrainerUnavailable("lacking", "libgomp.so.1: cannot open shared object file");
        }

        @Override
        public dev.trefoil.training.trainer.TrainedModel train(
                dev.trefoil.training.trainer.TrainingSet set,
                Hyperparameters parameters,
                long seed,
                dev.trefoil.training.trainer.TrainingMonitor monitor) {
            throw new AssertionError("must not be asked");
        }
    }
}
