package dev.trefoil.platform.project;

import java.util.List;

/// The maps of `trefoil.yaml` and the keys that each may have. `[]` stands for an item of a list, `*` for a name of the
/// user's choice.
enum Shape {
    ROOT("", "trefoil", "project", "design", "data", "development", "deployment", "monitoring"),
    DESIGN("design", "mode", "problem", "stakeholders", "costs", "requirements"),
    PROBLEM("design.problem", "decision", "user", "unit", "today", "alternatives"),
    ALTERNATIVE("design.problem.alternatives[]", "id", "score", "when", "value"),
    STAKEHOLDER("design.stakeholders[]", "name", "role", "signs"),
    COSTS("design.costs", "false_alarm", "miss", "currency"),
    REQUIREMENT(
            "design.requirements[]",
            "id",
            "says",
            "measure",
            "at_least",
            "at_most",
            "within",
            "better_than",
            "by_at_least",
            "for_each",
            "on",
            "precision",
            "confidence",
            "owner"),
    DATA(
            "data",
            "sources",
            "prepare",
            "id",
            "time",
            "cluster",
            "group",
            "exclude",
            "features",
            "label",
            "split",
            "contract"),
    SOURCE(
            "data.sources.*",
            "path",
            "format",
            "delimiter",
            "quote",
            "encoding",
            "decimal",
            "thousands",
            "header",
            "columns",
            "missing",
            "dates",
            "types"),
    LABEL("data.label", "name", "task", "positive", "arrives_after"),
    SPLIT("data.split", "by", "holdout_from", "holdout_until", "holdout", "seed"),
    DEVELOPMENT("development", "baselines", "candidates", "search", "select_by"),
    COMMAND("development.candidates[].command", "name", "run", "writes"),
    SEARCH("development.search", "trials", "sampler", "pruner", "seed", "parallel", "minutes"),
    DEPLOYMENT("deployment", "endpoint", "rollout"),
    ROLLOUT("deployment.rollout", "strategy", "automation", "steps", "min_rows"),
    MONITORING("monitoring", "window", "retrain", "capture", "webhook"),
    RETRAIN("monitoring.retrain", "when", "on", "cooldown"),
    CAPTURE("monitoring.capture", "exclude", "hash", "keep", "quota");

    private final String path;
    private final String keys;

    Shape(String path, String... keys) {
        this.path = path;
        this.keys = String.join(" ", keys);
    }

    String path() {
        return path;
    }

    List<String> keys() {
        return List.of(keys.split(" "));
    }
}
