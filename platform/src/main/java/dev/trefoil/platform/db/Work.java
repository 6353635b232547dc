package dev.trefoil.platform.db;

/// A [Transaction] that answers nothing.
@FunctionalInterface
public interface Work {
    void run(Tx tx);
}
