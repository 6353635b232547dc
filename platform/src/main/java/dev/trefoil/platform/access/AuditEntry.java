package dev.trefoil.platform.access;

/// A change as its maker describes it.
///
/// @param action verb in dotted form, such as `endpoint.promote`
/// @param subject what was changed
/// @param before JSON of what it was; empty when it was not there
/// @param after JSON of what it is; empty when it is gone
/// @param why reason given by a person or a policy; may be empty
public record AuditEntry(Principal who, String action, AuditSubject subject, String before, String after, String why) {}
