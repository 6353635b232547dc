package dev.trefoil.training;

import dev.trefoil.core.column.ColumnBatch;
import dev.trefoil.core.digest.Digest;
import dev.trefoil.inference.ModelPackage;
import dev.trefoil.inference.runtime.CodeRuntimes;
import dev.trefoil.training.trainer.LightgbmTrainer;
import dev.trefoil.training.trainer.LogisticTrainer;
import dev.trefoil.training.trainer.Trainer;
import dev.trefoil.training.trainer.XgboostTrainer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The door of this module: from rows to a model package and what the hold-out rows say of it. The same rows,
/// specification and seed give the same package, whatever the machine's cores and timing. Blocking; may be called from
/// any thread.
public final class Trainings {
    private final Map<String, Trainer> trainers = new LinkedHashMap<>();
    private final CodeRuntimes code;

    /// With the three trainers of the product. Models that are code, which commands may leave, are refused.
    public Trainings() {
        this(CodeRuntimes.NONE);
    }

    /// With the three trainers of the product.
    ///
    /// @param code opens models that are code, which commands may leave
    public Trainings(CodeRuntimes code) {
        this(List.of(new LogisticTrainer(), new XgboostTrainer(), new LightgbmTrainer()), code);
    }

    public Trainings(List<? extends Trainer> trainers, CodeRuntimes code) {
        trainers.forEach(trainer -> this.trainers.put(trainer.kind(), trainer));
        this.code = code;
    }

    /// The whole development: baselines, search, fit on all training rows, package, evaluation.
    ///
    /// @param folder where the package is written; must not exist yet
    public Development develop(
            DevelopmentSpec spec, ColumnBatch training, ColumnBatch holdOut, Path folder, Session session) {
        return new Course(spec, training, holdOut, new Tools(trainers, code), session).run(folder);
    }

    /// Fits what a development decided on to other rows, such as all that are known by now, and writes the package.
    public Digest refit(DevelopmentSpec spec, Choice choice, ColumnBatch training, Path folder, Session session) {
        return new Refit(spec, new Tools(trainers, code), session).run(choice, training, folder);
    }

    /// Loads a package, or a model of any kind that these trainings take in; the caller closes it.
    public ModelPackage load(Path model) {
        return ModelPackage.load(model, code);
    }

    /// Takes in a model that was trained elsewhere: packs it with the reference of these rows and judges it on the
    /// hold-out rows, against the same ladder as any other.
    ///
    /// @param model a package, a bare file, a pickle or an MLflow folder
    /// @param columns that fill its inputs, in their order; empty for those of their names
    /// @param folder where the package is written; must not exist yet
    /// @throws IllegalArgumentException when it does not fit the table or the task
    public Development adopt(
            DevelopmentSpec spec,
            String name,
            Path model,
            List<String> columns,
            ColumnBatch training,
            ColumnBatch holdOut,
            Path folder,
            Session session) {
        return new Adoption(spec, training, holdOut, code, session).run(name, model, columns, folder);
    }

    /// Judges a challenger and the champion, paired, on the latest part of the rows, then fits the challenger to all of
    /// them.
    ///
    /// @param rows all rows whose truth is known, in the window to learn from
    /// @param share of the rows kept apart to judge, such as 0.25
    /// @param champion the model that serves now; a requirement can ask to be better than its id
    /// @param folder where two packages are written: `judged` and `final`
    public Retraining retrain(
            DevelopmentSpec spec,
            ColumnBatch rows,
            double share,
            Rung.Existing champion,
            Path folder,
            Session session) {
        return Retraining.run(this, spec, rows, share, champion, folder, session);
    }
}
