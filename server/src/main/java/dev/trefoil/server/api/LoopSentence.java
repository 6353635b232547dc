package dev.trefoil.server.api;

import dev.trefoil.core.verdict.Outcome;
import dev.trefoil.platform.deployment.Endpoint;
import dev.trefoil.platform.deployment.Rollout;
import dev.trefoil.platform.deployment.RolloutState;
import dev.trefoil.platform.deployment.RolloutStep;
import dev.trefoil.platform.jobs.Job;
import dev.trefoil.platform.pipeline.Says;
import dev.trefoil.platform.pipeline.Wording;
import dev.trefoil.platform.project.Charter;
import dev.trefoil.platform.project.Requirement;
import dev.trefoil.platform.project.RetrainPolicy;
import dev.trefoil.platform.verdict.Judgement;
import dev.trefoil.platform.verdict.Place;
import dev.trefoil.platform.verdict.StoredJudgement;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What is going on in a project and what comes next, in words made from the records that made the decisions.
///
/// @param job the one at work, if any
/// @param broken the trip or retraining that came last, if it failed
/// @param rollout the open one, if any
/// @param past the rollout that ended last, if any
/// @param signOff whose signatures are missing
/// @param matrix the verdicts that hold
/// @param alerts how many are open
/// @param told what the story said last
/// @param byHand what a person last did to what answers, unless something came after it
record LoopSentence(
        Optional<Job> job,
        Optional<Job> broken,
        Optional<Endpoint> endpoint,
        Optional<Rollout> rollout,
        Optional<Rollout> past,
        Optional<Charter> charter,
        SignOff signOff,
        List<StoredJudgement> matrix,
        long alerts,
        Optional<String> told,
        Optional<String> byHand) {

    String now() {
        String text = job.map(LoopSentence::working)
                .or(() -> rollout.map(this::rolling))
                .or(() -> endpoint.map(this::serving))
                .or(() -> told.filter(_ -> broken.isEmpty()).map(LoopSentence::sentence))
                .or(() -> broken.map(_ -> ""))
                .orElse("Nothing has happened yet: run ./trefoil run in the project's folder.");
        text = (text + broken.map(LoopSentence::failed).orElse("")).strip();
        if (signOff.needed()) {
            text += " Not signed: " + String.join("; ", signOff.missing()) + ".";
        }
        return alerts == 0 ? text : text + (alerts == 1 ? " 1 alert is open." : " " + alerts + " alerts are open.");
    }

    private static String failed(Job job) {
        return (job.request().kind().equals("retrain") ? " The last retraining failed: " : " The last trip failed: ")
                + stop(job.failure().orElse(""));
    }

    private static String working(Job job) {
        String what = switch (job.request().kind()) {
            case "trip" -> "A trip round the loop is under way";
            case "retrain" -> "A challenger is being made";
            default -> "The job “" + job.request().kind() + "” is at work";
        };
        String message = job.progress().message();
        return what + (message.isEmpty() ? "." : ": " + message + ".");
    }

    private String rolling(Rollout open) {
        RolloutStep step = open.current();
        String split = step.shadow()
                ? open.candidate() + " scores every request at " + open.endpoint() + " in shadow, " + open.baseline()
                        + " answers"
                : open.candidate() + " answers " + step.says() + " of the requests at " + open.endpoint() + ", "
                        + open.baseline() + " the rest";
        String waits = open.state() == RolloutState.WAITING ? "; it waits for a person" : "";
        String last = open.decisions().isEmpty()
                ? ""
                : " Decided last, at "
                        + open.plan()
                                .steps()
                                .get(Math.min(
                                        open.decisions().getLast().step(),
                                        open.plan().steps().size() - 1))
                                .says()
                        + ": " + sentence(open.decisions().getLast().says());
        return split + waits + "." + last;
    }

    private String serving(Endpoint answering) {
        String answers =
                answering.route().arms().stream().filter(arm -> arm.share() > 0).count() == 1
                        ? answering.live() + " answers every request at " + answering.name() + "."
                        : answering.name() + " is answered by "
                                + answering.route().says() + ".";
        String rolled = past.filter(ended -> ended.state() != RolloutState.DONE
                        && matrixOf(ended.candidate()).isEmpty())
                .map(ended -> " The rollout of " + ended.candidate() + " was taken back: "
                        + sentence(
                                ended.decisions().isEmpty()
                                        ? ""
                                        : ended.decisions().getLast().says()))
                .orElse("");
        return answers
                + byHand.map(says -> " " + sentence(says)).orElse(rolled)
                + latestWindow()
                        .map(judged -> " " + judged(judged, answering.live()))
                        .orElse("");
    }

    private List<StoredJudgement> matrixOf(String arm) {
        return matrix.stream()
                .filter(cell -> cell.judgement().place() == Place.LIVE)
                .filter(cell -> ("v" + cell.judgement().subject().version()).equals(arm))
                .toList();
    }

    private Optional<Judgement> latestWindow() {
        return matrix.stream()
                .map(StoredJudgement::judgement)
                .filter(judged -> judged.place() == Place.LIVE)
                .max(Comparator.comparing(judged -> judged.window().from()));
    }

    /// `In July 2013 R1 and R5 fail, R2 is inconclusive; the other 2 requirements pass.`
    private String judged(Judgement latest, String live) {
        String label = latest.window().label();
        String then = "v" + latest.subject().version();
        String in = "In " + Wording.window(label) + (then.equals(live) ? "" : ", when " + then + " answered,");
        Map<String, Outcome> outcomes = new TreeMap<>();
        for (StoredJudgement cell : matrix) {
            Judgement judged = cell.judgement();
            if (judged.place() == Place.LIVE && judged.window().label().equals(label)) {
                outcomes.merge(judged.verdict().requirement(), judged.verdict().outcome(), LoopSentence::worse);
            }
        }
        String failing = ids(outcomes, Outcome.FAIL);
        String open = ids(outcomes, Outcome.INCONCLUSIVE);
        long passing = outcomes.values().stream()
                .filter(outcome -> outcome == Outcome.PASS)
                .count();
        if (failing.isEmpty() && open.isEmpty()) {
            return in + " all " + passing + " requirements pass.";
        }
        String fails = failing.isEmpty() ? "" : failing + (failing.contains(" and ") ? " fail" : " fails");
        String opens = open.isEmpty() ? "" : open + (open.contains(" and ") ? " are" : " is") + " inconclusive";
        if (outcomes.size() - passing == 1) {
            fails = fails.isEmpty() ? "" : named(failing) + " fails";
            opens = opens.isEmpty() ? "" : named(open) + " is inconclusive";
        }
        return in + " " + fails + (fails.isEmpty() || opens.isEmpty() ? "" : ", ") + opens
                + (passing == 0
                        ? "."
                        : passing == 1
                                ? "; the other requirement passes."
                                : "; the other " + passing + " requirements pass.");
    }

    /// `R4 (Saves money)`
    private String named(String id) {
        return charter.flatMap(known -> known.design().findRequirement(id))
                .map(Requirement::says)
                .filter(says -> !says.isBlank())
                .map(says -> id + " (" + says + ")")
                .orElse(id);
    }

    static Outcome worse(Outcome one, Outcome other) {
        return one == Outcome.FAIL || other == Outcome.FAIL ? Outcome.FAIL : one == Outcome.INCONCLUSIVE ? one : other;
    }

    private static String ids(Map<String, Outcome> outcomes, Outcome wanted) {
        List<String> ids = outcomes.entrySet().stream()
                .filter(entry -> entry.getValue() == wanted)
                .map(Map.Entry::getKey)
                .toList();
        return ids.size() < 2
                ? String.join("", ids)
                : String.join(", ", ids.subList(0, ids.size() - 1)) + " and " + ids.getLast();
    }

    String next() {
        if (job.isPresent()) {
            return switch (job.get().request().kind()) {
                case "trip" ->
                    "The best candidate is judged on the rows kept apart; the gate lets it through when every"
                            + " requirement holds.";
                case "retrain" ->
                    "The challenger is compared with what serves, on rows kept apart; only if it passes does it get"
                            + " traffic.";
                default -> "Its result appears here.";
            };
        }
        Optional<String> next = rollout.map(LoopSentence::step).or(() -> endpoint.map(_ -> window()));
        if (broken.filter(one -> one.request().kind().equals("trip")).isPresent()) {
            return "Mend what it says and go round again: ./trefoil run."
                    + next.map(then -> " " + then).orElse("");
        }
        String unmet = next.isEmpty() && signOff.blocks() ? unmet() : "";
        if (signOff.needed() || !unmet.isEmpty()) {
            String opens = next.isPresent() ? "another version" : "a version";
            return "Before the gate opens to " + opens + ", " + (signOff.needed() ? signOff.asks() : "")
                    + (signOff.needed() && !unmet.isEmpty() ? ", and " : "") + unmet + "."
                    + next.map(then -> " " + then).orElse("");
        }
        return next.orElse("A version passes its gate and is released: ./trefoil run.");
    }

    /// `R1 and R2 have to pass on the hold-out rows`, where the version judged last does not pass them; else empty.
    private String unmet() {
        long newest = matrix.stream()
                .map(StoredJudgement::judgement)
                .filter(judged -> judged.place() == Place.HOLD_OUT)
                .mapToLong(judged -> judged.subject().version())
                .max()
                .orElse(0);
        Map<String, Outcome> outcomes = new TreeMap<>();
        for (StoredJudgement cell : matrix) {
            Judgement judged = cell.judgement();
            if (judged.place() == Place.HOLD_OUT
                    && judged.subject().version() == newest
                    && judged.verdict().outcome() != Outcome.PASS) {
                outcomes.put(judged.verdict().requirement(), Outcome.FAIL);
            }
        }
        return outcomes.isEmpty()
                ? ""
                : ids(outcomes, Outcome.FAIL) + (outcomes.size() == 1 ? " has" : " have")
                        + " to pass on the hold-out rows";
    }

    private static String step(Rollout open) {
        if (open.state() == RolloutState.WAITING) {
            return "A person decides: promote " + open.candidate() + ", or take it back to " + open.baseline() + ".";
        }
        int next = open.step() + 1;
        boolean last = next >= open.plan().steps().size();
        boolean alone = last || open.plan().steps().get(next).share() >= 1;
        boolean automatic =
                alone ? open.plan().automaticPromotion() : open.plan().automaticSteps();
        return (automatic ? "The judge takes the next step, " : "The judge recommends the next step, ")
                + (alone ? "100 %" : open.plan().steps().get(next).says()) + ", when "
                + Says.count(open.plan().minRows()) + " decisions of this step have their truth and " + open.candidate()
                + " is not worse than " + open.baseline() + " by more than is allowed; worse, and it "
                + (open.plan().automaticWayBack() ? "is taken back by itself." : "waits for a person.");
    }

    private String window() {
        RetrainPolicy policy =
                charter.map(known -> known.monitoring().retrain()).orElse(null);
        String which = latestWindow()
                .map(judged ->
                        "The window after " + Wording.window(judged.window().label()))
                .orElse("The first window");
        return which + " is judged when it is over and its truth is in"
                + (policy == null
                        ? "."
                        : "; when " + condition(policy.when().toString()) + ", a new version is trained to challenge "
                                + endpoint.map(Endpoint::live).orElse("what answers") + ".");
    }

    /// `R1 fails or R5 fails` for `R1 = 'fail' OR R5 = 'fail'`; what is not that simple as it is written.
    static String condition(String predicate) {
        String words = predicate
                .replaceAll("([A-Za-z_]\\w*) = 'fail'", "$1 fails")
                .replaceAll("([A-Za-z_]\\w*) = 'inconclusive'", "$1 is inconclusive")
                .replace(" OR ", " or ")
                .replace(" AND ", " and ");
        return words.matches(".*['\"()].*") ? predicate : words;
    }

    private static String sentence(String says) {
        String text = says.strip();
        return text.isEmpty() ? "" : text.substring(0, 1).toUpperCase(Locale.ROOT) + stop(text.substring(1));
    }

    private static String stop(String text) {
        return text.endsWith(".") ? text : text + ".";
    }
}
