package dev.trefoil.training;

import dev.trefoil.core.column.ColumnBatch;
import dev.trefoil.core.digest.Digest;
import dev.trefoil.core.metric.MetricEstimator;
import dev.trefoil.core.signature.Task;
import dev.trefoil.inference.ModelPackage;
import dev.trefoil.training.evaluation.Evaluation;
import dev.trefoil.training.evaluation.Evaluator;
import dev.trefoil.training.evaluation.HoldOut;
import dev.trefoil.training.evaluation.Operation;
import dev.trefoil.training.evaluation.Stopwatch;
import dev.trefoil.training.evaluation.Subject;
import dev.trefoil.training.search.FinishedTrial;
import dev.trefoil.training.search.Hyperparameters;
import dev.trefoil.training.search.Study;
import dev.trefoil.training.search.StudySettings;
import dev.trefoil.training.trainer.LogisticTrainer;
import dev.trefoil.training.trainer.Trainer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// One development as it runs.
final class Course {
    private final DevelopmentSpec spec;
    private final Material material;
    private final HoldOut held;
    private final Tools tools;
    private final Session session;
    private final Packing packing;
    private final TrialMeasure measure;
    private final List<String> notes = new ArrayList<>();

    Course(DevelopmentSpec spec, ColumnBatch training, ColumnBatch holdOut, Tools tools, Session session) {
        this.spec = spec;
        this.tools = tools;
        this.session = session;
        this.material = Material.of(spec, training);
        this.held = HoldOut.of(holdOut, spec.target(), spec.evaluation().cluster());
        if (held.truth().length == 0) {
            throw new IllegalArgumentException(
                    "no hold-out row has a label '" + spec.target().column() + "'");
        }
        this.packing = new Packing(spec.target(), material);
        this.measure = TrialMeasure.of(spec, material.truth());
    }

    /// What is to be packed: who won, with which settings, and what it answered for rows it was not fitted to.
    private record Winner(FinishedTrial trial, Hyperparameters settings, Validated validated) {}

    Development run(Path folder) {
        if (spec.selectBy() != null && spec.selectBy() != measure.metric()) {
            note("candidates are compared by " + measure.metric().id() + ", because "
                    + spec.selectBy().id() + " cannot rank them");
        }
        Entrants entrants = Entrants.of(spec.candidates(), tools, this::note);
        if (entrants.none()) {
            throw new IllegalStateException("no candidate can be trained: " + String.join("; ", notes));
        }
        List<Subject> ladder = NativeThread.run(this::ladder);
        CandidateTrials trials = NativeThread.run(() -> CandidateTrials.of(spec, material, entrants.trainers()));
        List<FinishedTrial> finished = new ArrayList<>(search(entrants, trials));
        try (WorkFolder work = WorkFolder.create()) {
            CommandTrials commands = new CommandTrials(spec, tools.code(), session, work.path());
            Winner winner = winner(entrants, trials, finished, commands);
            checkCancelled();
            session.listener().fitting(winner.trial().kind());
            double threshold = threshold(winner.validated());
            Development development = NativeThread.run(
                    () -> packed(folder, winner, threshold, entrants, trials, finished, commands, ladder));
            checkCancelled();
            return development;
        }
    }

    private void note(String text) {
        notes.add(text);
        session.listener().note(text);
    }

    private List<Subject> ladder() {
        List<Subject> subjects = new Ladder(spec, material, held, packing, this::note).climb(() -> {
            Map<String, Trainer> logistic = Map.of("logistic", new LogisticTrainer());
            return CandidateTrials.of(spec, material, logistic)
                    .fit("logistic", Hyperparameters.NONE, session.threads(), session.cancelled());
        });
        for (Subject subject : subjects) {
            session.listener().baseline(subject.id(), measure.metric(), value(subject));
        }
        return subjects;
    }

    private double value(Subject subject) {
        try {
            return MetricEstimator.value(
                    measure.metric(),
                    subject.scored(spec.target(), held, spec.evaluation().costs()));
        } catch (IllegalArgumentException _) {
            return Double.NaN;
        }
    }

