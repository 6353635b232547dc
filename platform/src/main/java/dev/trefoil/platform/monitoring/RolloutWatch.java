package dev.trefoil.platform.monitoring;

import dev.trefoil.core.digest.Digest;
import dev.trefoil.core.digest.DigestBuilder;
import dev.trefoil.core.signature.Signature;
import dev.trefoil.core.verdict.Verdict;
import dev.trefoil.inference.ModelPackage;
import dev.trefoil.platform.PlatformException;
import dev.trefoil.platform.access.Principal;
import dev.trefoil.platform.deployment.ArmShare;
import dev.trefoil.platform.deployment.Endpoint;
import dev.trefoil.platform.deployment.Rollout;
import dev.trefoil.platform.deployment.RolloutState;
import dev.trefoil.platform.deployment.Rollouts;
import dev.trefoil.platform.pipeline.Requests;
import dev.trefoil.platform.pipeline.Says;
import dev.trefoil.platform.pipeline.Wording;
import dev.trefoil.platform.prediction.ServedRows;
import dev.trefoil.platform.project.Charter;
import dev.trefoil.platform.registry.ModelVersion;
import dev.trefoil.platform.story.Station;
import dev.trefoil.platform.verdict.JudgedSubject;
import dev.trefoil.platform.verdict.Judgement;
import dev.trefoil.platform.verdict.Place;
import dev.trefoil.platform.verdict.Window;
import dev.trefoil.training.baseline.Rule;
import dev.trefoil.training.sample.Target;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

/// Moves the open rollout of an endpoint as far as the evidence and its degree of automation allow.
final class RolloutWatch {
    private static final Logger LOG = System.getLogger(RolloutWatch.class.getName());
    private static final Principal JUDGE = Principal.system("rollout-judge");

    private final Desk desk;
    private final InstantSource clock;

    RolloutWatch(Desk desk, InstantSource clock) {
        this.desk = desk;
        this.clock = clock;
    }

    /// A rollout and the revision of its endpoint when the judge looked.
    private record Seen(Rollout rollout, long revision) {}

    void look(Endpoint endpoint, Charter charter) {
        // Before the rollout, so that whoever changes it after this line is noticed.
        long revision = desk.endpoints().require(endpoint.name()).revision();
        Rollout rollout = desk.rollouts().open(endpoint.name()).orElse(null);
        if (rollout == null || rollout.state() != RolloutState.RUNNING) {
            return;
        }
        ServedRows rows = desk.predictions()
                .received(
                        endpoint.name(), rollout.stepReceived(), clock.instant().plus(Duration.ofSeconds(1)));
        if (rows.matured() == 0) {
            return;
        }
        ModelVersion version = desk.registry().require(endpoint.model(), ArmShare.version(rollout.candidate()));
        try (ModelPackage model = desk.packages().read(version)) {
            Signature signature = model.signature();
            Target target = new Target(charter.data().label().name(), signature.task(), signature.classes());
            RolloutJudge judge = new RolloutJudge(rollout, target, thresholds(endpoint, rollout), charter);
            RolloutJudge.Finding finding = judge.judge(rows, ruleActs(charter, rows, rollout, target));
            decide(new Seen(rollout, revision), charter, version, model, rows, finding);
        } catch (PlatformException e) {
            if (e.kind() != PlatformException.Kind.CONFLICT) {
                throw e;
            }
            LOG.log(Level.INFO, "the rollout judge leaves it at that: {0}", e.getMessage());
        }
    }

    private Map<String, Double> thresholds(Endpoint endpoint, Rollout rollout) {
        Map<String, Double> thresholds = new HashMap<>();
        for (String arm : List.of(rollout.candidate(), rollout.baseline())) {
            long number = ArmShare.version(arm);
            if (number > 0) {
                Double threshold = desk.registry()
                        .require(endpoint.model(), number)
                        .provenance()
                        .threshold();
                thresholds.put(arm, threshold == null ? 0.5 : threshold);
            }
        }
        return thresholds;
    }

