package dev.trefoil.platform.project;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// How a version comes into use.
///
/// @param steps in order; the last one takes all traffic
/// @param minRows rows per arm before a step is judged; null: as the judge needs
public record RolloutSpec(
        Strategy strategy,
        Automation automation,
        List<Step> steps,
        @Nullable Integer minRows) {
    public RolloutSpec {
        steps = List.copyOf(steps);
    }

    /// The kind of rollout.
    public enum Strategy {
        CANARY,
        SHADOW,
        BLUE_GREEN
    }

    /// Who acts.
    public enum Automation {
        /// Every step by hand.
        L0,
        /// The judge recommends, a person acts.
        L1,
        /// Steps by hand, the way back automatic.
        L2,
        /// Steps automatic, the last promotion by hand.
        L3,
        /// Steps, promotion and way back automatic.
        L4,
        /// L4, and a retraining policy may start a release by itself.
        L5
    }

    /// One step.
    public sealed interface Step {
        /// The new version answers nobody, and is compared.
        record Shadow() implements Step {}

        /// The new version answers this share of the traffic.
        record Share(double share) implements Step {}
    }
}
