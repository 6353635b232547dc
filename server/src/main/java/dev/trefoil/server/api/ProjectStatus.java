package dev.trefoil.server.api;

import dev.trefoil.core.verdict.Estimate;
import dev.trefoil.core.verdict.Outcome;
import dev.trefoil.core.verdict.Verdict;
import dev.trefoil.platform.deployment.Endpoint;
import dev.trefoil.platform.deployment.Endpoints;
import dev.trefoil.platform.deployment.Rollout;
import dev.trefoil.platform.deployment.Rollouts;
import dev.trefoil.platform.jobs.Job;
import dev.trefoil.platform.jobs.JobFilter;
import dev.trefoil.platform.jobs.Jobs;
import dev.trefoil.platform.monitoring.Alert;
import dev.trefoil.platform.monitoring.Alerts;
import dev.trefoil.platform.project.Charter;
import dev.trefoil.platform.project.CharterVersion;
import dev.trefoil.platform.project.Charters;
import dev.trefoil.platform.project.Mode;
import dev.trefoil.platform.project.Requirement;
import dev.trefoil.platform.project.Signatures;
import dev.trefoil.platform.registry.ModelRegistry;
import dev.trefoil.platform.story.Station;
import dev.trefoil.platform.story.Story;
import dev.trefoil.platform.story.StoryLine;
import dev.trefoil.platform.verdict.JudgedSubject;
import dev.trefoil.platform.verdict.Judgement;
import dev.trefoil.platform.verdict.Place;
import dev.trefoil.platform.verdict.StoredJudgement;
import dev.trefoil.platform.verdict.VerdictFilter;
import dev.trefoil.platform.verdict.Verdicts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Where a project stands, put together from what the features remember.
public final class ProjectStatus {
    private final Charters charters;
    private final Signatures signatures;
    private final ModelRegistry registry;
    private final Endpoints endpoints;
    private final Rollouts rollouts;
    private final Verdicts verdicts;
    private final Story story;
    private final Jobs jobs;
    private final Alerts alerts;

    public ProjectStatus(
            Charters charters,
            Signatures signatures,
            ModelRegistry registry,
            Endpoints endpoints,
            Rollouts rollouts,
            Verdicts verdicts,
            Story story,
            Jobs jobs,
            Alerts alerts) {
        this.charters = charters;
        this.signatures = signatures;
        this.registry = registry;
        this.endpoints = endpoints;
        this.rollouts = rollouts;
        this.verdicts = verdicts;
        this.story = story;
        this.jobs = jobs;
        this.alerts = alerts;
    }

    /// The name of a project's endpoint.
    String endpoint(String project) {
        return charters.current(project)
                .map(version -> charters.read(version).deployment().endpoint())
                .orElse(project);
    }

    /// One row of the list of projects.
    Map<String, Object> brief(String project) {
        Map<String, Object> full = view(project, false);
        Map<String, Object> brief = new LinkedHashMap<>();
        for (String key : List.of("project", "now", "next", "stations", "requirements", "owner")) {
            brief.put(key, full.getOrDefault(key, ""));
        }
        return brief;
    }

    Map<String, Object> full(String project) {
        return view(project, true);
    }

