package dev.trefoil.core.text;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/// Finds the known word that somebody who wrote an unknown one probably meant.
public final class Spelling {
    private Spelling() {}

    /// The nearest known word by edits (insert, delete, replace, swap of neighbours), ignoring case; empty when
    /// none is near: more than a third of the longer word's letters, but at least one edit, is far. Of equally near
    /// words the first one wins.
    public static Optional<String> nearest(String word, Collection<String> known) {
        String wanted = word.toLowerCase(Locale.ROOT);
        if (wanted.length() > 200) {
            return Optional.empty();
        }
        Optional<String> best = Optional.empty();
        int bestEdits = Integer.MAX_VALUE;
        for (String candidate : known) {
            int longest = Math.max(wanted.length(), candidate.length());
            int limit = Math.max(1, longest / 3);
            if (Math.abs(wanted.length() - candidate.length()) > limit) {
                continue;
            }
            int edits = edits(wanted, candidate.toLowerCase(Locale.ROOT));
            if (edits <= limit && edits < longest && edits < bestEdits) {
                best = Optional.of(candidate);
                bestEdits = edits;
            }
        }
        return best;
    }

    /// ` (did you mean 'x'?)` with a leading space, or the empty text: to be put behind a message.
    public static String hint(String word, Collection<String> known) {
        return nearest(word, known)
                .map(meant -> " (did you mean '" + meant + "'?)")
                .orElse("");
    }

    /// Optimal string alignment distance.
    private static int edits(String a, String b) {
        int[][] cost = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            cost[i][0] = i;
        }
        for (int j = 0; j <= b.length(); j++) {
            cost[0][j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            for (int j = 1; j <= b.length(); j++) {
                int replace = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                int least = Math.min(Math.min(cost[i - 1][j], cost[i][j - 1]) + 1, cost[i - 1][j - 1] + replace);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    least = Math.min(least, cost[i - 2][j - 2] + 1);
                }
                cost[i][j] = least;
            }
        }
        return cost[a.length()][b.length()];
    }
}
