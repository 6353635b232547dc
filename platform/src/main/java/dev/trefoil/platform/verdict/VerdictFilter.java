package dev.trefoil.platform.verdict;

import dev.trefoil.core.verdict.Outcome;
import org.jspecify.annotations.Nullable;

/// Which judgements of a project; empty, 0 or null means any.
public record VerdictFilter(
        String project,
        String requirement,
        @Nullable Place place,
        @Nullable Outcome outcome,
        String model,
        long version,
        String run,
        String rollout) {
    public static VerdictFilter project(String project) {
        return new VerdictFilter(project, "", null, null, "", 0, "", "");
    }

    public VerdictFilter requirement(String id) {
        return new VerdictFilter(project, id, place, outcome, model, version, run, rollout);
    }

    public VerdictFilter at(Place where) {
        return new VerdictFilter(project, requirement, where, outcome, model, version, run, rollout);
    }

    public VerdictFilter outcome(Outcome word) {
        return new VerdictFilter(project, requirement, place, word, model, version, run, rollout);
    }

    public VerdictFilter version(String name, long number) {
        return new VerdictFilter(project, requirement, place, outcome, name, number, run, rollout);
    }

    public VerdictFilter run(String id) {
        return new VerdictFilter(project, requirement, place, outcome, model, version, id, rollout);
    }

    public VerdictFilter rollout(String id) {
        return new VerdictFilter(project, requirement, place, outcome, model, version, run, id);
    }
}
