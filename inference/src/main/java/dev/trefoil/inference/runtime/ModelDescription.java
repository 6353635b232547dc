package dev.trefoil.inference.runtime;

import dev.trefoil.core.signature.Task;
import java.util.List;
import java.util.Map;

/// What a model is, as `inspect` says it.
///
/// @param kind `xgboost`, `lightgbm`, `linear`, `onnx`, `python`
/// @param version version of the library or format that wrote it; empty when it does not say
/// @param objective the library's own name of the objective or the graph; empty when there is none
/// @param task kind of answer, as far as the objective says
/// @param number type of the prediction
/// @param featureCount numeric inputs, or −1 where inputs are not one vector of numbers
/// @param featureNames empty when the model has none
/// @param width numbers in one prediction
/// @param trees trees, 0 when it is no forest
/// @param iterations boosting rounds, 0 when it is no forest
/// @param depth longest path from a root to a leaf, 0 when it is no forest
/// @param nodes nodes of all trees, or coefficients
/// @param more further facts, in the order in which they are to be shown
public record ModelDescription(
        String kind,
        String version,
        String objective,
        Task task,
        NumberType number,
        int featureCount,
        List<String> featureNames,
        int width,
        int trees,
        int iterations,
        int depth,
        long nodes,
        Map<String, String> more) {
    public ModelDescription {
        featureNames = List.copyOf(featureNames);
        more = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(more));
    }
}
