package dev.trefoil.server.api;

import dev.trefoil.core.verdict.Verdict;
import dev.trefoil.platform.deployment.Endpoint;
import dev.trefoil.platform.deployment.Rollout;
import dev.trefoil.platform.jobs.Job;
import dev.trefoil.platform.jobs.JobState;
import dev.trefoil.platform.pipeline.Gate;
import dev.trefoil.platform.pipeline.Wording;
import dev.trefoil.platform.project.Charter;
import dev.trefoil.platform.registry.ModelVersion;
import dev.trefoil.platform.story.Station;
import dev.trefoil.platform.story.StoryLine;
import dev.trefoil.platform.verdict.Place;
import dev.trefoil.platform.verdict.StoredJudgement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Where each station stands: as its last story line says, but the charter and the registry as the records are now,
/// because signatures come and go without a line.
///
/// @param last the last line of each station that has one
/// @param job the one at work, else the trip or retraining that came last, if it failed
/// @param submitted when the charter was
/// @param newest the version registered last, if any
/// @param rollouts of the endpoint, open and over
/// @param matrix the verdicts that hold
record Stations(
        Map<Station, StoryLine> last,
        Optional<Job> job,
        Optional<Charter> charter,
        Optional<Instant> submitted,
        SignOff signOff,
        Optional<ModelVersion> newest,
        Optional<Endpoint> endpoint,
        List<Rollout> rollouts,
        List<StoredJudgement> matrix) {
    /// What a station says of itself.
    private record Standing(String state, String says, String event, Instant at) {}

    List<Map<String, Object>> view() {
        Optional<Station> atWork =
                job.filter(one -> one.state() == JobState.RUNNING).flatMap(one -> atWork(one, last.values()));
        Optional<Job> broken = job.filter(one -> one.state() == JobState.FAILED);
        Optional<Station> brokeAt = broken.flatMap(one -> atWork(one, last.values()));
        List<Map<String, Object>> stations = new ArrayList<>();
        for (Station station : Station.values()) {
            if (station == Station.SUMMARY) {
                continue;
            }
            Optional<Standing> standing =
                    brokeAt.equals(Optional.of(station)) ? broken.map(Stations::failed) : standing(station);
            Map<String, Object> view = new LinkedHashMap<>();
            view.put("station", station.word());
            view.put(
                    "state",
                    atWork.equals(Optional.of(station))
                            ? "running"
                            : standing.map(Standing::state).orElse("idle"));
            view.put("says", standing.map(Standing::says).orElse(""));
            standing.ifPresent(one -> {
                view.put("at", one.at());
                view.put("event", one.event());
            });
            stations.add(view);
        }
        return stations;
    }

    private Optional<Standing> standing(Station station) {
        Optional<Standing> told = Optional.ofNullable(last.get(station)).map(Stations::told);
        return switch (station) {
            case DESIGN -> charter.map(this::design).or(() -> told);
            case REGISTRY -> newest.flatMap(this::registry).or(() -> told);
            case DATA, DEVELOPMENT, EVALUATION, DEPLOYMENT, MONITORING, RETRAINING, SUMMARY -> told;
        };
    }

    private Standing design(Charter now) {
        Optional<Instant> told = Optional.ofNullable(last.get(Station.DESIGN)).map(StoryLine::at);
        return new Standing(
                signOff.open().isEmpty() ? "pass" : "waiting",
                new Wording(now).design(signOff.missing()),
                "charter",
                Stream.concat(submitted.stream(), told.stream())
                        .max(Comparator.naturalOrder())
                        .orElseThrow());
    }

    /// A version that was let through once stays so, wherever it is now; of one that was not, what the gate says now.
    /// Empty for one that was not judged yet.
    private Optional<Standing> registry(ModelVersion version) {
        Optional<Standing> used = endpoint.filter(answering -> answering.model().equals(version.model()))
                .flatMap(answering -> used(version, answering));
        return used.isPresent() ? used : judged(version);
    }

    private Optional<Standing> used(ModelVersion version, Endpoint answering) {
        String at = " at " + answering.name();
        if (answering.live().equals(version.armName())) {
            return Optional.of(passed(version, "serves" + at, "serves"));
        }
        List<Rollout> own = rollouts.stream()
                .filter(one -> one.candidate().equals(version.armName()))
                .toList();
        if (own.stream().anyMatch(one -> !one.state().over())) {
            return Optional.of(passed(version, "is being rolled out" + at, "released"));
        }
        return own.isEmpty()
                ? Optional.empty()
                : Optional.of(passed(
                        version, "was released before, " + answering.live() + " serves" + at + " now", "released"));
    }

    private Optional<Standing> judged(ModelVersion version) {
        List<Verdict> judged = matrix.stream()
                .map(StoredJudgement::judgement)
                .filter(one -> one.place() == Place.HOLD_OUT)
                .filter(one -> one.subject().model().equals(version.model())
                        && one.subject().version() == version.version())
                .map(one -> one.verdict())
                .toList();
        if (judged.isEmpty()) {
            return Optional.empty();
        }
        return charter.map(now -> {
            Gate gate = Gate.of(
                    now,
                    judged,
                    signOff.open().stream()
                            .map(section -> section.section().word())
                            .toList());
            String says = gate.says(version.version());
            String event = gate.open() ? "gate-open" : "gate-refused";
            return new Standing(state(event, says), says, event, version.createdAt());
        });
    }

    private static Standing passed(ModelVersion version, String does, String event) {
        return new Standing("pass", "version " + version.version() + " " + does, event, version.createdAt());
    }

    private static Standing failed(Job job) {
        Instant ended = job.times().ended();
        return new Standing(
                "fail",
                job.failure().orElse(""),
                "failed",
                ended == null ? job.times().created() : ended);
    }

    private static Standing told(StoryLine line) {
        return new Standing(state(line.event(), line.says()), line.says(), line.event(), line.at());
    }

    private static String state(String event, String says) {
        return switch (event) {
            case "gate-refused", "rolled-back", "refused", "failed", "alert" -> "fail";
            case "hold", "recommend", "recommend-back", "waits", "no-rows" -> "waiting";
            case "rollout", "step" -> "running";
            case HandMoves.EVENT -> "pass";
            case "window" -> worst(says, "waiting");
            default -> worst(says, "pass");
        };
    }

    /// @param unmarked what a line is worth that names no outcome
    private static String worst(String says, String unmarked) {
        return says.contains("✕")
                ? "fail"
                : says.contains(" ? ") ? "inconclusive" : says.contains("✓") ? "pass" : unmarked;
    }

    /// Where the job is: a trip goes from station to station and tells a line when it is done with one.
    private static Optional<Station> atWork(Job job, Collection<StoryLine> told) {
        @Nullable Instant started = job.times().started();
        return switch (job.request().kind()) {
            case "retrain" -> Optional.of(Station.RETRAINING);
            case "register" -> Optional.of(Station.EVALUATION);
            case "trip" ->
                told.stream()
                        .filter(line -> started != null && !line.at().isBefore(started))
                        .max(Comparator.comparingLong(StoryLine::number))
                        .map(Stations::after)
                        .or(() -> Optional.of(Station.DESIGN));
            default -> Optional.empty();
        };
    }

    private static Station after(StoryLine line) {
        return switch (line.station()) {
            case DESIGN -> Station.DATA;
            case DATA -> line.event().equals("prepared") ? Station.DEVELOPMENT : Station.DATA;
            case DEVELOPMENT -> line.event().equals("search") ? Station.EVALUATION : Station.DEVELOPMENT;
            case EVALUATION -> line.event().equals("evaluated") ? Station.REGISTRY : Station.EVALUATION;
            case REGISTRY, DEPLOYMENT, SUMMARY -> Station.DEPLOYMENT;
            case MONITORING, RETRAINING -> line.station();
        };
    }
}
