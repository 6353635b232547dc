package dev.trefoil.platform.deployment;

import tools.jackson.databind.json.JsonMapper;

/// Routes and rollouts as JSON.
public final class DeploymentCodec {
    private static final JsonMapper JSON = JsonMapper.shared();

    private DeploymentCodec() {}

    static String write(ActiveRoute route) {
        return JSON.writeValueAsString(route);
    }

    static ActiveRoute readRoute(String json) {
        return JSON.readValue(json, ActiveRoute.class);
    }

    /// The whole rollout.
    public static String write(Rollout rollout) {
        return JSON.writeValueAsString(rollout);
    }

    static Rollout readRollout(String json) {
        return JSON.readValue(json, Rollout.class);
    }
}
