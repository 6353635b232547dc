package dev.trefoil.core.detector;

import java.util.List;

/// One setting of a detector: a number in a range, or one of a few words.
///
/// @param name as in the reference library, with hyphens
/// @param standard the value unless told otherwise; the place in `words` for a word, NaN where it is found
/// from the stream
/// @param least smallest number allowed, itself included
/// @param most largest number allowed, itself included
/// @param whole only whole numbers
/// @param words the words to choose from; empty for a number
/// @param says one line for people
public record DetectorOption(
        String name, double standard, double least, double most, boolean whole, List<String> words, String says) {
    public DetectorOption {
        words = List.copyOf(words);
    }

    static DetectorOption number(String name, double standard, double least, double most, String says) {
        return new DetectorOption(name, standard, least, most, false, List.of(), says);
    }

    static DetectorOption count(String name, double standard, double least, String says) {
        return new DetectorOption(name, standard, least, 1e15, true, List.of(), says);
    }

    static DetectorOption word(String name, String says, String... words) {
        return new DetectorOption(name, 0, 0, words.length - 1, true, List.of(words), says);
    }

    /// The standard value as people write it.
    public String standardText() {
        return Double.isNaN(standard) ? "from the stream" : text(standard);
    }

    String text(double value) {
        if (!words.isEmpty()) {
            return words.get((int) value);
        }
        return whole || value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }

    /// A value as people write it; an [IllegalArgumentException] that says what is allowed.
    double parse(String text) {
        if (!words.isEmpty()) {
            int at = words.indexOf(text);
            if (at < 0) {
                throw new IllegalArgumentException(
                        "option " + name + " is one of " + String.join(", ", words) + ", not '" + text + "'");
            }
            return at;
        }
        double value;
        try {
            value = Double.parseDouble(text.trim());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("option " + name + " is a number, not '" + text + "'", e);
        }
        if (!(value >= least && value <= most) || (whole && value != Math.rint(value))) {
            throw new IllegalArgumentException("option " + name + " is a " + (whole ? "whole " : "") + "number "
                    + (most >= 1e15 ? "of at least " + text(least) : "from " + text(least) + " to " + text(most))
                    + ", not '" + text + "'");
        }
        return value;
    }
}
