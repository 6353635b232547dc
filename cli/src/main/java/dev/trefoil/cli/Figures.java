package dev.trefoil.cli;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/// Measured numbers as the lines of commands show them.
final class Figures {
    private Figures() {}

    /// Three decimals, two digits of what is smaller than they can show; `·` where there is no number.
    static String number(JsonNode value) {
        if (!value.isNumber()) {
            return "·";
        }
        double number = value.asDouble();
        return number != 0 && Math.abs(number) < 0.001
                ? new BigDecimal(number)
                        .round(new MathContext(2))
                        .stripTrailingZeros()
                        .toPlainString()
                : String.format(Locale.ROOT, "%.3f", number);
    }

    /// With its unit, if it has one; bytes as megabytes.
    static String number(JsonNode value, String unit) {
        if (unit.equals("bytes") && value.isNumber()) {
            return String.format(Locale.ROOT, "%,.1f MB", value.asDouble() / 1e6);
        }
        return number(value) + (unit.isEmpty() || !value.isNumber() ? "" : " " + unit);
    }
}
