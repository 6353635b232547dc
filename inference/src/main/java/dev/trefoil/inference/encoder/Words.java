package dev.trefoil.inference.encoder;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Text into words and pairs of neighbours: lower case, runs of letters and digits; an ideograph is a word by
/// itself.
final class Words {
    private static final int LONGEST = 40;

    private Words() {}

    static List<String> of(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        for (int at = 0; at < lower.length(); ) {
            int c = lower.codePointAt(at);
            at += Character.charCount(c);
            boolean ideograph = Character.isIdeographic(c);
            if (ideograph || !Character.isLetterOrDigit(c)) {
                end(word, words);
            }
            if (ideograph) {
                words.add(Character.toString(c));
            } else if (Character.isLetterOrDigit(c) && word.length() < LONGEST) {
                word.appendCodePoint(c);
            }
        }
        end(word, words);
        int single = words.size();
        for (int i = 0; i + 1 < single; i++) {
            words.add(words.get(i) + " " + words.get(i + 1));
        }
        return words;
    }

    private static void end(StringBuilder word, List<String> words) {
        if (!word.isEmpty()) {
            words.add(word.toString());
            word.setLength(0);
        }
    }
}
