package dev.trefoil.platform.monitoring;

import tools.jackson.databind.json.JsonMapper;

/// What a retraining job is asked to do.
///
/// @param watermark event time up to which rows count, ISO-8601
/// @param why the policy that asked, or a person's reason
public record RetrainOrder(String endpoint, String watermark, String why) {
    /// As the payload of a job.
    public static String json(RetrainOrder order) {
        return JsonMapper.shared().writeValueAsString(order);
    }

    static RetrainOrder of(String json) {
        return JsonMapper.shared().readValue(json, RetrainOrder.class);
    }
}
