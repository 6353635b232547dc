package dev.trefoil.platform.monitoring;

import dev.trefoil.core.column.ColumnBatch;
import dev.trefoil.core.column.IntegerColumn;
import dev.trefoil.core.column.NumberColumn;
import dev.trefoil.core.column.Schema;
import dev.trefoil.core.column.StringColumn;
import dev.trefoil.core.digest.Digest;
import dev.trefoil.core.digest.DigestBuilder;
import dev.trefoil.core.drift.DriftFinding;
import dev.trefoil.core.metric.Metric;
import dev.trefoil.core.predicate.PredicateResolver;
import dev.trefoil.core.verdict.Outcome;
import dev.trefoil.core.verdict.Verdict;
import dev.trefoil.inference.ModelPackage;
import dev.trefoil.platform.deployment.ArmShare;
import dev.trefoil.platform.deployment.Endpoint;
import dev.trefoil.platform.jobs.JobRequest;
import dev.trefoil.platform.pipeline.Says;
import dev.trefoil.platform.pipeline.Wording;
import dev.trefoil.platform.prediction.Predictions;
import dev.trefoil.platform.prediction.ServedRows;
import dev.trefoil.platform.project.Charter;
import dev.trefoil.platform.project.Requirement;
import dev.trefoil.platform.project.RetrainPolicy;
import dev.trefoil.platform.project.TimeSpan;
import dev.trefoil.platform.registry.ModelVersion;
import dev.trefoil.platform.story.Station;
import dev.trefoil.platform.verdict.JudgedSubject;
import dev.trefoil.platform.verdict.Judgement;
import dev.trefoil.platform.verdict.Place;
import dev.trefoil.platform.verdict.Window;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Closes the windows of an endpoint when event time has passed their end by as long as truth takes, judges them,
/// alerts and asks the retraining policy.
final class WindowWatch {
    private final Desk desk;
    private final InstantSource clock;

    WindowWatch(Desk desk, InstantSource clock) {
        this.desk = desk;
        this.clock = clock;
    }

    void look(Endpoint endpoint, Charter charter) {
        Optional<Instant> first = desk.predictions().first(endpoint.name());
        Optional<Instant> watermark = charter.data().time() == null
                ? Optional.of(clock.instant())
                : desk.predictions().watermark(endpoint.name());
        if (first.isEmpty() || watermark.isEmpty()) {
            return;
        }
        TimeSpan length = charter.monitoring().window();
        LocalDateTime from = desk.database()
                .read(tx -> new MonitoringSql(tx).lastUntil(endpoint.name()))
                .map(at -> LocalDateTime.ofInstant(at, ZoneOffset.UTC))
                .orElseGet(() -> length.windowStart(LocalDateTime.ofInstant(first.get(), ZoneOffset.UTC)));
        LocalDateTime reached = LocalDateTime.ofInstant(watermark.get(), ZoneOffset.UTC);
        LocalDateTime until = length.after(from);
        while (!reached.isBefore(charter.data().label().arrivesAfter().after(until))) {
            LocalDateTime row = nextRow(endpoint, from);
            if (row == null || !row.isBefore(until)) {
                until = quietUntil(charter, until, row, reached);
                quiet(endpoint, charter, from, until, watermark.get());
            } else {
                close(
                        endpoint,
                        charter,
                        from.toInstant(ZoneOffset.UTC),
                        until.toInstant(ZoneOffset.UTC),
                        watermark.get());
            }
            from = until;
            until = length.after(from);
        }
    }

    private @Nullable LocalDateTime nextRow(Endpoint endpoint, LocalDateTime from) {
        return desk.predictions()
                .first(endpoint.name(), from.toInstant(ZoneOffset.UTC))
                .map(at -> LocalDateTime.ofInstant(at, ZoneOffset.UTC))
                .orElse(null);
    }

