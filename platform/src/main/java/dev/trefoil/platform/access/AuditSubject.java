package dev.trefoil.platform.access;

/// What a change is about.
///
/// @param kind such as `endpoint`, `model-version`, `charter`
/// @param id its id; unique within kind and project
public record AuditSubject(String project, String kind, String id) {}
