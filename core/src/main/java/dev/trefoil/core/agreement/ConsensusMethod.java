package dev.trefoil.core.agreement;

import dev.trefoil.core.text.Spelling;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// How one label is made of several.
public enum ConsensusMethod {
    MAJORITY("majority"),
    DAWID_SKENE("dawid-skene"),
    ONE_COIN("one-coin"),
    MACE("mace"),
    /// Needs the probabilities of a model as well.
    CROWDLAB("crowdlab");

    private final String id;

    ConsensusMethod(String id) {
        this.id = id;
    }

    /// The name in commands and files.
    public String id() {
        return id;
    }

    /// The method of this name; an [IllegalArgumentException] that names them all when there is none.
    public static ConsensusMethod byName(String name) {
        String wanted = name.trim().toLowerCase(Locale.ROOT).replace('_', '-');
        for (ConsensusMethod method : values()) {
            if (method.id.equals(wanted)) {
                return method;
            }
        }
        List<String> known = Arrays.stream(values()).map(ConsensusMethod::id).toList();
        throw new IllegalArgumentException("there is no consensus '" + name + "'" + Spelling.hint(wanted, known)
                + "; there are " + String.join(", ", known));
    }
}
