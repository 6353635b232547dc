package dev.trefoil.core.drift;

import dev.trefoil.core.column.Column;
import dev.trefoil.core.column.ColumnBatch;
import dev.trefoil.core.column.ColumnSpec;
import java.util.Arrays;
import java.util.List;

/// Counts of one window in the slots of a [ReferenceProfile]. Recording allocates nothing for numbers and texts;
/// windows of replicas and of shorter spans merge by addition. Not safe for several threads: one for each, merged
/// at the end.
public final class WindowHistogram {
    private final ReferenceProfile profile;
    private final SlotFinder[] finders;
    private final int[] start;
    private final long[] counts;

    /// An empty window.
    public WindowHistogram(ReferenceProfile profile) {
        this(profile, new long[profile.slots()]);
    }

    private WindowHistogram(ReferenceProfile profile, long[] counts) {
        List<ColumnProfile> columns = profile.columns();
        this.profile = profile;
        this.finders = new SlotFinder[columns.size()];
        this.start = new int[columns.size()];
        this.counts = counts;
        int at = 0;
        for (int i = 0; i < columns.size(); i++) {
            finders[i] = SlotFinder.of(columns.get(i));
            start[i] = at;
            at += columns.get(i).slots();
        }
    }

    /// A window from its stored counts, slots of all columns one after another.
    public static WindowHistogram of(ReferenceProfile profile, long[] counts) {
        if (counts.length != profile.slots()) {
            throw new IllegalArgumentException(
                    "a window of this profile has " + profile.slots() + " counts, not " + counts.length);
        }
        for (long count : counts) {
            if (count < 0) {
                throw new IllegalArgumentException("a count is at least 0, not " + count);
            }
        }
        return new WindowHistogram(profile, counts.clone());
    }

    public ReferenceProfile profile() {
        return profile;
    }

    /// Which column of a batch feeds which profile; found once, used for every row. A column the batch lacks is −1
    /// and counts as missing.
    public int[] layout(ColumnBatch batch) {
        List<String> names =
                batch.schema().columns().stream().map(ColumnSpec::name).toList();
        return profile.columns().stream().mapToInt(c -> names.indexOf(c.name())).toArray();
    }

    /// Counts one row of a batch with this layout.
    public void record(ColumnBatch batch, int[] layout, int row) {
        for (int i = 0; i < finders.length; i++) {
            int from = layout[i];
            counts[start[i] + (from < 0 ? 0 : finders[i].slot(batch.column(from), row))]++;
        }
    }

    /// Counts all rows of a batch.
    public void record(ColumnBatch batch) {
        int[] layout = layout(batch);
        for (int i = 0; i < finders.length; i++) {
            if (layout[i] < 0) {
                counts[start[i]] += batch.rows();
                continue;
            }
            Column column = batch.column(layout[i]);
            SlotFinder finder = finders[i];
            int at = start[i];
            for (int row = 0; row < batch.rows(); row++) {
                counts[at + finder.slot(column, row)]++;
            }
        }
    }

    /// Counts the rows of a profile's only column.
    public void record(CountedTexts texts) {
        if (finders.length != 1 || profile.columns().getFirst().kind() != ProfileKind.CATEGORY) {
            throw new IllegalArgumentException("counted texts are recorded in a profile of one column of categories");
        }
        for (int i = 0; i < texts.size(); i++) {
            counts[finders[0].textSlot(texts.text(i))] += texts.count(i);
        }
    }

    /// Adds the counts of another window of the same profile.
    public void add(WindowHistogram other) {
        if (!other.profile.equals(profile)) {
            throw new IllegalArgumentException("windows of different reference profiles cannot be added");
        }
        for (int i = 0; i < counts.length; i++) {
            counts[i] = Math.addExact(counts[i], other.counts[i]);
        }
    }

    /// Counts of the slots of one column, a copy.
    public long[] counts(int column) {
        return Arrays.copyOfRange(
                counts,
                start[column],
                start[column] + profile.columns().get(column).slots());
    }

    /// All counts, a copy, as [#of] takes them.
    public long[] counts() {
        return counts.clone();
    }

    /// Rows recorded.
    public long rows() {
        long rows = 0;
        int end = profile.columns().isEmpty() ? 0 : profile.columns().getFirst().slots();
        for (int i = 0; i < end; i++) {
            rows += counts[i];
        }
        return rows;
    }
}
