package dev.trefoil.platform.monitoring;

import dev.trefoil.core.metric.Costs;
import dev.trefoil.core.sequential.Arm;
import dev.trefoil.core.sequential.AsymptoticSequence;
import dev.trefoil.core.sequential.SequentialResult;
import dev.trefoil.core.sequential.ShareTest;
import dev.trefoil.core.signature.Task;
import dev.trefoil.core.verdict.Bound;
import dev.trefoil.core.verdict.Estimate;
import dev.trefoil.core.verdict.Outcome;
import dev.trefoil.platform.deployment.Rollout;
import dev.trefoil.platform.prediction.ServedRows;
import dev.trefoil.platform.project.Charter;
import dev.trefoil.platform.project.ErrorCosts;
import dev.trefoil.training.sample.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Compares the arms of a rollout on the rows that both scored, by tests that hold however often one looks.
///
/// Guardrails are paired and ask for non-inferiority: the candidate's loss per decision may exceed the
/// baseline's by the margin, not more. Decisions cost what the charter says errors cost, else 1 each; numbers
/// cost their absolute error. The share of traffic each arm answered is checked against the plan.
final class RolloutJudge {
    /// How much worse than the baseline's own loss is still acceptable.
    static final double MARGIN = 0.05;
    private static final double ALPHA = 0.05;
    private static final double SHARE_ALPHA = 0.001;
    private static final Costs EQUAL = new Costs(1, 1);

    private final Rollout rollout;
    private final Target target;
    private final Map<String, Double> thresholds;
    private final Charter charter;

    /// @param thresholds of the arms that are versions
    RolloutJudge(Rollout rollout, Target target, Map<String, Double> thresholds, Charter charter) {
        this.rollout = rollout;
        this.target = target;
        this.thresholds = thresholds;
        this.charter = charter;
    }

    /// What the judge says of the current step.
    ///
    /// @param outcome `pass`, `fail` or `inconclusive`
    record Finding(String outcome, long rows, List<Rollout.Guardrail> guardrails) {
        Finding {
            guardrails = List.copyOf(guardrails);
        }
    }

    /// @param ruleActs 1 where the rule that is an arm acts; empty when both arms are versions
    Finding judge(ServedRows rows, Map<String, double[]> ruleActs) {
        double[] truth = target.truth(Labels.spelled(LiveRows.of(rows, charter), target));
        Arm differences = new Arm();
        Arm baseline = new Arm();
        long answeredByCandidate = 0;
        for (int r = 0; r < rows.size(); r++) {
            answeredByCandidate += rows.answeredBy().get(r).equals(rollout.candidate()) ? 1 : 0;
            if (Double.isNaN(truth[r])) {
                continue;
            }
            double theirs = loss(rows, rollout.baseline(), r, truth[r], ruleActs);
            double mine = loss(rows, rollout.candidate(), r, truth[r], ruleActs);
            if (!Double.isNaN(theirs) && !Double.isNaN(mine)) {
                baseline.add(theirs);
                differences.add(theirs - mine);
            }
        }
        List<Rollout.Guardrail> guardrails = new ArrayList<>();
        double margin = MARGIN * Math.max(1e-9, baseline.n() == 0 ? 0 : baseline.mean());
        guardrails.add(guardrail(differences, margin));
        double planned = rollout.current().share();
        if (!rollout.current().shadow() && rows.size() > 0 && planned > 0 && planned < 1) {
            guardrails.add(share(answeredByCandidate, rows.size()));
        }
        return new Finding(worst(guardrails), differences.n(), guardrails);
    }

    private Rollout.Guardrail guardrail(Arm differences, double margin) {
        SequentialResult result =
                new AsymptoticSequence(Math.max(500, rollout.plan().minRows()), ALPHA).judge(differences, -margin);
        Estimate effect = result.effect();
        Outcome outcome = new Bound(Bound.Side.AT_LEAST, -margin).judge(effect);
        return new Rollout.Guardrail(
                charter.design().costs() == null ? "error" : "cost",
                1_000 * effect.value(),
                1_000 * effect.low(),
                1_000 * effect.high(),
                1_000 * margin,
                differences.n(),
                "per-1000/paired/" + effect.method(),
                outcome.word());
    }

    private Rollout.Guardrail share(long candidate, long all) {
        double planned = rollout.current().share();
        SequentialResult split = new ShareTest(planned, SHARE_ALPHA).judge(candidate, all - candidate);
        Estimate share = split.effect();
        return new Rollout.Guardrail(
                "sample-ratio",
                share.value() - planned,
                share.low() - planned,
                share.high() - planned,
                0,
                all,
                share.method() + "/p=" + split.p(),
                split.p() < SHARE_ALPHA ? "fail" : "pass");
    }

    private static String worst(List<Rollout.Guardrail> guardrails) {
        if (guardrails.stream().anyMatch(g -> g.outcome().equals("fail"))) {
            return "fail";
        }
        return guardrails.stream().allMatch(g -> g.outcome().equals("pass")) ? "pass" : "inconclusive";
    }

    /// What this arm's answer to one row cost; NaN where it has none.
    private double loss(ServedRows rows, String arm, int row, double truth, Map<String, double[]> ruleActs) {
        int width = target.width();
        double[] scores = rows.scores(arm).orElse(null);
        if (scores == null || Double.isNaN(scores[row * width]) && !ruleActs.containsKey(arm)) {
            return Double.NaN;
        }
        if (target.task() == Task.REGRESSION) {
            return Math.abs(scores[row] - truth);
        }
        if (target.task() == Task.MULTICLASS) {
            int best = 0;
            for (int k = 1; k < width; k++) {
                best = scores[row * width + k] > scores[row * width + best] ? k : best;
            }
            return best == (int) truth ? 0 : 1;
        }
        double[] acts = ruleActs.get(arm);
        boolean act = acts == null ? scores[row] >= thresholds.getOrDefault(arm, 0.5) : acts[row] == 1;
        ErrorCosts costs = charter.design().costs();
        Costs each = costs == null ? null : costs.costs();
        return (each == null ? EQUAL : each).of(act, truth == 1);
    }
}
