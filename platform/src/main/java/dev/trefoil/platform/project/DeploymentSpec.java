package dev.trefoil.platform.project;

/// Where the model answers.
public record DeploymentSpec(String endpoint, RolloutSpec rollout) {}
