package dev.trefoil.platform.monitoring;

/// What a retraining job is asked to do.
///
/// @param watermark event time up to which rows count, ISO-8601
/// @param why the policy that asked, or a person's reason
public record RetrainOrder(String endpoint, String watermark, String why) {}