    /// @param cells whether every verdict of a requirement is told, or only the latest
    private Map<String, Object> view(String project, boolean cells) {
        Map<Station, StoryLine> last = new EnumMap<>(Station.class);
        long from = Math.max(0, story.last(project) - 2_000);
        for (StoryLine line : story.after(project, from, 2_000)) {
            boolean verdict = line.event().equals("verdict");
            if (!verdict || !last.containsKey(line.station())) {
                last.put(line.station(), line);
            }
        }
        List<StoredJudgement> matrix = verdicts.matrix(VerdictFilter.project(project));
        Optional<CharterVersion> current = charters.current(project);
        Optional<Charter> charter = current.map(charters::read);
        SignOff signOff = charter.map(now -> signOff(project, now)).orElse(SignOff.COMPLETE);
        Optional<Endpoint> endpoint =
                endpoints.find(charter.map(now -> now.deployment().endpoint()).orElse(project));
        List<Job> latest =
                jobs.list(new JobFilter(project, "", null, null), "", 20).items();
        Optional<Job> job = latest.stream().filter(j -> !j.state().ended()).findFirst();
        Optional<Job> broken = job.isPresent() ? Optional.empty() : broken(latest);
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("project", project);
        view.put(
                "mode",
                charter.map(c -> c.design().mode().name().toLowerCase(Locale.ROOT))
                        .orElse(""));
        view.put("owner", charter.map(ProjectStatus::owner).orElse(""));
        long openAlerts = alerts.list(project).stream()
                .filter(alert -> alert.state() == Alert.State.OPEN)
                .count();
        List<Rollout> all = endpoint.map(e -> rollouts.list(e.name())).orElse(List.of());
        LoopSentence sentence = sentence(job, broken, endpoint, all, charter, signOff, matrix, openAlerts, last);
        view.put("now", sentence.now());
        view.put("next", sentence.next());
        view.put("facts", facts(project, matrix, openAlerts));
        view.put(
                "stations",
                new Stations(
                                last,
                                job.or(() -> broken),
                                charter,
                                current.map(CharterVersion::submittedAt),
                                signOff,
                                registry.versions(project).stream().findFirst(),
                                endpoint,
                                all,
                                matrix)
                        .view());
        view.put(
                "requirements", charter.map(c -> requirements(c, matrix, cells)).orElse(List.of()));
        endpoint.ifPresent(e -> {
            view.put("endpoint", e.name());
            view.put("live", e.live());
            view.put("route", e.route().says());
            rollouts.open(e.name()).ifPresent(open -> view.put("rollout", open));
        });
        job.ifPresent(j -> view.put("job", JobRoutes.view(j)));
        return view;
    }

    private static String owner(Charter charter) {
        return charter.design().stakeholders().isEmpty()
                ? ""
                : charter.design().stakeholders().getFirst().name();
    }

    private SignOff signOff(String project, Charter charter) {
        return new SignOff(signatures.voidSections(project), charter.design().mode() == Mode.PRODUCTION);
    }

    /// The trip or retraining that came last, if it failed.
    private static Optional<Job> broken(List<Job> latest) {
        return latest.stream()
                .filter(job -> List.of("trip", "retrain").contains(job.request().kind()))
                .findFirst()
                .filter(job -> job.failure().isPresent());
    }

    private LoopSentence sentence(
            Optional<Job> job,
            Optional<Job> broken,
            Optional<Endpoint> endpoint,
            List<Rollout> all,
            Optional<Charter> charter,
            SignOff signOff,
            List<StoredJudgement> matrix,
            long open,
            Map<Station, StoryLine> last) {
        return new LoopSentence(
                job,
                broken,
                endpoint,
                all.stream().filter(r -> !r.state().over()).findFirst(),
                all.stream().filter(r -> r.state().over()).findFirst(),
                charter,
                signOff,
                matrix,
                open,
                last.values().stream()
                        .max(Comparator.comparingLong(StoryLine::number))
                        .map(StoryLine::says),
                Optional.ofNullable(last.get(Station.DEPLOYMENT))
                        .filter(line -> line.event().equals(HandMoves.EVENT))
                        .map(StoryLine::says));
    }

    /// Figures about the loop as a whole, each with the words that say what it counts.
    private List<Map<String, Object>> facts(String project, List<StoredJudgement> matrix, long open) {
        List<Map<String, Object>> facts = new ArrayList<>();
        List<Job> trips = jobs.list(new JobFilter(project, "", null, null), "", 500).items().stream()
                .filter(j -> List.of("trip", "retrain").contains(j.request().kind()))
                .toList();
        if (!trips.isEmpty()) {
            facts.add(Map.of(
                    "value",
                    trips.size() + (trips.size() == 1 ? " trip" : " trips"),
                    "says",
                    "round the loop, the first begun",
                    "at",
                    trips.getLast().times().created()));
        }
        if (!matrix.isEmpty()) {
            Collection<Outcome> cells = outcomes(matrix);
            long passes = count(cells, Outcome.PASS);
            long fails = count(cells, Outcome.FAIL);
            long opens = count(cells, Outcome.INCONCLUSIVE);
            String rest = (fails == 0 ? "" : ", " + fails + (fails == 1 ? " fails" : " fail"))
                    + (opens == 0 ? "" : ", " + opens + (opens == 1 ? " is" : " are") + " inconclusive");
            facts.add(Map.of("value", passes + " of " + cells.size(), "says", "verdicts pass" + rest));
        }
        if (open > 0) {
            facts.add(Map.of("value", Long.toString(open), "says", open == 1 ? "alert is open" : "alerts are open"));
        }
        return facts;
    }

