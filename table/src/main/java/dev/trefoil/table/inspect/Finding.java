package dev.trefoil.table.inspect;

/// Something about the data that a project should know.
///
/// @param column empty when it is about the rows or the whole table
/// @param evidence one sentence with the numbers it rests on
/// @param action one phrase: what was done about it
public record Finding(Kind kind, String column, String evidence, Action action) {
    /// What was found.
    public enum Kind {
        LABEL,
        LABEL_MISSING,
        RARE_CLASS,
        TOO_SMALL,
        TIME,
        IDENTIFIER,
        CONSTANT,
        LEAK,
        SUSPICIOUS,
        SAME_AS_OTHER,
        EXACT_COPIES,
        CONFLICTING_COPIES,
        ENTITY,
        FREE_TEXT,
        MANY_CATEGORIES,
        MOSTLY_MISSING,
        REFUSED_ROWS,
        READING
    }

    /// What was done about it.
    public enum Action {
        LEFT_OUT("left out"),
        KEPT("kept"),
        GROUPED("never split"),
        USED("used"),
        TOLD("told");

        private final String words;

        Action(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }

    /// One line for people.
    public String sentence() {
        return (column.isEmpty() ? "" : "'" + column + "': ")
                + evidence
                + (action == Action.TOLD ? "" : " → " + action.words());
    }
}
