package dev.trefoil.table.inspect;

import dev.trefoil.core.column.ColumnBatch;
import dev.trefoil.core.signature.Task;
import dev.trefoil.table.source.ReadReport;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/// What was found in a table, and what follows for a project.
///
/// @param report what became of the rows of the file
/// @param label name of the label
/// @param positive the class that a probability is of; null unless there are two classes
/// @param classes class → rows, the most frequent first; empty for a number
/// @param id column that names a row; null when there is none
/// @param time column that says when a row happened; null when there is none
/// @param group columns whose equal values mark rows that belong together; empty when there are none
/// @param exclude column → why it is left out
/// @param texts columns that hold free text
/// @param split how hold-out rows are chosen
/// @param rowsThatWouldDo rows from which on verdicts can be expected; 0 when there are enough
/// @param findings all of it in sentences, in the order of importance
public record Inspection(
        ReadReport report,
        String label,
        Task task,
        @Nullable String positive,
        SequencedMap<String, Integer> classes,
        @Nullable String id,
        @Nullable String time,
        List<String> group,
        SequencedMap<String, String> exclude,
        List<String> texts,
        SplitGuess split,
        long rowsThatWouldDo,
        List<Finding> findings) {
    public Inspection {
        classes = Collections.unmodifiableSequencedMap(classes);
        group = List.copyOf(group);
        exclude = Collections.unmodifiableSequencedMap(exclude);
        texts = List.copyOf(texts);
        findings = List.copyOf(findings);
    }

    /// How hold-out rows are chosen.
    ///
    /// @param holdoutFrom first day of the hold-out (ISO), null for a split by chance
    /// @param holdoutRows how many rows that makes
    /// @param why one sentence
    public record SplitGuess(@Nullable String holdoutFrom, int holdoutRows, String why) {}

    /// Looks at the data. A label that is not there, constant or no label at all is a
    /// [dev.trefoil.table.source.TableException].
    ///
    /// @param rows the rows that were read
    public static Inspection of(ReadReport report, ColumnBatch rows, String label) {
        return new Inspector(report, rows, label).inspect();
    }

    /// Share of the positive class; NaN unless there are two classes.
    public double positiveShare() {
        int all = classes.values().stream().mapToInt(Integer::intValue).sum();
        return positive == null ? Double.NaN : (double) classes.getOrDefault(positive, 0) / all;
    }

    /// Whether the positive class is so rare that a share of right answers says nothing.
    public boolean rare() {
        double share = positiveShare();
        return Math.min(share, 1 - share) < 0.1;
    }

    /// Findings by kind, for callers that look for one.
    public Map<Finding.Kind, List<Finding>> byKind() {
        return findings.stream().collect(java.util.stream.Collectors.groupingBy(Finding::kind));
    }
}
