package dev.trefoil.training.trainer;

import dev.trefoil.training.search.Hyperparameters;

class LightgbmTrainerTest extends TrainerContract {
    @Override
    Trainer trainer() {
        return new LightgbmTrainer();
    }

    @Override
    Hyperparameters quick() {
        return Hyperparameters.NONE.with("rounds", 40);
    }

    @Override
    Hyperparameters nonsense() {
        return Hyperparameters.NONE.with("num_leaves", -3);
    }
}
