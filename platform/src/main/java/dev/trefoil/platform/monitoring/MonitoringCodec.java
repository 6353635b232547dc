package dev.trefoil.platform.monitoring;

import tools.jackson.databind.json.JsonMapper;

/// Windows and alerts as JSON; NaN is written as `"NaN"`, so that it comes back.
final class MonitoringCodec {
    private static final JsonMapper JSON = JsonMapper.shared();

    private MonitoringCodec() {}

    static String write(Object value) {
        return JSON.writeValueAsString(value);
    }

    static LiveWindow readWindow(String json) {
        return JSON.readValue(json, LiveWindow.class);
    }

    static Alert readAlert(String json) {
        return JSON.readValue(json, Alert.class);
    }

    static RetrainOrder readOrder(String json) {
        return JSON.readValue(json, RetrainOrder.class);
    }
}
