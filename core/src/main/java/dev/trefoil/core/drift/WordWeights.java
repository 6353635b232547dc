package dev.trefoil.core.drift;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// TF-IDF as scikit-learn's `TfidfVectorizer(sublinear_tf=True, max_df=0.5, stop_words="english")` has it: words of two
/// or more letters, digits or underscores in lower case, without stop words and those in more than half of the texts;
/// (1 + ln count) times 1 + ln((1 + texts) / (1 + texts with the word)), rows of length one.
final class WordWeights {
    private static final double MOST_TEXTS = 0.5;

    /// Column of each word: its place among the words in order.
    private final Map<String, Integer> columns;
    private final double[] weights;
    private final List<SparseRow> learnt = new ArrayList<>();

    private WordWeights(Map<String, Integer> columns, double[] weights) {
        this.columns = columns;
        this.weights = weights;
    }

    /// Empty when no word is left.
    static Optional<WordWeights> of(List<String> texts) {
        List<Map<String, Integer>> counted =
                texts.stream().map(WordWeights::counts).toList();
        Map<String, Integer> seen = new LinkedHashMap<>();
        for (Map<String, Integer> counts : counted) {
            counts.keySet().forEach(word -> seen.merge(word, 1, Integer::sum));
        }
        if (MOST_TEXTS * texts.size() < 1) {
            return Optional.empty();
        }
        seen.values().removeIf(count -> count > MOST_TEXTS * texts.size());
        if (seen.isEmpty()) {
            return Optional.empty();
        }
        Map<String, Integer> sorted = new TreeMap<>(WordWeights::byCodePoint);
        sorted.putAll(seen);
        Map<String, Integer> columns = new HashMap<>();
        double[] weights = new double[sorted.size()];
        sorted.forEach((word, count) -> {
            weights[columns.size()] = Math.log((texts.size() + 1.0) / (count + 1.0)) + 1;
            columns.put(word, columns.size());
        });
        WordWeights all = new WordWeights(columns, weights);
        Map<String, Integer> firstSeen = new HashMap<>();
        seen.keySet().forEach(word -> firstSeen.put(word, firstSeen.size()));
        // While it learns, scikit-learn sums the words of a row in the order in which they were first seen.
        counted.forEach(counts -> all.learnt.add(all.row(counts, firstSeen)));
        return Optional.of(all);
    }

    private static int byCodePoint(String a, String b) {
        return Arrays.compare(a.codePoints().toArray(), b.codePoints().toArray());
    }

    private static Map<String, Integer> counts(String text) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        String lower = text.toLowerCase(Locale.ROOT);
        int start = -1;
        for (int at = 0; at <= lower.length(); ) {
            int c = at < lower.length() ? lower.codePointAt(at) : ' ';
            if (isWord(c)) {
                start = start < 0 ? at : start;
            } else if (start >= 0) {
                String word = lower.substring(start, at);
                if (word.codePointCount(0, word.length()) > 1 && !EnglishStopWords.ALL.contains(word)) {
                    counts.merge(word, 1, Integer::sum);
                }
                start = -1;
            }
            at += Character.charCount(c);
        }
        return counts;
    }

    /// As `\w` of Python: letters, numbers of every kind, and the underscore.
    private static boolean isWord(int c) {
        return c == '_'
                || Character.isLetterOrDigit(c)
                || Character.getType(c) == Character.LETTER_NUMBER
                || Character.getType(c) == Character.OTHER_NUMBER;
    }

    int size() {
        return weights.length;
    }

    /// The texts that the weights come from.
    List<SparseRow> learnt() {
        return learnt;
    }

    SparseRow of(String text) {
        return row(counts(text), columns);
    }

    /// The known words of a text, in an order.
    private SparseRow row(Map<String, Integer> counts, Map<String, Integer> order) {
        List<String> words = new ArrayList<>();
        for (String word : counts.keySet()) {
            if (columns.containsKey(word)) {
                words.add(word);
            }
        }
        words.sort((a, b) -> Integer.compare(order.getOrDefault(a, 0), order.getOrDefault(b, 0)));
        int[] at = new int[words.size()];
        double[] values = new double[words.size()];
        double squares = 0;
        for (int i = 0; i < at.length; i++) {
            String word = words.get(i);
            at[i] = columns.getOrDefault(word, 0);
            values[i] = (Math.log(counts.getOrDefault(word, 1)) + 1) * weights[at[i]];
            squares += values[i] * values[i];
        }
        double length = Math.sqrt(squares);
        for (int i = 0; i < values.length; i++) {
            values[i] /= length;
        }
        return new SparseRow(at, values);
    }
}
