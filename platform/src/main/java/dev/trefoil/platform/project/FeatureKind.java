package dev.trefoil.platform.project;

/// How a column is to be encoded, where the guess is not wanted.
public enum FeatureKind {
    NUMBER,
    CATEGORY,
    TEXT,
    DATE,
    BOOLEAN
}
