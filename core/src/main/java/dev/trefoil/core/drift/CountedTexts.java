package dev.trefoil.core.drift;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// A column of texts as its different values, each with how many rows have it: all that drift needs of categories.
public final class CountedTexts {
    private final @Nullable String[] texts;
    private final long[] counts;
    private final long rows;
    private final long present;

    /// @param texts different from each other; null stands for missing
    public CountedTexts(@Nullable String[] texts, long[] counts) {
        if (texts.length != counts.length) {
            throw new IllegalArgumentException("each text needs a count");
        }
        long all = 0;
        long missing = 0;
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] < 0) {
                throw new IllegalArgumentException("a count is at least 0, not " + counts[i]);
            }
            all = Math.addExact(all, counts[i]);
            missing += texts[i] == null ? counts[i] : 0;
        }
        this.texts = Arrays.copyOf(texts, texts.length);
        this.counts = counts.clone();
        this.rows = all;
        this.present = all - missing;
    }

    public long rows() {
        return rows;
    }

    /// As [ProfileKind#of] sees the column: a category, or a text that is compared by its length.
    public boolean category() {
        long different = 0;
        for (String text : texts) {
            different += text == null ? 0 : 1;
        }
        return !ProfileKind.mostlyDifferent(different, present, rows);
    }

    int size() {
        return texts.length;
    }

    @Nullable
    String text(int i) {
        return texts[i];
    }

    long count(int i) {
        return counts[i];
    }
}
