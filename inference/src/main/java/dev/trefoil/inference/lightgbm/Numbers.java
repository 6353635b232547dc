package dev.trefoil.inference.lightgbm;

import dev.trefoil.inference.format.Growing;
import java.util.Locale;

/// Rows of numbers separated by blanks. A token that is no number is a [NumberFormatException] that quotes it.
final class Numbers {
    private Numbers() {}

    static double[] doubles(String text) {
        Growing.Doubles values = new Growing.Doubles();
        forEach(text, token -> values.add(real(token)));
        return values.array();
    }

    static int[] ints(String text) {
        Growing.Ints values = new Growing.Ints();
        forEach(text, token -> values.add(whole(token)));
        return values.array();
    }

    static int whole(String token) {
        try {
            long value = Long.parseLong(token);
            if (value != (int) value && value != (value & 0xffffffffL)) {
                throw new NumberFormatException();
            }
            return (int) value;
        } catch (NumberFormatException _) {
            throw bad(token, "a whole number");
        }
    }

    static double real(String token) {
        try {
            return Double.parseDouble(token);
        } catch (NumberFormatException _) {
            return switch (token.toLowerCase(Locale.ROOT)) {
                case "inf", "+inf", "infinity" -> Double.POSITIVE_INFINITY;
                case "-inf", "-infinity" -> Double.NEGATIVE_INFINITY;
                case "nan", "-nan" -> Double.NaN;
                default -> throw bad(token, "a number");
            };
        }
    }

    private static NumberFormatException bad(String token, String what) {
        return new NumberFormatException(
                "expected " + what + ", found '" + (token.length() > 30 ? token.substring(0, 30) + "…" : token) + "'");
    }

    private interface Token {
        void accept(String token);
    }

    private static void forEach(String text, Token sink) {
        int at = 0;
        int length = text.length();
        while (at < length) {
            while (at < length && text.charAt(at) <= ' ') {
                at++;
            }
            int start = at;
            while (at < length && text.charAt(at) > ' ') {
                at++;
            }
            if (at > start) {
                sink.accept(text.substring(start, at));
            }
        }
    }
}
