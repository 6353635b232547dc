package dev.trefoil.training;

import dev.trefoil.inference.encoder.EncoderSpec;
import dev.trefoil.inference.encoder.FeatureEncoder;
import dev.trefoil.training.sample.Fold;
import dev.trefoil.training.sample.Target;
import dev.trefoil.training.search.Hyperparameters;
import dev.trefoil.training.search.Objective;
import dev.trefoil.training.search.Trial;
import dev.trefoil.training.trainer.EncodedRows;
import dev.trefoil.training.trainer.Trainer;
import dev.trefoil.training.trainer.TrainingSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/// Tries settings of candidates on folds of the training rows.
final class CandidateTrials {
    /// With fewer numbers, threads that wait for each other cost more than they give, above all on a busy machine.
    private static final int WORTH_THREADS = 5_000_000;

    private final Material material;
    private final Target target;
    private final List<Fold> folds;
    private final Map<String, Trainer> trainers;
    private final TrialMeasure measure;
    private final long seed;
    private final Map<EncoderSpec.Family, Encoded> encoded = new EnumMap<>(EncoderSpec.Family.class);

    /// All rows as one kind of model takes them, and the parts of the first fold, where it is the only one.
    private record Encoded(FeatureEncoder encoder, EncodedRows rows, List<EncodedRows> parts) {}

    /// @param trainers trainer of each candidate, by its name
    private CandidateTrials(DevelopmentSpec spec, Material material, List<Fold> folds, Map<String, Trainer> trainers) {
        this.material = material;
        this.target = spec.target();
        this.folds = folds;
        this.trainers = trainers;
        this.measure = TrialMeasure.of(spec, material.truth());
        this.seed = spec.search().seed();
        trainers.values().forEach(trainer -> encoded.computeIfAbsent(trainer.family(), this::encode));
    }

    static CandidateTrials of(DevelopmentSpec spec, Material material, Map<String, Trainer> trainers) {
        return new CandidateTrials(spec, material, material.folds(spec.search().seed()), trainers);
    }

    private Encoded encode(EncoderSpec.Family family) {
        FeatureEncoder encoder = material.encoder(family);
        EncodedRows rows = material.encoded(encoder);
        Fold only = folds.getFirst();
        return new Encoded(
                encoder,
                rows,
                folds.size() > 1 ? List.of() : List.of(rows.pick(only.learn()), rows.pick(only.judge())));
    }

    /// The folds a trial is judged on.
    List<Fold> folds() {
        return folds;
    }

    Objective.Result evaluate(Trial trial, Hyperparameters parameters) {
        List<FoldMonitor> monitors = new ArrayList<>();
        for (int f = 0; f < folds.size(); f++) {
            FoldMonitor.Reporter reporter = f == 0 ? trial::report : (_, _) -> !trial.cancelled();
            FoldMonitor monitor = train(trial.kind(), parameters, f, reporter, trial::cancelled);
            monitors.add(monitor);
            if (monitor.abandoned()) {
                return new Objective.Result(Double.NaN, 0);
            }
        }
        Validated validated = pooled(monitors);
        int round = (int) Math.round(
                monitors.stream().mapToInt(FoldMonitor::bestRound).average().orElse(0));
        return new Objective.Result(measure.value(validated.predictions(), validated.truth(material.truth())), round);
    }

    private FoldMonitor train(
            String candidate,
            Hyperparameters parameters,
            int f,
            FoldMonitor.Reporter reporter,
            BooleanSupplier cancelled) {
        Trainer trainer = trainer(candidate);
        Fold fold = folds.get(f);
        Encoded all = encoded(trainer);
        EncodedRows learn = all.parts().isEmpty()
                ? all.rows().pick(fold.learn())
                : all.parts().get(0);
        EncodedRows judge = all.parts().isEmpty()
                ? all.rows().pick(fold.judge())
                : all.parts().get(1);
        double[] truth = Arrays.stream(fold.judge())
                .mapToDouble(row -> material.truth()[row])
                .toArray();
        FoldMonitor monitor = new FoldMonitor(p -> measure.value(p, truth), measure.searched(), reporter, cancelled);
        TrainingSet set = new TrainingSet(
                learn,
                judge,
                target.task(),
                target.classes().size(),
                all.encoder().names(),
                1);
        trainer.train(set, parameters, seed, monitor);
        return monitor;
    }

    /// What these settings answer for rows they were not fitted to.
    Validated validated(String candidate, Hyperparameters parameters, BooleanSupplier cancelled) {
        List<FoldMonitor> monitors = new ArrayList<>();
        for (int f = 0; f < folds.size(); f++) {
            monitors.add(train(candidate, parameters, f, (_, _) -> true, cancelled));
        }
        return pooled(monitors);
    }

    private Validated pooled(List<FoldMonitor> monitors) {
        int rows = folds.stream().mapToInt(f -> f.judge().length).sum();
        int[] positions = new int[rows];
        double[] predictions = new double[rows * target.width()];
        int at = 0;
        for (int f = 0; f < folds.size(); f++) {
            int[] judged = folds.get(f).judge();
            double[] answers = monitors.get(f).bestPredictions();
            System.arraycopy(judged, 0, positions, at, judged.length);
            System.arraycopy(answers, 0, predictions, at * target.width(), answers.length);
            at += judged.length;
        }
        return new Validated(positions, predictions);
    }

    /// Fits settings to all training rows.
    FittedModel fit(String candidate, Hyperparameters parameters, int threads, BooleanSupplier cancelled) {
        Trainer trainer = trainer(candidate);
        Encoded all = encoded(trainer);
        int useful = all.rows().features().length < WORTH_THREADS ? 1 : threads;
        TrainingSet set = new TrainingSet(
                all.rows(),
                null,
                target.task(),
                target.classes().size(),
                all.encoder().names(),
                useful);
        return new FittedModel(trainer.train(set, parameters, seed, new Blind(cancelled)), all.encoder());
    }

    private Trainer trainer(String candidate) {
        Trainer trainer = trainers.get(candidate);
        if (trainer == null) {
            throw new IllegalArgumentException(
                    "there is no candidate '" + candidate + "'; there are " + trainers.keySet());
        }
        return trainer;
    }

    private Encoded encoded(Trainer trainer) {
        Encoded known = encoded.get(trainer.family());
        if (known == null) {
            throw new IllegalStateException("rows were not encoded for " + trainer.kind());
        }
        return known;
    }
}
