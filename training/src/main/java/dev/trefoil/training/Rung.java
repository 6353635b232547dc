package dev.trefoil.training;

import dev.trefoil.inference.ModelPackage;
import dev.trefoil.training.baseline.Baseline;

/// One rung of the ladder that a model has to climb.
public sealed interface Rung {
    String id();

    /// An answer that needs no training.
    record Plain(Baseline baseline) implements Rung {
        @Override
        public String id() {
            return baseline.id();
        }
    }

    /// Logistic (or linear) regression with its default settings.
    record Logistic() implements Rung {
        @Override
        public String id() {
            return "logistic";
        }
    }

    /// A model that exists already, such as the one that serves now.
    ///
    /// @param threshold it acts from this score on
    record Existing(String id, ModelPackage model, double threshold) implements Rung {}
}
