package dev.trefoil.core.agreement;

import java.util.Locale;

/// What the labels are, which decides how far two of them are apart.
public enum Scale {
    /// Names: any two are equally different.
    NOMINAL,
    /// Ranks: apart by how many labels lie between them.
    ORDINAL,
    /// Numbers whose differences mean something.
    INTERVAL,
    /// Numbers of at least 0 whose ratios mean something.
    RATIO;

    /// The name in commands and method ids.
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
