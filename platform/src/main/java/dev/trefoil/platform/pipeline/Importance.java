package dev.trefoil.platform.pipeline;

import dev.trefoil.core.column.ColumnBatch;
import dev.trefoil.inference.ModelPackage;
import dev.trefoil.inference.encoder.FeatureEncoder;
import dev.trefoil.inference.encoder.Step;
import dev.trefoil.inference.runtime.PredictOptions;
import dev.trefoil.inference.runtime.Predictions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// How much each column moves a model's answers: the mean, over rows, of the absolute sum of what its encoded numbers
/// add to the raw answer (before the link), summed over the classes. In the unit of the raw answer, at least 0.
record Importance(int rows, List<Share> columns) {
    /// Which definition; raised when the numbers would come out otherwise.
    static final String METHOD = "mean-abs-contribution/1";

    private static final int MOST_ROWS = 1_000;

    /// @param value mean absolute contribution
    /// @param share of the sum over all columns, in [0, 1]; 0 when no column adds anything
    record Share(String column, double value, double share) {}

    /// Over at most 1,000 of the rows, evenly spread. An [IllegalArgumentException] for models without contributions.
    static Importance of(ModelPackage model, ColumnBatch rows) {
        int n = Math.min(MOST_ROWS, rows.rows());
        ColumnBatch some = rows.pick(IntStream.range(0, n)
                .map(i -> (int) ((long) i * rows.rows() / n))
                .toArray());
        Predictions contributions = model.predict(some, PredictOptions.CONTRIBUTIONS);
        List<String> columns = columns(model);
        int group = columns.size() + 1;
        if (n == 0 || columns.isEmpty() || contributions.width() % group != 0) {
            throw new IllegalArgumentException("its contributions do not belong to its columns");
        }
        Map<String, Double> sums = new LinkedHashMap<>();
        columns.forEach(column -> sums.put(column, 0.0));
        for (int row = 0; row < n; row++) {
            for (int from = 0; from < contributions.width(); from += group) {
                Map<String, Double> adds = new LinkedHashMap<>();
                for (int i = 0; i < columns.size(); i++) {
                    adds.merge(columns.get(i), contributions.value(row, from + i), Double::sum);
                }
                adds.forEach((column, value) -> sums.merge(column, Math.abs(value), Double::sum));
            }
        }
        double total = sums.values().stream().mapToDouble(Double::doubleValue).sum();
        List<Share> shares = new ArrayList<>();
        sums.forEach((column, sum) -> shares.add(new Share(column, sum / n, total > 0 ? sum / total : 0)));
        shares.sort(Comparator.comparingDouble(Share::value).reversed().thenComparing(Share::column));
        return new Importance(n, shares);
    }

    /// The raw column of each number that the model sees.
    private static List<String> columns(ModelPackage model) {
        FeatureEncoder encoder = model.encoder().orElse(null);
        if (encoder == null) {
            return model.signature().inputs().stream()
                    .map(input -> input.name())
                    .toList();
        }
        List<String> columns = new ArrayList<>();
        for (Step step : encoder.steps()) {
            step.names().forEach(_ -> columns.add(step.column()));
        }
        return columns;
    }
}
