package dev.trefoil.platform.prediction;

import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/// Tells that rows of an endpoint were stored.
final class StoredRowsCodec {
    private StoredRowsCodec() {}

    static String write(String endpoint) {
        return JsonMapper.shared().writeValueAsString(Map.of("endpoint", endpoint));
    }
}
