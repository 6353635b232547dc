package dev.trefoil.platform.project;

import java.time.Instant;

/// A project, by its name.
public record Project(String name, Instant createdAt, String createdBy) {}
