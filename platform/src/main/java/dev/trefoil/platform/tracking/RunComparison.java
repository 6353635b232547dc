package dev.trefoil.platform.tracking;

import java.util.List;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;

/// Several runs side by side.
///
/// @param params keys of parameters that at least one of them has
/// @param metrics keys of metrics that at least one of them has
/// @param different those keys whose values are not the same in all of them, as `params.…` and `metrics.…`
public record RunComparison(
        List<RunDetails> runs, SortedSet<String> params, SortedSet<String> metrics, SortedSet<String> different) {
    /// Lays them side by side, in the given order.
    public static RunComparison of(List<RunDetails> runs) {
        SortedSet<String> params = new TreeSet<>();
        SortedSet<String> metrics = new TreeSet<>();
        for (RunDetails run : runs) {
            params.addAll(run.params().keySet());
            metrics.addAll(run.metrics().keySet());
        }
        SortedSet<String> different = new TreeSet<>();
        for (String key : params) {
            if (differs(runs, run -> Objects.toString(run.params().get(key), ""))) {
                different.add("params." + key);
            }
        }
        for (String key : metrics) {
            if (differs(runs, run -> value(run, key))) {
                different.add("metrics." + key);
            }
        }
        return new RunComparison(List.copyOf(runs), params, metrics, different);
    }

    private static String value(RunDetails run, String key) {
        MetricPoint point = run.metrics().get(key);
        return point == null ? "" : Double.toString(point.value());
    }

    private static boolean differs(List<RunDetails> runs, Function<RunDetails, String> value) {
        return runs.stream().map(value).distinct().count() > 1;
    }
}