    /// The windows without a row end where the next row's begins, or the one whose truth still comes in.
    private static LocalDateTime quietUntil(
            Charter charter, LocalDateTime until, @Nullable LocalDateTime row, LocalDateTime reached) {
        LocalDateTime ripe = charter.data().label().arrivesAfter().before(reached);
        LocalDateTime last = row == null || row.isAfter(ripe) ? ripe : row;
        LocalDateTime start = charter.monitoring().window().windowStart(last);
        return start.isAfter(until) ? start : until;
    }

    /// A stretch without rows is one entry, however long: it says nothing about any requirement. One that goes on is
    /// not told again.
    private void quiet(Endpoint endpoint, Charter charter, LocalDateTime start, LocalDateTime end, Instant watermark) {
        Instant from = start.toInstant(ZoneOffset.UTC);
        Instant until = end.toInstant(ZoneOffset.UTC);
        LiveWindow window = empty(endpoint, from, until);
        Optional<LiveWindow> before =
                desk.database().read(tx -> new MonitoringSql(tx).windows(endpoint.name())).stream()
                        .filter(last -> last.until().equals(from) && last.rows() == 0)
                        .filter(last -> last.arm().equals(endpoint.live()))
                        .findFirst();
        LiveWindow whole =
                before.map(last -> empty(endpoint, last.from(), until)).orElse(window);
        desk.database().run(tx -> new MonitoringSql(tx).save(whole, clock.instant()));
        if (before.isEmpty()) {
            desk.story()
                    .tell(
                            endpoint.project(),
                            Station.MONITORING,
                            "no-rows",
                            "No rows from " + from.toString().substring(0, 16).replace('T', ' ') + " to "
                                    + until.toString().substring(0, 16).replace('T', ' ') + ": nothing to judge.",
                            Map.of("endpoint", endpoint.name(), "from", from.toString(), "until", until.toString()));
        }
        policy(endpoint, charter, window, watermark);
    }

    private static LiveWindow empty(Endpoint endpoint, Instant from, Instant until) {
        return new LiveWindow(
                endpoint.name(),
                endpoint.live(),
                from,
                until,
                label(from, until),
                0,
                0,
                0,
                List.of(),
                List.of(),
                List.of());
    }

    private void close(Endpoint endpoint, Charter charter, Instant from, Instant until, Instant watermark) {
        long number = ArmShare.version(endpoint.live());
        ServedRows rows = desk.predictions().rows(endpoint.name(), from, until);
        WindowJudge.Findings findings = WindowJudge.Findings.NONE;
        String label = label(from, until);
        if (number > 0) {
            ModelVersion version = desk.registry().require(endpoint.model(), number);
            Double threshold = version.provenance().threshold();
            try (ModelPackage model = desk.packages().read(version)) {
                findings = new WindowJudge(charter, model, threshold == null ? 0.5 : threshold)
                        .judge(rows, endpoint.live());
            }
        }
        LiveWindow window = new LiveWindow(
                endpoint.name(),
                endpoint.live(),
                from,
                until,
                label,
                rows.size(),
                rows.matured(),
                rows.answeredBy().stream().filter(endpoint.live()::equals).count(),
                findings.drift(),
                findings.nulls(),
                findings.verdicts());
        store(endpoint, charter, window, number);
        tell(endpoint, charter, window);
        List<Verdict> failed = window.verdicts().stream()
                .filter(verdict -> verdict.outcome() == Outcome.FAIL)
                .toList();
        String promise = findings.promise().says(charter.data().label().name());
        failed.forEach(verdict -> alert(endpoint, charter, window, verdict, promise));
        policy(endpoint, charter, window, watermark);
    }

