package dev.trefoil.core.labelissue;

import dev.trefoil.core.text.Spelling;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// Which labels count as issues, under cleanlab's names.
public enum IssueFilter {
    /// For each given label and other class, as many as the joint estimates, those whose margin is greatest.
    PRUNE_BY_NOISE_RATE,
    /// For each given label, as many as the joint estimates, those of lowest self-confidence.
    PRUNE_BY_CLASS,
    /// What both of these find.
    BOTH,
    /// Those that the confident joint counts off its diagonal.
    CONFIDENT_LEARNING,
    /// Those whose most probable class is another.
    PREDICTED_NEQ_GIVEN,
    /// As many as the confident joint counts, those of lowest normalised margin.
    LOW_NORMALIZED_MARGIN,
    /// As many as the confident joint counts, those of lowest self-confidence.
    LOW_SELF_CONFIDENCE;

    /// The name in commands and method ids.
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// The filter of this name; an [IllegalArgumentException] that names them all when there is none.
    public static IssueFilter byName(String name) {
        String wanted = name.trim().toLowerCase(Locale.ROOT).replace('_', '-');
        List<String> known = Arrays.stream(values()).map(IssueFilter::id).toList();
        int at = known.indexOf(wanted);
        if (at < 0) {
            throw new IllegalArgumentException("there is no filter '" + name + "'" + Spelling.hint(wanted, known)
                    + "; there are " + String.join(", ", known));
        }
        return values()[at];
    }
}