    private List<FinishedTrial> search(Entrants entrants, CandidateTrials trials) {
        if (entrants.contenders().isEmpty()) {
            return List.of();
        }
        SearchPlan plan = spec.search();
        session.listener().searching(measure.metric(), trials.folds().size(), plan.trials());
        StudySettings settings = new StudySettings(
                plan.trials(), plan.seed(), measure.searched(), plan.overlap(), Math.max(1, session.threads()));
        Study.Brakes brakes = new Study.Brakes(session.cancelled(), after(plan.limit()));
        return new Study(settings, entrants.contenders(), plan.sampler(), plan.pruner())
                .run(new WithFixed(spec.candidates(), trials), session.already(), session.listener(), brakes);
    }

    private static BooleanSupplier after(@Nullable Duration limit) {
        if (limit == null) {
            return () -> false;
        }
        long end = System.nanoTime() + limit.toNanos();
        return () -> System.nanoTime() > end;
    }

    /// The best trial; then every command, judged on the same rows as it. Adds the commands' trials to the finished.
    private Winner winner(
            Entrants entrants, CandidateTrials trials, List<FinishedTrial> finished, CommandTrials commands) {
        @Nullable
        Winner best = Study.best(finished, measure.searched())
                .map(trial -> {
                    Hyperparameters tried = WithFixed.settings(spec.candidates(), trial.kind(), trial.parameters());
                    return new Winner(
                            trial,
                            trial.step() > 0 ? tried.with("rounds", trial.step()) : tried,
                            NativeThread.run(() -> trials.validated(trial.kind(), tried, session.cancelled())));
                })
                .orElse(null);
        if (!entrants.commands().isEmpty()) {
            CommandRound round = new CommandRound(material, trials.folds().getFirst(), measure, commands);
            double toBeat = best == null ? Double.NaN : round.value(best.validated());
            for (Candidate.Command command : entrants.commands()) {
                CommandRound.Attempt attempt = round.attempt(command, finished.size());
                finished.add(attempt.trial());
                session.listener().finished(attempt.trial());
                if (measure.searched().better(attempt.trial().value(), toBeat) && attempt.validated() != null) {
                    toBeat = attempt.trial().value();
                    best = new Winner(attempt.trial(), Hyperparameters.NONE, attempt.validated());
                }
            }
        }
        if (best == null) {
            throw lost(finished);
        }
        return best;
    }

    private static IllegalStateException lost(List<FinishedTrial> finished) {
        return new IllegalStateException("no candidate came to an end: "
                + String.join(
                        "; ",
                        finished.stream()
                                .filter(t -> !t.failure().isEmpty())
                                .map(t -> t.kind() + ": " + t.failure())
                                .distinct()
                                .limit(3)
                                .toList()));
    }

    private double threshold(Validated validated) {
        if (spec.target().task() != Task.BINARY) {
            return 0.5;
        }
        Threshold found = Threshold.of(
                validated.predictions(),
                validated.truth(material.truth()),
                validated.clusters(material.rows(), spec.evaluation().cluster()),
                spec.evaluation().costs(),
                spec.search().seed());
        note("threshold " + Threshold.text(found.value()) + ": " + found.reason());
        return found.value();
    }

    private Development packed(
            Path folder,
            Winner winner,
            double threshold,
            Entrants entrants,
            CandidateTrials trials,
            List<FinishedTrial> finished,
            CommandTrials commands,
            List<Subject> ladder) {
        String name = winner.trial().kind();
        Trainer trainer = entrants.trainers().get(name);
        Choice choice;
        Digest digest;
        if (trainer != null) {
            FittedModel fitted = trials.fit(name, winner.settings(), session.threads(), session.cancelled());
            choice = new Choice(name, trainer.kind(), fitted.model().parameters(), threshold);
            digest = packing.write(
                    folder, fitted, winner.validated(), choice, spec.search().seed());
        } else {
            Candidate.Command command = entrants.commands().stream()
                    .filter(c -> c.name().equals(name))
                    .findFirst()
                    .orElseThrow();
            choice = new Choice(name, "command", Hyperparameters.NONE, threshold);
            digest = commands.pack(commands.train(command, material.rows(), "all"), folder, material.rows(), threshold);
        }
        return new Development(
                digest,
                folder,
                choice,
                finished,
                winner.trial(),
                measure.metric(),
                evaluated(folder, threshold, ladder, commands),
                notes);
    }

    private Evaluation evaluated(Path folder, double threshold, List<Subject> ladder, CommandTrials commands) {
        try (ModelPackage model = commands.load(folder)) {
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
