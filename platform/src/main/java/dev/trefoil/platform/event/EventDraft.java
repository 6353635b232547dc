package dev.trefoil.platform.event;

/// Something that happens in the transaction at hand.
///
/// @param project the project it belongs to; empty when it concerns the whole server
/// @param kind dotted word, such as `run.finished` or `rollout.step`
/// @param subject id of what it happened to
/// @param json object with the details, as JSON
public record EventDraft(String project, String kind, String subject, String json) {}
