package dev.trefoil.platform.registry;

import tools.jackson.databind.json.JsonMapper;

/// Provenance as JSON.
final class ProvenanceCodec {
    private static final JsonMapper JSON = JsonMapper.shared();

    private ProvenanceCodec() {}

    static String write(ModelVersion.Provenance provenance) {
        return JSON.writeValueAsString(provenance);
    }

    static ModelVersion.Provenance read(String json) {
        return JSON.readValue(json, ModelVersion.Provenance.class);
    }
}
