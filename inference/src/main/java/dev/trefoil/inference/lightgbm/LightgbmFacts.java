package dev.trefoil.inference.lightgbm;

import dev.trefoil.inference.runtime.CategoryCodes;
import java.util.List;

/// What a text model says beside its trees.
///
/// @param groups outputs: trees of one round
/// @param averaged whether the sum is divided by the rounds (random forests)
/// @param categories of the data frame that it was trained on
/// @param boosting from the parameters at the end; empty when they are not there
/// @param whole whether the parameters at the end are there
record LightgbmFacts(
        String version,
        LightgbmObjective objective,
        int groups,
        boolean averaged,
        List<String> featureNames,
        CategoryCodes categories,
        String boosting,
        boolean whole) {}
