package dev.trefoil.training;

import dev.trefoil.inference.runtime.CodeRuntimes;
import dev.trefoil.training.trainer.Trainer;
import java.util.Map;

/// What a development works with: trainers by kind, and what opens models that are code.
record Tools(Map<String, Trainer> trainers, CodeRuntimes code) {
    Trainer trainer(String kind) {
        Trainer trainer = trainers.get(kind);
        if (trainer == null) {
            throw new IllegalArgumentException("there is no trainer '" + kind + "'; there are " + trainers.keySet());
        }
        return trainer;
    }
}
