package dev.trefoil.platform.project;

/// A place in a file, line and column from 1.
record Place(int line, int column) {}
