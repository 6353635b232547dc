package dev.trefoil.inference.xgboost;

import dev.trefoil.inference.runtime.MatrixModel;

/// A loaded XGBoost model: a forest or a linear one.
public sealed interface XgboostModel extends MatrixModel permits XgboostForest, XgboostLinear {}
