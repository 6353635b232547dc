package dev.trefoil.training;

import dev.trefoil.training.search.Hyperparameters;
import dev.trefoil.training.search.Parameter;
import java.util.List;

/// Something that may become the model. Names are unique in a development.
public sealed interface Candidate {
    String name();

    /// Trained by one of the trainers here.
    ///
    /// @param trainer `logistic`, `xgboost` or `lightgbm`
    /// @param searched ranges that replace or add to the trainer's own
    /// @param fixed settings that are not searched
    record Trained(String name, String trainer, List<Parameter> searched, Hyperparameters fixed) implements Candidate {
        public Trained {
            searched = List.copyOf(searched);
        }

        /// With the trainer's own ranges, under its own name.
        public static Trained of(String trainer) {
            return new Trained(trainer, trainer, List.of(), Hyperparameters.NONE);
        }
    }
}
