package dev.trefoil.training;

import dev.trefoil.core.column.ColumnBatch;
import dev.trefoil.core.digest.Digest;
import dev.trefoil.core.metric.Costs;
import dev.trefoil.core.metric.Metric;
import dev.trefoil.core.metric.MetricEstimator;
import dev.trefoil.core.metric.MetricOptions;
import dev.trefoil.core.signature.Task;
import dev.trefoil.inference.ModelPackage;
import dev.trefoil.training.evaluation.Evaluation;
import dev.trefoil.training.evaluation.Evaluator;
import dev.trefoil.training.evaluation.HoldOut;
import dev.trefoil.training.evaluation.Operation;
import dev.trefoil.training.evaluation.Stopwatch;
import dev.trefoil.training.evaluation.Subject;
import dev.trefoil.training.sample.Fold;
import dev.trefoil.training.search.Contender;
import dev.trefoil.training.search.FinishedTrial;
import dev.trefoil.training.search.Hyperparameters;
import dev.trefoil.training.search.SearchSpace;
import dev.trefoil.training.search.Setting;
import dev.trefoil.training.search.Study;
import dev.trefoil.training.search.StudySettings;
import dev.trefoil.training.trainer.LightgbmTrainer;
import dev.trefoil.training.trainer.LogisticTrainer;
import dev.trefoil.training.trainer.Trainer;
import dev.trefoil.training.trainer.TrainerUnavailable;
import dev.trefoil.training.trainer.XgboostTrainer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

/// The door of this module: from rows to a model package and what the hold-out rows say of it. The same rows,
/// specification and seed give the same package, whatever the machine's cores and timing. Blocking; may be called from
/// any thread.
public final class Trainings {
    private final Map<String, Trainer> trainers = new LinkedHashMap<>();

    /// With the three trainers of the product.
    public Trainings() {
        this(List.of(new LogisticTrainer(), new XgboostTrainer(), new LightgbmTrainer()));
    }

    public Trainings(List<? extends Trainer> trainers) {
        trainers.forEach(trainer -> this.trainers.put(trainer.kind(), trainer));
    }

    /// The whole development: baselines, search, fit on all training rows, package, evaluation.
    ///
    /// @param folder where the package is written; must not exist yet
    public Development develop(
            DevelopmentSpec spec, ColumnBatch training, ColumnBatch holdOut, Path folder, Session session) {
        return new Course(spec, training, holdOut, session).run(folder);
    }

    /// Fits what a development decided on to other rows, such as all that are known by now, and writes the package.
    public Digest refit(DevelopmentSpec spec, Choice choice, ColumnBatch training, Path folder, Session session) {
        Material material = Material.of(spec, training);
        Trainer trainer = trainer(choice.trainer());
        CandidateTrials trials = trials(spec, material, Map.of(choice.candidate(), trainer), usable(spec, material));
        return NativeThread.run(() -> {
            Validated validated = trials.validated(choice.candidate(), choice.parameters(), session.cancelled());
            FittedModel fitted =
                    trials.fit(choice.candidate(), choice.parameters(), session.threads(), session.cancelled());
            return new Packing(spec.target(), material)
                    .write(folder, fitted, validated, choice, spec.search().seed());
        });
    }

    private static CandidateTrials trials(
            DevelopmentSpec spec, Material material, Map<String, Trainer> byCandidate, Metric metric) {
        List<Fold> folds = material.folds(spec.search().seed());
        Costs costs = spec.evaluation().costs();
        MetricOptions options = costs == null ? MetricOptions.STANDARD : MetricOptions.of(costs);
        return new CandidateTrials(
                material,
                spec.target(),
                folds,
                byCandidate,
                metric,
                options,
                spec.search().seed());
    }

    private static Metric usable(DevelopmentSpec spec, Material material) {
        Metric wanted = spec.selectBy();
        return wanted != null && CandidateTrials.compares(wanted, spec.target().task())
                ? wanted
                : CandidateTrials.usual(spec.target(), material.truth());
    }

    private Trainer trainer(String kind) {
        Trainer trainer = trainers.get(kind);
        if (trainer == null) {
            throw new IllegalArgumentException("there is no trainer '" + kind + "'; there are " + trainers.keySet());
        }
        return trainer;
    }

    /// One development.
    private final class Course {
        private final DevelopmentSpec spec;
        private final Material material;
        private final HoldOut held;
        private final Session session;
        private final Packing packing;
        private final Metric metric;
        private final List<String> notes = new ArrayList<>();
        private final Map<String, Trainer> byCandidate = new LinkedHashMap<>();
        private final List<Contender> contenders = new ArrayList<>();

        Course(DevelopmentSpec spec, ColumnBatch training, ColumnBatch holdOut, Session session) {
            this.spec = spec;
            this.session = session;
            this.material = Material.of(spec, training);
            this.held = HoldOut.of(holdOut, spec.target(), spec.evaluation().cluster());
            if (held.truth().length == 0) {
                throw new IllegalArgumentException(
                        "no hold-out row has a label '" + spec.target().column() + "'");
            }
            this.packing = new Packing(spec.target(), material);
            this.metric = usable(spec, material);
            if (spec.selectBy() != null && spec.selectBy() != metric) {
                note("candidates are compared by " + metric.id() + ", because "
                        + spec.selectBy().id() + " cannot rank them");
            }
        }

        private void note(String text) {
            notes.add(text);
            session.listener().note(text);
        }

