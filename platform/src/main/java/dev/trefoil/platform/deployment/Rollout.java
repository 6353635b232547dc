package dev.trefoil.platform.deployment;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// The way of one candidate to all of an endpoint's traffic, as a value.
///
/// @param candidate arm that shall take over
/// @param baseline arm it is compared with, and that stays when it fails
/// @param step index of the current step
/// @param stepReceived wall clock since which predictions count for the current step
/// @param decisions what was decided, oldest first
public record Rollout(
        String id,
        String endpoint,
        String project,
        String candidate,
        String baseline,
        Plan plan,
        RolloutState state,
        int step,
        Instant stepReceived,
        List<Decision> decisions,
        Instant createdAt) {
    /// How the steps are taken.
    ///
    /// @param automation degree `L0` to `L5`
    /// @param minRows rows with truth a step needs before it is judged
    /// @param maxRows rows with truth after which a step that is still inconclusive waits for a person
    public record Plan(String strategy, String automation, List<RolloutStep> steps, long minRows, long maxRows) {
        /// Whether the judge takes the candidate back by itself.
        public boolean automaticWayBack() {
            return automation.compareTo("L2") >= 0;
        }

        /// Whether the judge takes steps by itself.
        public boolean automaticSteps() {
            return automation.compareTo("L3") >= 0;
        }

        /// Whether the judge takes the last step, to all traffic, by itself.
        public boolean automaticPromotion() {
            return automation.compareTo("L4") >= 0;
        }
    }

    /// @param at wall clock
    /// @param action `step`, `hold`, `promote`, `roll back`, `abort`
    /// @param step index of the step it was made at
    /// @param rows rows with truth it rests on
    /// @param says reason in a sentence
    /// @param who judge or person
    /// @param guardrails verdict JSON of each guardrail
    public record Decision(
            Instant at, String action, int step, long rows, String says, String who, List<Guardrail> guardrails) {}

    /// One comparison of the arms.
    ///
    /// @param value candidate minus baseline; positive is better
    /// @param margin how much worse is still acceptable
    public record Guardrail(
            String id, double value, double low, double high, double margin, long n, String method, String outcome) {}

    public Rollout {
        decisions = List.copyOf(decisions);
    }

    /// The step the rollout is at.
    public RolloutStep current() {
        return plan.steps().get(Math.min(step, plan.steps().size() - 1));
    }

    /// This rollout after one more decision.
    Rollout decided(RolloutState next, int nextStep, Instant received, Decision decision) {
        List<Decision> more = new ArrayList<>(decisions);
        more.add(decision);
        return new Rollout(id, endpoint, project, candidate, baseline, plan, next, nextStep, received, more, createdAt);
    }
}
