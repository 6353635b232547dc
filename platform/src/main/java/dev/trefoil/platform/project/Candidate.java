package dev.trefoil.platform.project;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/// Something that may become the model.
public sealed interface Candidate {
    /// The name under which its runs are shown; unique in a charter.
    String name();

    /// Trained by a built-in trainer.
    ///
    /// @param parameters what is fixed or searched; the trainer's own ranges where nothing is said
    record Trained(Trainer trainer, SortedMap<String, ParameterRange> parameters) implements Candidate {
        public Trained {
            parameters = Collections.unmodifiableSortedMap(new TreeMap<>(parameters));
        }

        @Override
        public String name() {
            return Words.of(trainer);
        }
    }

    /// Trained by a command of the user, in any language.
    ///
    /// @param run the command, in the folder of the project
    /// @param writes the folder in which it leaves the model
    record Command(String name, String run, String writes) implements Candidate {}

    /// The built-in trainers.
    enum Trainer {
        LOGISTIC,
        XGBOOST,
        LIGHTGBM
    }
}
