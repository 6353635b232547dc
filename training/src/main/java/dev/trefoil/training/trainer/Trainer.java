package dev.trefoil.training.trainer;

import dev.trefoil.inference.encoder.EncoderSpec;
import dev.trefoil.training.search.Contender;
import dev.trefoil.training.search.Hyperparameters;
import java.util.Set;

/// One kind of model. Stateless; the same rows, settings and seed give the same bytes, whatever the number of
/// threads.
public interface Trainer {
    /// The name under `candidates` in a charter.
    String kind();

    /// How raw columns are to be encoded for it.
    EncoderSpec.Family family();

    /// The default search space, good first guesses, and how many trials are of use.
    Contender contender();

    /// Names of all settings it takes.
    Set<String> settings();

    /// [TrainerUnavailable] when this machine cannot run it.
    void requireAvailable();

    /// Fits a model. Calls native code, so it belongs on a platform thread.
    TrainedModel train(TrainingSet set, Hyperparameters parameters, long seed, TrainingMonitor monitor);
}
