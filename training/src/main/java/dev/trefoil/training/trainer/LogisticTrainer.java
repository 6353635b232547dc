package dev.trefoil.training.trainer;

import dev.trefoil.inference.encoder.EncoderSpec;
import dev.trefoil.inference.linear.LinearCodec;
import dev.trefoil.inference.linear.LinearModel;
import dev.trefoil.training.search.Contender;
import dev.trefoil.training.search.Hyperparameters;
import dev.trefoil.training.search.Parameter;
import dev.trefoil.training.search.SearchSpace;
import java.util.List;
import java.util.Set;

/// Logistic regression, with several classes by the soft maximum, and linear regression for numbers; each with a
/// quadratic penalty `l2` on the weights. Missing counts as zero, as it does when the model is served.
public final class LogisticTrainer implements Trainer {
    private static final Set<String> SETTINGS = Set.of("l2");

    @Override
    public String kind() {
        return "logistic";
    }

    @Override
    public Set<String> settings() {
        return SETTINGS;
    }

    @Override
    public EncoderSpec.Family family() {
        return EncoderSpec.Family.LINEAR;
    }

    @Override
    public Contender contender() {
        return new Contender(
                kind(),
                new SearchSpace(List.of(new Parameter.FloatRange("l2", 0.01, 10_000, true))),
                List.of(Hyperparameters.NONE.with("l2", 1), Hyperparameters.NONE.with("l2", 100)),
                6);
    }

    /// Always.
    @Override
    public void requireAvailable() {}

    @Override
    public TrainedModel train(TrainingSet set, Hyperparameters parameters, long seed, TrainingMonitor monitor) {
        double l2 = parameters.number("l2", 1);
        if (!(l2 >= 0) || Double.isInfinite(l2)) {
            throw new IllegalArgumentException("hyper-parameter 'l2' must be a number of at least 0, not " + l2);
        }
        LinearFit.Weights weights = new LinearFit(set, l2, monitor).fit();
        EncodedRows validation = set.validation();
        if (validation != null) {
            monitor.after(1, weights.predict(validation, set.task()));
        }
        LinearModel model = weights.model(set.task(), set.names());
        return new TrainedModel(
                TrainedModel.Format.LINEAR, LinearCodec.write(model), 1, Hyperparameters.NONE.with("l2", l2));
    }
}