    private static Map<String, double[]> ruleActs(Charter charter, ServedRows rows, Rollout rollout, Target target) {
        Map<String, double[]> acts = new HashMap<>();
        for (Rule rule : Requests.rules(charter, rows.rows().schema())) {
            if (rule.id().equals(rollout.baseline()) || rule.id().equals(rollout.candidate())) {
                BitSet decided = rule.answer(rows.rows(), rows.rows(), target).decisions();
                if (decided != null) {
                    double[] flags = new double[rows.size()];
                    decided.stream().filter(r -> r < flags.length).forEach(r -> flags[r] = 1);
                    acts.put(rule.id(), flags);
                }
            }
        }
        return acts;
    }

    /// A move of the judge, unless somebody moved while it judged.
    private Rollout move(Seen seen, Supplier<Rollout> move) {
        return desk.endpoints().ifStill(seen.rollout().endpoint(), seen.revision(), move);
    }

    private void decide(
            Seen seen,
            Charter charter,
            ModelVersion version,
            ModelPackage model,
            ServedRows rows,
            RolloutJudge.Finding finding) {
        Rollout rollout = seen.rollout();
        boolean enough = finding.rows() >= rollout.plan().minRows();
        String step = rollout.current().says();
        Rollouts.Reason reason =
                new Rollouts.Reason(finding.rows(), says(finding, rollout, charter), finding.guardrails());
        switch (finding.outcome()) {
            case "fail" -> {
                judged(rollout, charter, version, model, rows);
                if (rollout.plan().automaticWayBack()) {
                    move(seen, () -> desk.rollouts().back(JUDGE, rollout.id(), true, reason));
                    tell(
                            rollout,
                            "rolled-back",
                            step + ": taken back to " + rollout.baseline() + ". " + reason.says(),
                            finding);
                } else {
                    move(seen, () -> desk.rollouts().hold(JUDGE, rollout.id(), reason));
                    tell(
                            rollout,
                            "recommend-back",
                            step + ": the judge recommends the way back. " + reason.says(),
                            finding);
                }
            }
            case "pass" -> {
                if (enough) {
                    judged(rollout, charter, version, model, rows);
                    forward(seen, reason, finding, step);
                }
            }
            default -> {
                if (finding.rows() >= rollout.plan().maxRows()) {
                    judged(rollout, charter, version, model, rows);
                    move(seen, () -> desk.rollouts().hold(JUDGE, rollout.id(), reason));
                    tell(rollout, "hold", step + ": still inconclusive, a person decides. " + reason.says(), finding);
                }
            }
        }
    }

    private void forward(Seen seen, Rollouts.Reason reason, RolloutJudge.Finding finding, String step) {
        Rollout rollout = seen.rollout();
        int next = rollout.step() + 1;
        boolean last = next >= rollout.plan().steps().size()
                || rollout.plan().steps().get(next).share() >= 1;
        boolean automatic =
                last ? rollout.plan().automaticPromotion() : rollout.plan().automaticSteps();
        if (!automatic) {
            move(seen, () -> desk.rollouts().hold(JUDGE, rollout.id(), reason));
            tell(rollout, "recommend", step + " passes; the judge recommends the next step. " + reason.says(), finding);
            return;
        }
        Rollout moved = move(seen, () -> desk.rollouts().advance(JUDGE, rollout.id(), reason));
        String event = moved.state() == RolloutState.DONE ? "live" : "step";
        String says = moved.state() == RolloutState.DONE
                ? step + " passes: " + rollout.candidate() + " answers everything, " + rollout.baseline()
                        + " is kept for the way back. " + reason.says()
                : step + " passes, next " + moved.current().says() + ". " + reason.says();
        tell(rollout, event, says, finding);
    }

