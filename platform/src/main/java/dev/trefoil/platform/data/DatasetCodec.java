package dev.trefoil.platform.data;

import tools.jackson.databind.json.JsonMapper;

/// What is known of a dataset version, as JSON.
final class DatasetCodec {
    private static final JsonMapper JSON = JsonMapper.shared();

    private DatasetCodec() {}

    static String write(DatasetVersion.Content content) {
        return JSON.writeValueAsString(content);
    }

    static DatasetVersion.Content read(String json) {
        return JSON.readValue(json, DatasetVersion.Content.class);
    }
}
