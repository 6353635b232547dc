package dev.trefoil.platform.access;

/// What a route needs.
public enum Permission {
    READ,
    /// Ask for predictions, send truth.
    PREDICT,
    /// Log runs, register models, change projects.
    WRITE,
    /// Sign, promote, roll out and back.
    RELEASE,
    /// Users, tokens, webhooks.
    ADMINISTER,
    /// Run a command of a project on this machine.
    EXECUTE
}
