package dev.trefoil.inference.lightgbm;

import java.util.List;

/// What a text model says beside its trees.
///
/// @param groups outputs: trees of one round
/// @param averaged whether the sum is divided by the rounds (random forests)
/// @param featureInfos ranges or categories of the features, separated by blanks
/// @param pandasCategories JSON: the categories of each categorical data-frame column; empty when none
/// @param boosting from the parameters at the end; empty when they are not there
/// @param whole whether the parameters at the end are there
record LightgbmFacts(
        String version,
        LightgbmObjective objective,
        int groups,
        boolean averaged,
        List<String> featureNames,
        String featureInfos,
        String pandasCategories,
        String boosting,
        boolean whole) {}
