package dev.trefoil.training.trainer;

import dev.trefoil.training.search.Hyperparameters;

class XgboostTrainerTest extends TrainerContract {
    @Override
    Trainer trainer() {
        return new XgboostTrainer();
    }

    @Override
    Hyperparameters quick() {
        return Hyperparameters.NONE.with("rounds", 40);
    }

    @Override
    Hyperparameters nonsense() {
        return Hyperparameters.NONE.with("max_depth", -5);
    }
}
