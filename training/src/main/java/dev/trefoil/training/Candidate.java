package dev.trefoil.training;

import dev.trefoil.training.search.Hyperparameters;
import dev.trefoil.training.search.Parameter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

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

    /// Trained by a command of the user.
    ///
    /// @param run a line for the shell
    /// @param writes where it leaves its model, within its folder, if not in `TREFOIL_MODEL_DIR`
    /// @param folder in which it runs
    /// @param environment what it finds in its environment besides
    /// @param limit after which it is killed
    record Command(String name, String run, String writes, Path folder, Map<String, String> environment, Duration limit)
            implements Candidate {
        public Command {
            environment = Map.copyOf(environment);
        }
    }
}
