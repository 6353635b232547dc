package dev.trefoil.platform.project;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Why the project exists and what must hold.
///
/// @param costs null where nobody said
public record Design(
        Mode mode,
        BusinessProblem problem,
        List<Stakeholder> stakeholders,
        @Nullable ErrorCosts costs,
        List<Requirement> requirements) {
    public Design {
        stakeholders = List.copyOf(stakeholders);
        requirements = List.copyOf(requirements);
    }

    public Optional<Requirement> findRequirement(String id) {
        return requirements.stream().filter(r -> r.id().equals(id)).findFirst();
    }

    public Optional<Alternative> findAlternative(String id) {
        return problem.alternatives().stream().filter(a -> a.id().equals(id)).findFirst();
    }

    public Optional<Stakeholder> findStakeholder(String name) {
        return stakeholders.stream().filter(s -> s.name().equals(name)).findFirst();
    }
}
