package dev.trefoil.platform.tracking;

/// Whether deleted things are wanted.
public enum View {
    ACTIVE,
    DELETED,
    ALL
}