    /// `1,001 decisions compared with v1: cost per 1,000 better by 2,877 € (795 – 4,960); up to 576 € worse is
    /// allowed.`
    private static String says(RolloutJudge.Finding finding, Rollout rollout, Charter charter) {
        String money = new Wording(charter).currency();
        StringBuilder says = new StringBuilder(Says.count(finding.rows()))
                .append(" decisions compared with ")
                .append(rollout.baseline());
        for (Rollout.Guardrail guardrail : finding.guardrails()) {
            if (!guardrail.id().equals("sample-ratio")) {
                boolean worse = guardrail.value() < 0;
                String unit = guardrail.id().equals("cost") && !money.isEmpty() ? " " + money : "";
                says.append(": ")
                        .append(guardrail.id())
                        .append(" per 1,000 ")
                        .append(worse ? "worse" : "better")
                        .append(" by ")
                        .append(Says.number(Math.abs(guardrail.value())))
                        .append(unit)
                        .append(" (")
                        .append(
                                worse
                                        ? Says.interval(-guardrail.high(), -guardrail.low())
                                        : Says.interval(guardrail.low(), guardrail.high()))
                        .append("); up to ")
                        .append(Says.number(guardrail.margin()))
                        .append(unit)
                        .append(" worse is allowed");
            } else if (guardrail.outcome().equals("fail")) {
                says.append("; the split of the traffic is not as planned");
            }
        }
        return says.append('.').toString();
    }

    private void tell(Rollout rollout, String event, String says, RolloutJudge.Finding finding) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("rollout", rollout.id());
        values.put("endpoint", rollout.endpoint());
        values.put("candidate", rollout.candidate());
        values.put("baseline", rollout.baseline());
        values.put("step", rollout.step());
        values.put("share", rollout.current().share());
        values.put("outcome", finding.outcome());
        values.put("n", finding.rows());
        values.put("guardrails", finding.guardrails().size());
        if (!finding.guardrails().isEmpty()) {
            Rollout.Guardrail first = finding.guardrails().getFirst();
            values.put("guardrail", first.id());
            values.put("value", first.value());
            values.put("low", first.low());
            values.put("high", first.high());
            values.put("margin", first.margin());
            values.put("method", first.method());
        }
        desk.story().tell(rollout.project(), Station.DEPLOYMENT, event, says, values);
    }

    /// The requirements on the rows of this step, kept beside the guardrails that decide.
    private void judged(Rollout rollout, Charter charter, ModelVersion version, ModelPackage model, ServedRows rows) {
        Double threshold = version.provenance().threshold();
        List<Verdict> verdicts = new WindowJudge(charter, model, threshold == null ? 0.5 : threshold)
                .judge(rows, rollout.candidate())
                .verdicts();
        Instant from = dev.trefoil.platform.db.Micros.instant(rows.eventMicros()[0]);
        Instant until = dev.trefoil.platform.db.Micros.instant(rows.eventMicros()[rows.size() - 1] + 1);
        Window window = new Window(from, until, rollout.current().says());
        Digest inputs = new DigestBuilder()
                .add(rollout.id())
                .add(rollout.step())
                .add(rows.size())
                .build();
        JudgedSubject subject = new JudgedSubject(
                rollout.project(),
                version.model(),
                version.version(),
                "",
                rollout.id(),
                rollout.candidate(),
                charter.version().hex());
        desk.database().run(tx -> {
            for (Verdict verdict : verdicts) {
                desk.verdicts().append(tx, new Judgement(subject, Place.ROLLOUT, window, verdict, inputs));
            }
        });
        for (Verdict verdict : Objects.requireNonNull(verdicts)) {
            desk.story()
                    .tell(
                            rollout.project(),
                            Station.DEPLOYMENT,
                            "verdict",
                            rollout.current().says() + ": " + new Wording(charter).verdict(verdict),
                            Says.values(verdict, Place.ROLLOUT.word(), window.label()));
        }
    }
}
