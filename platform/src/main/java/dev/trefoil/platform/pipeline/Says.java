package dev.trefoil.platform.pipeline;

import dev.trefoil.core.verdict.Bound;
import dev.trefoil.core.verdict.Estimate;
import dev.trefoil.core.verdict.Outcome;
import dev.trefoil.core.verdict.Verdict;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// Numbers and verdicts in words: `336,776`, `2.9 s`, `R1 ✓ +.050 (.040 – .059) ≥ .02`.
public final class Says {
    private Says() {}

    public static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    public static String seconds(long millis) {
        return String.format(Locale.ROOT, "%.1f s", millis / 1000.0);
    }

    /// `2 µs`, `.4 µs`.
    public static String micros(double micros) {
        return (micros >= 9.5 ? count(Math.round(micros)) : String.format(Locale.ROOT, "%.1f", micros)) + " µs";
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

    /// `−2 – 1,802`: both ends whole when one of them is.
    public static String interval(double low, double high) {
        boolean whole = Double.isFinite(low + high) && Math.max(Math.abs(low), Math.abs(high)) >= 100;
        return whole
                ? count(Math.round(low)).replace('-', '−') + " – "
                        + count(Math.round(high)).replace('-', '−')
                : number(low) + " – " + number(high);
    }

    /// As [#number], with two digits of what is too small for three decimals: `.00042`.
    static String small(double value) {
        if (value == 0 || !(Math.abs(value) < 0.01)) {
            return number(value);
        }
        String text = new BigDecimal(value)
                .round(new MathContext(2))
                .stripTrailingZeros()
                .toPlainString();
        return text.replace("-0.", "−.").replaceFirst("^0\\.", ".");
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

    /// Value and interval.
    static String estimate(Estimate e) {
        boolean interval = e.hasInterval() && e.low() != e.high();
        return number(e.value()) + (interval ? " (" + interval(e.low(), e.high()) + ")" : "");
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
