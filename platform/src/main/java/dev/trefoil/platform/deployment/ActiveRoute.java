package dev.trefoil.platform.deployment;

import java.util.List;
import java.util.stream.Collectors;

/// What answers at an endpoint.
///
/// @param arms shares that sum to one; the first is what stays when a rollout is taken back
/// @param shadow whether every arm scores every row beside the one that answers
/// @param charter digest of the charter whose rules, features and costs apply
/// @param salt changes which keys meet which arm
public record ActiveRoute(List<ArmShare> arms, boolean shadow, String charter, String salt) {
    public ActiveRoute {
        arms = List.copyOf(arms);
        if (Math.abs(arms.stream().mapToDouble(ArmShare::share).sum() - 1) > 1e-9) {
            throw new IllegalArgumentException("the shares do not sum to 1: " + arms);
        }
    }

    /// One arm that answers everything.
    public static ActiveRoute only(String arm, String charter) {
        return new ActiveRoute(List.of(new ArmShare(arm, 1)), false, charter, "");
    }

    /// `v1 95 %, v2 5 %`.
    public String says() {
        return arms.stream()
                .map(arm -> arm.arm() + " " + Math.round(1000 * arm.share()) / 10.0 + " %")
                .map(text -> text.replace(".0 %", " %"))
                .collect(Collectors.joining(", "));
    }

    /// Share of this arm, 0 when it does not answer.
    public double share(String arm) {
        return arms.stream()
                .filter(a -> a.arm().equals(arm))
                .mapToDouble(ArmShare::share)
                .sum();
    }
}
