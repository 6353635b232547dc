package dev.trefoil.inference.xgboost;

import dev.trefoil.inference.format.Struct;
import java.util.Locale;

/// Numbers that XGBoost writes as texts.
final class Numerals {
    private Numerals() {}

    static int whole(Struct in) {
        String text = in.text();
        try {
            return Integer.parseInt(text.strip());
        } catch (NumberFormatException _) {
            throw in.bad("expected a whole number, found '" + brief(text) + "'");
        }
    }

    static float real(Struct in) {
        String text = in.text();
        return real(in, text);
    }

    static float real(Struct in, String text) {
        try {
            String plain = text.strip().toLowerCase(Locale.ROOT);
            return switch (plain) {
                case "inf", "infinity" -> Float.POSITIVE_INFINITY;
                case "-inf", "-infinity" -> Float.NEGATIVE_INFINITY;
                case "nan" -> Float.NaN;
                default -> Float.parseFloat(plain);
            };
        } catch (NumberFormatException _) {
            throw in.bad("expected a number, found '" + brief(text) + "'");
        }
    }

    /// One number, or several in brackets.
    static float[] reals(Struct in) {
        String text = in.text().strip();
        if (!text.startsWith("[")) {
            return new float[] {real(in, text)};
        }
        if (!text.endsWith("]")) {
            throw in.bad("expected numbers in brackets, found '" + brief(text) + "'");
        }
        String[] parts = text.substring(1, text.length() - 1).split(",", -1);
        float[] values = new float[parts.length];
        for (int i = 0; i < parts.length; i++) {
            values[i] = real(in, parts[i]);
        }
        return values;
    }

    private static String brief(String text) {
        return text.length() > 40 ? text.substring(0, 40) + "…" : text;
    }
}
