package dev.trefoil.core.detector;

import static dev.trefoil.core.detector.DetectorOption.count;
import static dev.trefoil.core.detector.DetectorOption.number;
import static dev.trefoil.core.detector.DetectorOption.word;

import java.util.List;

/// Which settings each detector has. Names and standard values are River's, but for the e-detector and the form
/// of Page and Hinkley's test.
final class DetectorOptions {
    private DetectorOptions() {}

    static List<DetectorOption> of(DetectorKind kind) {
        return switch (kind) {
            case E_DETECTOR ->
                List.of(
                        number("arl", 1e5, 2, 1e12, "values until a false alarm, on average at least"),
                        number("mean", Double.NaN, -1e300, 1e300, "the tolerated mean"),
                        count(
                                "reference",
                                1_000,
                                1,
                                "first values that the tolerated mean is taken from, where not given"),
                        number("tolerance", 0, 0, 1e300, "added to the tolerated mean"),
                        number("low", 0, -1e300, 1e300, "the smallest possible value"),
                        number("high", 1, -1e300, 1e300, "the largest possible value"),
                        word("mode", "which changes alarm", "up", "down", "both"));
            case ADWIN ->
                List.of(
                        number("delta", 0.002, 1e-300, 1, "chance of a false cut"),
                        count("clock", 32, 1, "look after every so many values"),
                        count("max-buckets", 5, 2, "buckets of each size"),
                        count("min-window-length", 5, 1, "least values on each side of a cut"),
                        count("grace-period", 10, 0, "values before the first look"));
            case DDM ->
                List.of(
                        count("warm-start", 30, 1, "values before the first look"),
                        number("warning-threshold", 2, 0, 1e300, "deviations for a warning"),
                        number("drift-threshold", 3, 0, 1e300, "deviations for an alarm"));
            case EDDM ->
                List.of(
                        count("warm-start", 30, 1, "errors before the first look"),
                        number("alpha", 0.95, 0, 1, "share for a warning"),
                        number("beta", 0.9, 0, 1, "share for an alarm"));
            case HDDM_A ->
                List.of(
                        number("drift-confidence", 0.001, 1e-300, 1, "chance of a false alarm at one cut"),
                        number("warning-confidence", 0.005, 1e-300, 1, "chance of a false warning at one cut"),
                        word("two-sided-test", "alarm on a falling mean as well", "false", "true"));
            case HDDM_W ->
                List.of(
                        number("drift-confidence", 0.001, 1e-300, 1, "chance of a false alarm at one cut"),
                        number("warning-confidence", 0.005, 1e-300, 1, "chance of a false warning at one cut"),
                        number("lambda-val", 0.05, 0, 1, "weight of the newest value"),
                        word("two-sided-test", "alarm on a falling mean as well", "false", "true"));
            case PAGE_HINKLEY ->
                List.of(
                        count("min-instances", 30, 0, "values before the first look"),
                        number("delta", 0.005, 0, 1e300, "change that is no change"),
                        number("threshold", 50, 0, 1e300, "sum for an alarm"),
                        number("alpha", 0.9999, 0, 1, "what each step keeps of the sum"),
                        word("mode", "which changes alarm", "both", "up", "down"),
                        word("form", "the sum against its lowest value, or never below 0", "river", "clipped"));
            case KSWIN ->
                List.of(
                        number("alpha", 0.005, 0, 1, "level of each test"),
                        count("window-size", 100, 2, "values kept"),
                        count("stat-size", 30, 1, "newest values to compare"),
                        count("seed", 1, 0, "of the draws, as random.Random(seed) of Python"));
        };
    }
}
