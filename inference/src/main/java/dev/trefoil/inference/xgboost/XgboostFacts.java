package dev.trefoil.inference.xgboost;

import dev.trefoil.inference.runtime.CategoryCodes;
import java.util.List;
import java.util.Map;

/// What an XGBoost file says beside its trees or weights.
///
/// @param groups outputs: classes or targets, at least 1
/// @param featureTypes `float`, `int`, `i` (yes or no), `q`, `c` (category), one for each feature, or none
record XgboostFacts(
        String booster,
        String version,
        String objective,
        XgboostObjective transform,
        int features,
        int groups,
        List<String> featureNames,
        List<String> featureTypes,
        int parallelTrees,
        Map<String, String> attributes,
        CategoryCodes categories) {}
