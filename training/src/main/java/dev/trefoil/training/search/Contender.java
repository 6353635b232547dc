package dev.trefoil.training.search;

import java.util.List;

/// One kind of model that takes part in a study.
///
/// @param kind its name, such as `xgboost`
/// @param first settings tried before anything is drawn, in this order, typically good defaults
/// @param most how many trials it can use at all; a space of one dimension is exhausted sooner than one of six
public record Contender(String kind, SearchSpace space, List<Hyperparameters> first, int most) {
    public Contender {
        first = List.copyOf(first);
    }
}
