package dev.trefoil.platform.project;

/// How strictly gates are meant.
public enum Mode {
    /// Gates advise.
    POC,
    /// Gates block: on fail, on inconclusive, on a void signature.
    PRODUCTION
}
