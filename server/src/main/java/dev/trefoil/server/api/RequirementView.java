package dev.trefoil.server.api;

import dev.trefoil.core.metric.Metric;
import dev.trefoil.core.verdict.Bound;
import dev.trefoil.platform.project.Charter;
import dev.trefoil.platform.project.ErrorCosts;
import dev.trefoil.platform.project.Requirement;
import dev.trefoil.platform.project.Target;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// A requirement as people read it: what it asks in a line, and the unit of its numbers.
final class RequirementView {
    private static final Set<Metric> ACRONYMS = Set.of(
            Metric.AUC, Metric.ECE, Metric.F1, Metric.MCC, Metric.RMSE, Metric.MSE, Metric.MAE, Metric.MAPE, Metric.R2);

    private RequirementView() {}

    /// Every requirement of a charter, without what was judged.
    static List<Map<String, Object>> all(Charter charter) {
        return charter.design().requirements().stream()
                .map(requirement -> of(requirement, charter))
                .toList();
    }

    static Map<String, Object> of(Requirement requirement, Charter charter) {
        Map<String, Object> view = new LinkedHashMap<>();
        String unit = unit(requirement.measure(), charter.design().costs());
        view.put("id", requirement.id());
        view.put("says", requirement.says());
        view.put("measure", requirement.measure().id());
        view.put("measures", requirement.measure().description());
        view.put("asks", asks(requirement, unit));
        view.put("unit", unit);
        view.put("difference", difference(requirement.target()));
        view.put("owner", requirement.owner());
        return view;
    }

    /// Whether the number is a difference, whose sign says something.
    private static boolean difference(Target target) {
        return switch (target) {
            case Target.BetterThan _ -> true;
            case Target.Absolute(Bound bound) -> bound.side() == Bound.Side.WITHIN;
        };
    }

    /// Milliseconds, bytes or money; empty where a number needs none.
    static String unit(Metric measure, @org.jspecify.annotations.Nullable ErrorCosts costs) {
        return switch (measure) {
            case LATENCY_P50, LATENCY_P95, LATENCY_P99 -> "ms";
            case MEMORY, MODEL_SIZE -> "bytes";
            case VALUE_PER_1000, COST_PER_1000 -> costs == null ? "" : sign(costs.currency());
            default -> "";
        };
    }

    private static String sign(String currency) {
        return switch (currency) {
            case "EUR" -> "€";
            case "USD" -> "$";
            case "GBP" -> "£";
            default -> currency;
        };
    }

    /// `AUC ahead of desk-rule by .02 or more`, `latency p99 ≤ 20 ms`.
    private static String asks(Requirement requirement, String unit) {
        StringBuilder asks = new StringBuilder(name(requirement.measure()));
        switch (requirement.target()) {
            case Target.Absolute(Bound(Bound.Side side, double value)) ->
                asks.append(
                                switch (side) {
                                    case AT_LEAST -> " ≥ ";
                                    case AT_MOST -> " ≤ ";
                                    case WITHIN -> " within ±";
                                })
                        .append(amount(value, unit));
            case Target.BetterThan(String than, double by) -> {
                asks.append(" better than ").append(than);
                if (by != 0) {
                    asks.append(" by ≥ ").append(amount(by, unit));
                }
            }
        }
        if (requirement.precision() != null) {
            asks.append(" at precision ").append(amount(requirement.precision(), ""));
        }
        if (requirement.forEach() != null) {
            asks.append(", for each ").append(requirement.forEach());
        }
        if (requirement.on() != null) {
            asks.append(" where ").append(requirement.on());
        }
        return asks.toString();
    }

    private static String name(Metric measure) {
        return ACRONYMS.contains(measure)
                ? measure.id().toUpperCase(Locale.ROOT)
                : measure.id().replace("_per_1000", " per 1,000").replace('_', ' ');
    }

    private static String amount(double value, String unit) {
        if (unit.equals("bytes")) {
            return value >= 1e6 ? plain(value / 1e6) + " MB" : plain(value / 1e3) + " kB";
        }
        String number = plain(value);
        return unit.isEmpty() ? number : number + " " + unit;
    }

    private static String plain(double value) {
        String text = java.math.BigDecimal.valueOf(Math.abs(value))
                .stripTrailingZeros()
                .toPlainString();
        int point = text.indexOf('.');
        String whole = (point < 0 ? text : text.substring(0, point)).replaceAll("\\B(?=(\\d{3})+$)", ",");
        return (value < 0 ? "−" : "")
                + (whole.equals("0") && point > 0 ? "" : whole)
                + (point < 0 ? "" : text.substring(point));
    }
}
