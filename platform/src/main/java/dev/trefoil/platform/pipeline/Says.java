package dev.trefoil.platform.pipeline;

import dev.trefoil.core.verdict.Bound;
import dev.trefoil.core.verdict.Estimate;
import dev.trefoil.core.verdict.Outcome;
import dev.trefoil.core.verdict.Verdict;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.DoubleFunction;

/// Numbers and verdicts in words: `336,776`, `2.9 s`, `R1 ✓ +.050 (.040 – .059) ≥ .02`.
public final class Says {
    private Says() {}

    public static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    public static String seconds(long millis) {
        return String.format(Locale.ROOT, "%.1f s", millis / 1000.0);
    }

    public static String bytes(long size) {
        return size < 1_000_000
                ? String.format(Locale.ROOT, "%,d kB", Math.max(1, Math.round(size / 1e3)))
                : String.format(Locale.ROOT, "%,.1f MB", size / 1e6);
    }

    /// Three decimals without the leading zero below one, thousands separated above a hundred.
    public static String number(double value) {
        if (Double.isNaN(value)) {
            return "·";
        }
        if (Math.abs(value) >= 100) {
            return String.format(Locale.ROOT, "%,.0f", value).replace('-', '−');
        }
        String text = Math.abs(value) >= 10
                ? String.format(Locale.ROOT, "%.1f", value)
                : String.format(Locale.ROOT, "%.3f", value);
        return text.replace("-0.", "−.").replaceFirst("^0\\.", ".").replace('-', '−');
    }

    /// With its sign, as differences are read.
    public static String signed(double value) {
        return value > 0 ? "+" + number(value) : number(value);
    }

    public static String mark(Outcome outcome) {
        return switch (outcome) {
            case PASS -> "✓";
            case FAIL -> "✕";
            case INCONCLUSIVE -> "?";
        };
    }

    /// Value, interval and bound, each in its unit; a difference with its sign.
    public static String verdict(Verdict verdict) {
        Estimate e = verdict.estimate();
        DoubleFunction<String> words = unit(e.method());
        return verdict.requirement() + " " + mark(verdict.outcome()) + " " + estimate(e, words) + " "
                + verdict.bound().sign() + " "
                + words.apply(verdict.bound().value()).replaceFirst("^\\+", "");
    }

    /// Value and interval.
    public static String estimate(Estimate estimate) {
        return estimate(estimate, unit(estimate.method()));
    }

    private static String estimate(Estimate e, DoubleFunction<String> words) {
        boolean interval = e.hasInterval() && e.low() != e.high();
        return words.apply(e.value()) + (interval ? " (" + number(e, words) + ")" : "");
    }

    private static String number(Estimate e, DoubleFunction<String> words) {
        return words.apply(e.low()).replaceFirst("^\\+", "") + " – "
                + words.apply(e.high()).replaceFirst("^\\+", "");
    }

    /// How numbers that came about by this method are written.
    private static DoubleFunction<String> unit(String method) {
        if (method.startsWith("latency")) {
            return Says::milliseconds;
        }
        if (method.startsWith("memory") || method.startsWith("model-size")) {
            return bytes -> Double.isNaN(bytes) ? "·" : bytes((long) bytes);
        }
        return method.contains("difference") || method.contains("-minus-") ? Says::signed : Says::number;
    }

    private static String milliseconds(double millis) {
        if (Double.isNaN(millis)) {
            return "·";
        }
        return millis < 0.1
                ? String.format(Locale.ROOT, "%.3g µs", millis * 1000)
                : String.format(Locale.ROOT, millis < 10 ? "%.2g ms" : "%.0f ms", millis);
    }

    /// The verdict as the story's JSON has it.
    public static Map<String, Object> values(Verdict verdict, String where, String window) {
        Estimate e = verdict.estimate();
        Bound bound = verdict.bound();
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("requirement", verdict.requirement());
        values.put("where", where);
        values.put("window", window);
        values.put("verdict", verdict.outcome().word());
        values.put("value", e.value());
        values.put("low", e.low());
        values.put("high", e.high());
        values.put("bound", bound.value());
        values.put("side", bound.side().name().toLowerCase(Locale.ROOT));
        values.put("n", e.n());
        values.put("clusters", e.clusters());
        values.put("method", e.method());
        values.put("confidence", e.confidence());
        values.put("group", verdict.group());
        values.put("reason", verdict.reason());
        return values;
    }
}
