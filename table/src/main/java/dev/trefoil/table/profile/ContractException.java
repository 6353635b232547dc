package dev.trefoil.table.profile;

import java.util.List;

/// A contract file that cannot be read as one. All problems at once, one line each.
public final class ContractException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    /// @param line from 1
    public record Problem(String file, int line, String problem, String mend) {
        @Override
        public String toString() {
            return file + ", line " + line + ": " + problem + "; " + mend;
        }
    }

    public ContractException(List<Problem> problems) {
        super(String.join("\n", problems.stream().map(Problem::toString).toList()));
        this.problems = List.copyOf(problems);
    }

    public List<Problem> problems() {
        return problems;
    }
}
