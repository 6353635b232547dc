package dev.trefoil.training;

import dev.trefoil.training.search.Hyperparameters;

/// What a search decided on, enough to fit it again on other rows.
///
/// @param candidate name of the candidate
/// @param trainer the trainer that fits it
/// @param parameters all settings, the number of rounds included
/// @param threshold acts from this probability on; 0.5 where there are no two classes
public record Choice(String candidate, String trainer, Hyperparameters parameters, double threshold) {}