        Development run(Path folder) {
            spec.candidates().forEach(this::admit);
            if (contenders.isEmpty()) {
                throw new IllegalStateException("no candidate can be trained: " + String.join("; ", notes));
            }
            List<Subject> ladder = NativeThread.run(this::ladder);
            CandidateTrials trials = trials(spec, material, byCandidate, metric);
            List<FinishedTrial> finished = search(trials);
            FinishedTrial winner = Study.best(finished, trials.direction()).orElseThrow(() -> lost(finished));
            checkCancelled();
            session.listener().fitting(winner.kind());
            return NativeThread.run(() -> complete(folder, ladder, trials, finished, winner));
        }

        private void admit(Candidate candidate) {
            switch (candidate) {
                case Candidate.Trained trained -> {
                    Trainer trainer = trainer(trained.trainer());
                    try {
                        NativeThread.run(() -> {
                            trainer.requireAvailable();
                            return true;
                        });
                        byCandidate.put(trained.name(), trainer);
                        contenders.add(contender(trained, trainer.contender()));
                    } catch (TrainerUnavailable e) {
                        note("candidate " + trained.name() + " is left out: " + e.getMessage());
                    }
                }
            }
        }

        /// The trainer's own space with what the charter says of it; fixed settings leave the space.
        private Contender contender(Candidate.Trained trained, Contender own) {
            Hyperparameters fixed = trained.fixed();
            SearchSpace space = new SearchSpace(own.space().and(trained.searched()).parameters().stream()
                    .filter(p -> fixed.find(p.name()) == null)
                    .toList());
            List<Hyperparameters> first = own.first().stream()
                    .map(guess -> new Hyperparameters(inside(guess, space)))
                    .filter(space::contains)
                    .toList();
            return new Contender(
                    trained.name(), space, first, space.parameters().isEmpty() ? 1 : own.most());
        }

        private static Map<String, Setting> inside(Hyperparameters guess, SearchSpace space) {
            Map<String, Setting> kept = new LinkedHashMap<>();
            space.parameters().forEach(p -> {
                Setting setting = guess.find(p.name());
                if (setting != null) {
                    kept.put(p.name(), setting);
                }
            });
            return kept;
        }

        private List<Subject> ladder() {
            Ladder ladder = new Ladder(spec, material, held, packing, this::note);
            List<Subject> subjects = ladder.climb(() -> {
                Map<String, Trainer> logistic = Map.of("logistic", new LogisticTrainer());
                return trials(spec, material, logistic, metric)
                        .fit("logistic", Hyperparameters.NONE, session.threads(), session.cancelled());
            });
            for (Subject subject : subjects) {
                session.listener().baseline(subject.id(), metric, value(subject));
            }
            return subjects;
        }

        private double value(Subject subject) {
            try {
                return MetricEstimator.value(
                        metric,
                        subject.scored(spec.target(), held, spec.evaluation().costs()));
            } catch (IllegalArgumentException _) {
                return Double.NaN;
            }
        }

        private List<FinishedTrial> search(CandidateTrials trials) {
            SearchPlan plan = spec.search();
            session.listener().searching(metric, trials.folds(), plan.trials());
            StudySettings settings = new StudySettings(
                    plan.trials(), plan.seed(), trials.direction(), plan.overlap(), Math.max(1, session.threads()));
            long start = System.nanoTime();
            BooleanSupplier enough = () -> plan.limit() != null
                    && System.nanoTime() - start
                            > Objects.requireNonNull(plan.limit()).toNanos();
            return new Study(settings, contenders, plan.sampler(), plan.pruner())
                    .run(
                            new WithFixed(spec.candidates(), trials),
                            session.already(),
                            session.listener(),
                            new Study.Brakes(session.cancelled(), enough));
        }

        private IllegalStateException lost(List<FinishedTrial> finished) {
            return new IllegalStateException("no trial came to an end: "
                    + finished.stream()
                            .filter(t -> !t.failure().isEmpty())
                            .map(t -> t.kind() + ": " + t.failure())
                            .distinct()
                            .limit(3)
                            .toList());
        }

        private Development complete(
                Path folder,
                List<Subject> ladder,
                CandidateTrials trials,
                List<FinishedTrial> finished,
                FinishedTrial winner) {
            Hyperparameters tried = WithFixed.settings(spec.candidates(), winner.kind(), winner.parameters());
            Validated validated = trials.validated(winner.kind(), tried, session.cancelled());
            double threshold = 0.5;
            if (spec.target().task() == Task.BINARY) {
                Threshold found = Threshold.of(
                        validated.predictions(),
                        validated.truth(material.truth()),
                        validated.clusters(material.rows(), spec.evaluation().cluster()),
                        spec.evaluation().costs(),
                        spec.search().seed());
                threshold = found.value();
                note("threshold " + found.value() + ": " + found.reason());
            }
            Hyperparameters settled = winner.step() > 0 ? tried.with("rounds", winner.step()) : tried;
            FittedModel fitted = trials.fit(winner.kind(), settled, session.threads(), session.cancelled());
            String kind = Objects.requireNonNull(byCandidate.get(winner.kind())).kind();
            Choice choice = new Choice(winner.kind(), kind, fitted.model().parameters(), threshold);
            Digest digest = packing.write(
                    folder, fitted, validated, choice, spec.search().seed());
            checkCancelled();
            return new Development(
                    digest, folder, choice, finished, winner, metric, evaluated(folder, threshold, ladder), notes);
        }

        private Evaluation evaluated(Path folder, double threshold, List<Subject> ladder) {
            try (ModelPackage model = ModelPackage.load(folder)) {
                Operation operation = Stopwatch.measure(model, held.rows(), folder);
                Subject subject = new Subject("model", ModelAnswers.of(model, held.rows(), spec.target()), threshold);
                return new Evaluator(held, spec.evaluation()).evaluate(subject, threshold, ladder, operation);
            }
        }

        private void checkCancelled() {
            if (session.cancelled().getAsBoolean()) {
                throw new CancellationException("the development was cancelled");
            }
        }
    }
}