    private static long count(Collection<Outcome> cells, Outcome wanted) {
        return cells.stream().filter(outcome -> outcome == wanted).count();
    }

    /// One for each cell of the matrix: of several groups the worst.
    private static Collection<Outcome> outcomes(List<StoredJudgement> matrix) {
        Map<List<Object>, Outcome> outcomes = new HashMap<>();
        for (StoredJudgement stored : matrix) {
            Judgement judged = stored.judgement();
            JudgedSubject subject = judged.subject();
            outcomes.merge(
                    List.of(
                            judged.verdict().requirement(),
                            judged.place(),
                            judged.window().label(),
                            subject.version(),
                            subject.rollout(),
                            subject.arm()),
                    judged.verdict().outcome(),
                    LoopSentence::worse);
        }
        return outcomes.values();
    }

    private static List<Map<String, Object>> requirements(
            Charter charter, List<StoredJudgement> matrix, boolean cells) {
        List<Map<String, Object>> views = new ArrayList<>();
        for (Requirement requirement : charter.design().requirements()) {
            Map<String, Object> view = RequirementView.of(requirement, charter);
            List<StoredJudgement> own = matrix.stream()
                    .filter(cell -> cell.judgement().verdict().requirement().equals(requirement.id()))
                    .toList();
            own.stream()
                    .max(Comparator.comparingLong(StoredJudgement::number))
                    .ifPresent(cell -> view.put("latest", cell(cell)));
            if (cells) {
                view.put("cells", own.stream().map(ProjectStatus::cell).toList());
            }
            views.add(view);
        }
        return views;
    }

    /// What the project asks for, with the units of the numbers; empty before the first charter.
    List<Map<String, Object>> requirements(String project) {
        return charters.current(project)
                .map(version -> RequirementView.all(charters.read(version)))
                .orElse(List.of());
    }

    /// Every cell of the matrix.
    /// The cells, and how many earlier live windows were left out.
    ///
    /// @param windows the live windows wanted, the newest; of hold-out and rollout there is everything
    Map<String, Object> verdicts(String project, int windows) {
        List<StoredJudgement> all = verdicts.matrix(VerdictFilter.project(project));
        List<Instant> starts = all.stream()
                .filter(ProjectStatus::live)
                .map(stored -> stored.judgement().window().from())
                .distinct()
                .sorted(Comparator.reverseOrder())
                .toList();
        Set<Instant> shown = new HashSet<>(starts.subList(0, Math.min(windows, starts.size())));
        return Map.of(
                "cells",
                all.stream()
                        .filter(stored -> !live(stored)
                                || shown.contains(stored.judgement().window().from()))
                        .map(ProjectStatus::cell)
                        .toList(),
                "earlier",
                starts.size() - shown.size());
    }

    private static boolean live(StoredJudgement stored) {
        return stored.judgement().place() == Place.LIVE;
    }

    private static Map<String, Object> cell(StoredJudgement stored) {
        Verdict verdict = stored.judgement().verdict();
        Estimate estimate = verdict.estimate();
        Map<String, Object> cell = new LinkedHashMap<>();
        cell.put("number", stored.number());
        cell.put("at", stored.at());
        cell.put("requirement", verdict.requirement());
        cell.put("group", verdict.group());
        cell.put("where", stored.judgement().place().word());
        cell.put("window", stored.judgement().window().label());
        cell.put("from", stored.judgement().window().from());
        cell.put("until", stored.judgement().window().until());
        cell.put("model", stored.judgement().subject().model());
        cell.put("version", stored.judgement().subject().version());
        cell.put("run", stored.judgement().subject().run());
        cell.put("inputs", stored.judgement().inputs());
        cell.put("rollout", stored.judgement().subject().rollout());
        cell.put("arm", stored.judgement().subject().arm());
        cell.put("charter", stored.judgement().subject().charter());
        cell.put("outcome", verdict.outcome().word());
        cell.put("pass", verdict.outcome() == Outcome.PASS);
        cell.put("value", estimate.value());
        cell.put("low", estimate.low());
        cell.put("high", estimate.high());
        cell.put("n", estimate.n());
        cell.put("clusters", estimate.clusters());
        cell.put("method", estimate.method());
        cell.put("confidence", estimate.confidence());
        cell.put("bound", verdict.bound().value());
        cell.put("side", verdict.bound().side().name().toLowerCase(Locale.ROOT));
        cell.put("reason", verdict.reason());
        return cell;
    }
}