    /// `2013-07`, `2013-07-04`; of several months or days the first and the last, `2013-07 – 2013-09`; else the two
    /// ends.
    static String label(Instant from, Instant until) {
        LocalDateTime start = LocalDateTime.ofInstant(from, ZoneOffset.UTC);
        LocalDateTime end = LocalDateTime.ofInstant(until, ZoneOffset.UTC);
        if (!start.toLocalTime().equals(LocalTime.MIDNIGHT)
                || !end.toLocalTime().equals(LocalTime.MIDNIGHT)) {
            return from.toString().substring(0, 16) + " – " + until.toString().substring(0, 16);
        }
        boolean months = start.getDayOfMonth() == 1 && end.getDayOfMonth() == 1;
        String first =
                months ? YearMonth.from(start).toString() : start.toLocalDate().toString();
        String last = months
                ? YearMonth.from(end).minusMonths(1).toString()
                : end.toLocalDate().minusDays(1).toString();
        return first.equals(last) ? first : first + " – " + last;
    }

    private void store(Endpoint endpoint, Charter charter, LiveWindow window, long version) {
        Digest inputs = new DigestBuilder()
                .add(window.endpoint())
                .add(window.arm())
                .add(window.rows())
                .add(window.matured())
                .build();
        JudgedSubject subject = JudgedSubject.version(
                endpoint.project(), endpoint.model(), version, charter.version().hex());
        desk.database().run(tx -> {
            new MonitoringSql(tx).save(window, clock.instant());
            for (Verdict verdict : window.verdicts()) {
                desk.verdicts()
                        .append(
                                tx,
                                new Judgement(
                                        subject,
                                        Place.LIVE,
                                        new Window(window.from(), window.until(), window.label()),
                                        verdict,
                                        inputs));
            }
        });
    }

    private void tell(Endpoint endpoint, Charter charter, LiveWindow window) {
        Wording wording = new Wording(charter);
        for (Verdict verdict : window.verdicts()) {
            desk.story()
                    .tell(
                            endpoint.project(),
                            Station.MONITORING,
                            "verdict",
                            Wording.window(window.label()) + ": " + wording.verdict(verdict),
                            Says.values(verdict, Place.LIVE.word(), window.label()));
        }
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("endpoint", endpoint.name());
        values.put("arm", window.arm());
        values.put("window", window.label());
        values.put("rows", window.rows());
        values.put("matured", window.maturedShare());
        values.put("drifted", window.drifted());
        values.put("columns", window.compared());
        values.put("verdicts", window.verdicts().stream().map(wording::brief).toList());
        desk.story()
                .tell(
                        endpoint.project(),
                        Station.MONITORING,
                        "window",
                        Wording.window(window.label()) + "   "
                                + window.verdicts().stream().map(wording::brief).collect(Collectors.joining("   "))
                                + "   " + Says.count(window.rows()) + " rows · truth "
                                + Math.round(100 * window.maturedShare()) + " % · drift "
                                + window.drifted().size() + " of "
                                + window.compared(),
                        values);
    }

    private void alert(Endpoint endpoint, Charter charter, LiveWindow window, Verdict verdict, String promise) {
        Requirement requirement =
                charter.design().findRequirement(verdict.requirement()).orElseThrow();
        List<String> moved = window.drift().stream()
                .filter(DriftFinding::drifted)
                .sorted(Comparator.comparingDouble(DriftFinding::corrected).reversed())
                .map(DriftFinding::column)
                .distinct()
                .limit(3)
                .toList();
        String says = requirement.id()
                + (requirement.says().isEmpty() ? "" : " (" + requirement.says() + ")") + " fails in "
                + Wording.window(window.label()) + ": " + new Wording(charter).verdict(verdict) + ", n "
                + Says.count(verdict.estimate().n()) + "."
                + (requirement.measure() == Metric.CALIBRATION_IN_THE_LARGE ? promise : "")
                + (moved.isEmpty() ? "" : " Inputs moved most: " + String.join(", ", moved) + ".");
        Alert alert = new Alert(
                UUID.randomUUID().toString(),
                endpoint.project(),
                endpoint.name(),
                requirement.owner(),
                requirement.id(),
                window.label(),
                says,
                verdict,
                moved,
                Alert.State.OPEN,
                "",
                clock.instant());
        if (desk.alerts().raise(alert, charter.monitoring().webhook())) {
            Map<String, Object> values = Says.values(verdict, Place.LIVE.word(), window.label());
            values.put("alert", alert.id());
            values.put("owner", alert.owner());
            values.put("moved", moved);
            desk.story()
                    .tell(
                            endpoint.project(),
                            Station.MONITORING,
                            "alert",
                            "Alert to " + (alert.owner().isEmpty() ? "nobody in particular" : alert.owner()) + ": "
                                    + says,
                            values);
        }
    }

