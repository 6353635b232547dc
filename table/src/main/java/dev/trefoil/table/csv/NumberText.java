package dev.trefoil.table.csv;

/// Numbers as people write them: a decimal point or comma, groups of three digits, a currency sign or a per cent
/// sign.
final class NumberText {
    /// Not a number in this style.
    static final int NONE = 0;
    /// Digits only, so that the decimal sign does not matter.
    static final int WHOLE = 1;
    /// A number when the decimal sign is a point.
    static final int POINT = 2;
    /// A number when the decimal sign is a comma.
    static final int COMMA = 4;
    /// With groups of three digits (in the styles that [#POINT] and [#COMMA] say).
    static final int GROUPED = 8;
    /// Begins with a zero and another digit: a code rather than a number.
    static final int ZERO_LED = 16;
    /// More digits than a long holds.
    static final int LONG = 32;

    private NumberText() {}

    /// What kinds of number a text can be, as a sum of the constants.
    static int kinds(String text) {
        int from = first(text);
        int to = last(text, from);
        if (from >= to) {
            return NONE;
        }
        int digits = 0;
        int points = 0;
        int commas = 0;
        int gaps = 0;
        int mantissa = to;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (c >= '0' && c <= '9') {
                digits++;
            } else if (c == '.') {
                points++;
            } else if (c == ',') {
                commas++;
            } else if (gap(c)) {
                gaps++;
            } else if ((c == 'e' || c == 'E') && digits > 0 && exponent(text, i + 1, to)) {
                mantissa = i;
                break;
            } else {
                return NONE;
            }
        }
        if (digits == 0) {
            return NONE;
        }
        boolean scientific = mantissa < to;
        int extra = (digits > 18 && !scientific && points + commas != 1 && !fitsLong(text, from, mantissa) ? LONG : 0)
                | (mantissa - from > 1
                                && text.charAt(from) == '0'
                                && text.charAt(from + 1) >= '0'
                                && text.charAt(from + 1) <= '9'
                        ? ZERO_LED
                        : 0);
        if (points + commas + gaps == 0) {
            return scientific ? POINT | COMMA | extra : WHOLE | POINT | COMMA | extra;
        }
        int kinds = NONE;
        if (styled(text, from, mantissa, '.', ',')) {
            kinds |= POINT;
        }
        if (styled(text, from, mantissa, ',', '.')) {
            kinds |= COMMA;
        }
        if (kinds == NONE) {
            return NONE;
        }
        boolean grouped = gaps > 0 || points + commas > 1 || kinds == (POINT | COMMA);
        return kinds | extra | (grouped ? GROUPED : 0);
    }

    /// The value of a text that [#kinds] accepts for this decimal sign; NaN when it does not.
    static double parse(String text, char decimal) {
        int kinds = kinds(text);
        if ((kinds & (decimal == ',' ? COMMA : POINT)) == 0) {
            return Double.NaN;
        }
        int from = first(text);
        int to = last(text, from);
        StringBuilder plain = new StringBuilder(to - from + 1);
        if (negative(text)) {
            plain.append('-');
        }
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (c == decimal) {
                plain.append('.');
            } else if (c != '.' && c != ',' && !gap(c)) {
                plain.append(c);
            }
        }
        return Double.parseDouble(plain.toString());
    }

    private static boolean fitsLong(String text, int from, int to) {
        String digits = text.substring(from, to).replaceAll("[^0-9]", "");
        return digits.length() == 19 && digits.compareTo("9223372036854775807") <= 0;
    }

    /// The value of a whole number that a long can hold.
    static long parseWhole(String text) {
        long value = 0;
        for (int i = first(text); i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= '0' && c <= '9') {
                value = value * 10 + (c - '0');
            }
        }
        return negative(text) ? -value : value;
    }

    private static boolean negative(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '-' || c == '\u2212') {
                return true;
            }
            if (c >= '0' && c <= '9' || c == '.' || c == ',') {
                return false;
            }
        }
        return false;
    }

    /// After an optional sign and currency sign.
    private static int first(String text) {
        int i = 0;
        boolean signed = false;
        boolean money = false;
        while (i < text.length()) {
            char c = text.charAt(i);
            if (!signed && (c == '-' || c == '+' || c == '\u2212')) {
                signed = true;
            } else if (!money && currency(c)) {
                money = true;
            } else if (!(c == ' ' && money)) {
                break;
            }
            i++;
        }
        return i;
    }

    /// Before an optional currency or per cent sign.
    private static int last(String text, int from) {
        int i = text.length();
        if (i > from && (currency(text.charAt(i - 1)) || text.charAt(i - 1) == '%')) {
            i--;
            while (i > from && gap(text.charAt(i - 1))) {
                i--;
            }
        }
        return i;
    }

    private static boolean currency(char c) {
        return c == '$' || c == '\u20ac' || c == '\u00a3' || c == '\u00a5';
    }

    private static boolean gap(char c) {
        return c == ' ' || c == '\u00a0' || c == '\u202f' || c == '\'' || c == '\u2019';
    }

    private static boolean exponent(String text, int from, int to) {
        int i = from;
        if (i < to && (text.charAt(i) == '-' || text.charAt(i) == '+')) {
            i++;
        }
        if (i >= to || to - i > 3) {
            return false;
        }
        for (; i < to; i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    /// Digits with at most one decimal sign, before it either no group signs or one kind that cuts threes.
    private static boolean styled(String text, int from, int to, char decimal, char group) {
        int whole = text.indexOf(decimal, from);
        if (whole >= to || whole < 0) {
            whole = to;
        }
        for (int i = whole + 1; i < to; i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        char used = 0;
        int since = 0;
        boolean any = false;
        for (int i = from; i < whole; i++) {
            char c = text.charAt(i);
            if (c >= '0' && c <= '9') {
                since++;
            } else if (c == group || gap(c)) {
                boolean first = used == 0;
                if (!first && (c != used || since != 3) || first && (since == 0 || since > 3)) {
                    return false;
                }
                if (first && text.charAt(from) == '0') {
                    return false;
                }
                used = c;
                since = 0;
                any = true;
            } else {
                return false;
            }
        }
        return !any || since == 3;
    }
}
