package dev.trefoil.inference.runtime;

/// The type in which a model computes and states an output. Values travel as `double` (or `long`, or text), which
/// holds each of these exactly.
public enum NumberType {
    FLOAT32,
    FLOAT64,
    INTEGER,
    BOOLEAN,
    TEXT
}
