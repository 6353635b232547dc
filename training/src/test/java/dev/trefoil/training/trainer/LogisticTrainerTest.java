package dev.trefoil.training.trainer;

import dev.trefoil.training.search.Hyperparameters;

class LogisticTrainerTest extends TrainerContract {
    @Override
    Trainer trainer() {
        return new LogisticTrainer();
    }

    @Override
    Hyperparameters quick() {
        return Hyperparameters.NONE.with("l2", 1);
    }

    @Override
    Hyperparameters nonsense() {
        return Hyperparameters.NONE.with("l2", -1);
    }
}
