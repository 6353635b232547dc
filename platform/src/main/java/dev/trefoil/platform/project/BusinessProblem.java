package dev.trefoil.platform.project;

import java.util.List;

/// What is decided with a prediction, apart from how the prediction is made. Texts are empty where nobody said.
///
/// @param decision what is decided with a prediction
/// @param user who decides
/// @param unit what one row is
/// @param today how it is done today
/// @param alternatives ways without machine learning
public record BusinessProblem(String decision, String user, String unit, String today, List<Alternative> alternatives) {
    public BusinessProblem {
        alternatives = List.copyOf(alternatives);
    }
}
