package dev.trefoil.platform.pipeline;

import dev.trefoil.core.verdict.Outcome;
import dev.trefoil.core.verdict.Verdict;
import dev.trefoil.platform.project.Charter;
import dev.trefoil.platform.project.Mode;
import dev.trefoil.platform.project.Requirement;
import java.util.ArrayList;
import java.util.List;

/// What stands between a version and its use.
///
/// @param blocks whether the charter's mode makes it block; otherwise it advises
/// @param objections one sentence each; none means it is open
public record Gate(boolean blocks, List<String> objections) {
    public Gate {
        objections = List.copyOf(objections);
    }

    /// In production a requirement that fails or is inconclusive, and a section that is not signed, block.
    ///
    /// @param unsigned sections with nobody's valid signature, as words with who has to sign
    public static Gate of(Charter charter, List<Verdict> verdicts, List<String> unsigned) {
        List<String> objections = new ArrayList<>();
        for (Requirement requirement : charter.design().requirements()) {
            Verdict verdict = verdicts.stream()
                    .filter(v -> v.requirement().equals(requirement.id()))
                    .findFirst()
                    .orElse(null);
            if (verdict == null) {
                objections.add(requirement.id() + " was not judged");
            } else if (verdict.outcome() != Outcome.PASS) {
                objections.add(new Wording(charter).objection(verdict));
            }
        }
        unsigned.forEach(section -> objections.add("not signed: " + section));
        return new Gate(charter.design().mode() == Mode.PRODUCTION, objections);
    }

    /// `open`, `advises` or `refused`.
    public String word() {
        return objections.isEmpty() ? "open" : blocks ? "refused" : "advises";
    }

    /// One sentence about a version, without its end: `version 2 is refused: not signed: problem`.
    public String says(long version) {
        String about = "version " + version;
        return objections.isEmpty()
                ? about + " may be used: every requirement passes"
                : about
                        + (open() ? " may be tried (mode poc), but: " : " is refused: ")
                        + String.join("; ", objections);
    }

    /// Whether a version may pass.
    public boolean open() {
        return objections.isEmpty() || !blocks;
    }
}