    private void policy(Endpoint endpoint, Charter charter, LiveWindow window, Instant watermark) {
        RetrainPolicy policy = charter.monitoring().retrain();
        if (policy == null
                || ArmShare.version(window.arm()) == 0
                || !holds(endpoint, charter, policy, window, watermark)) {
            return;
        }
        Optional<Instant> last = desk.database().read(tx -> new MonitoringSql(tx).lastRetraining(endpoint.name()));
        if (last.isPresent()
                && LocalDateTime.ofInstant(watermark, ZoneOffset.UTC)
                        .isBefore(policy.cooldown().after(LocalDateTime.ofInstant(last.get(), ZoneOffset.UTC)))) {
            desk.story()
                    .tell(
                            endpoint.project(),
                            Station.RETRAINING,
                            "cooldown",
                            "The policy \"" + policy.when() + "\" holds, but the last retraining is less than "
                                    + policy.cooldown() + " ago.",
                            Map.of("window", window.label()));
            return;
        }
        desk.database().run(tx -> {
            new MonitoringSql(tx)
                    .retraining(
                            endpoint.name(),
                            watermark,
                            window.from(),
                            policy.when().toString());
            desk.jobs()
                    .submit(
                            tx,
                            JobRequest.of(
                                            endpoint.project(),
                                            "retrain",
                                            MonitoringCodec.write(new RetrainOrder(
                                                    endpoint.name(),
                                                    watermark.toString(),
                                                    policy.when().toString())))
                                    .withKey(endpoint.name() + "/" + window.label()));
        });
        desk.story()
                .tell(
                        endpoint.project(),
                        Station.RETRAINING,
                        "policy",
                        "The policy \"" + policy.when() + "\" retrains.",
                        Map.of("window", window.label(), "policy", policy.when().toString()));
    }

    /// Share of the features that drifted; what the model answers is not one of them.
    private static double driftShare(LiveWindow window) {
        List<String> compared = window.drift().stream()
                .map(DriftFinding::column)
                .filter(column -> !column.equals("prediction"))
                .distinct()
                .toList();
        long drifted = window.drifted().stream().filter(compared::contains).count();
        return compared.isEmpty() ? 0 : (double) drifted / compared.size();
    }

    private boolean holds(
            Endpoint endpoint, Charter charter, RetrainPolicy policy, LiveWindow window, Instant watermark) {
        List<String> ids =
                charter.design().requirements().stream().map(Requirement::id).toList();
        Schema schema = RetrainPolicy.schema(ids);
        List<dev.trefoil.core.column.Column> columns = new ArrayList<>();
        for (String id : ids) {
            String word = window.verdicts().stream()
                    .filter(verdict -> verdict.requirement().equals(id))
                    .map(verdict -> verdict.outcome().word())
                    .findFirst()
                    .orElse("inconclusive");
            columns.add(new StringColumn(new String[] {word}));
        }
        Instant trained = desk.database()
                .read(tx -> new MonitoringSql(tx).lastRetraining(endpoint.name()))
                .or(() -> desk.predictions().first(endpoint.name()))
                .orElse(watermark);
        Predictions.Maturity since = desk.predictions().maturity(endpoint.name(), trained, watermark);
        double share = driftShare(window);
        columns.add(new NumberColumn(new double[] {share}));
        columns.add(new IntegerColumn(new long[] {since.matured()}, new BitSet()));
        columns.add(new NumberColumn(
                new double[] {Duration.between(trained, watermark).toHours() / 24.0}));
        return PredicateResolver.resolve(policy.when(), schema).rows(new ColumnBatch(schema, columns)).length == 1;
    }
}
