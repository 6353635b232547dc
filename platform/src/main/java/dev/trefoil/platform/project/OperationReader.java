package dev.trefoil.platform.project;

import dev.trefoil.core.predicate.Predicate;
import dev.trefoil.core.predicate.PredicateResolver;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads the sections `deployment` and `monitoring`.
final class OperationReader {
    private static final TimeSpan FORTNIGHT = TimeSpan.of(Duration.ofDays(14));

    private OperationReader() {}

    static DeploymentSpec deployment(Optional<YamlValue> section, String project) {
        Optional<YamlMap> map = section.flatMap(value -> value.map(Shape.DEPLOYMENT));
        String endpoint = map.flatMap(found -> found.find("endpoint"))
                .flatMap(CharterParser::slug)
                .orElse(project);
        RolloutSpec rollout = map.flatMap(found -> found.find("rollout"))
                .flatMap(value -> value.map(Shape.ROLLOUT))
                .map(OperationReader::rollout)
                .orElse(new RolloutSpec(
                        RolloutSpec.Strategy.CANARY,
                        RolloutSpec.Automation.L4,
                        steps(RolloutSpec.Strategy.CANARY),
                        null));
        return new DeploymentSpec(endpoint, rollout);
    }

    private static RolloutSpec rollout(YamlMap map) {
        RolloutSpec.Strategy strategy = map.find("strategy")
                .flatMap(value -> value.constant(RolloutSpec.Strategy.class))
                .orElse(RolloutSpec.Strategy.CANARY);
        RolloutSpec.Automation automation = map.find("automation")
                .flatMap(value -> value.constant(RolloutSpec.Automation.class))
                .orElse(RolloutSpec.Automation.L4);
        List<RolloutSpec.Step> steps =
                map.find("steps").map(OperationReader::steps).orElse(steps(strategy));
        return new RolloutSpec(
                strategy,
                automation,
                steps,
                DevelopmentReader.count(map, "min_rows").orElse(null));
    }

    private static List<RolloutSpec.Step> steps(RolloutSpec.Strategy strategy) {
        RolloutSpec.Step shadow = new RolloutSpec.Step.Shadow();
        RolloutSpec.Step all = new RolloutSpec.Step.Share(1);
        return switch (strategy) {
            case CANARY -> List.of(shadow, new RolloutSpec.Step.Share(0.05), new RolloutSpec.Step.Share(0.25), all);
            case SHADOW, BLUE_GREEN -> List.of(shadow, all);
        };
    }

    private static List<RolloutSpec.Step> steps(YamlValue value) {
        List<RolloutSpec.Step> steps = new ArrayList<>();
        double before = 0;
        for (YamlValue item : value.list()) {
            if (item.scalar().filter("shadow"::equals).isPresent()) {
                if (!steps.isEmpty()) {
                    item.error("'shadow' comes first", "a version that answers does not go back into the shadow");
                }
                steps.add(new RolloutSpec.Step.Shadow());
                continue;
            }
            double share = item.share().orElse(Double.NaN);
            if (share <= 0 || share > 1) {
                item.error("a step should be shadow or a share between 0 and 100%", "such as 5%");
            } else if (share <= before) {
                item.error("the steps go up: " + item.text().orElse("") + " comes too late", "sort them");
            } else if (!Double.isNaN(share)) {
                steps.add(new RolloutSpec.Step.Share(share));
                before = share;
            }
        }
        if (before < 1 && value.isList()) {
            value.error("the last step should be 100%", "such as [shadow, 5%, 25%, 100%]");
        }
        return steps;
    }

    static MonitoringSpec monitoring(Optional<YamlValue> section, Ids ids, @Nullable DataSpec data) {
        Optional<YamlMap> map = section.flatMap(value -> value.map(Shape.MONITORING));
        TimeSpan window = map.flatMap(found -> found.find("window"))
                .flatMap(value -> value.span().filter(span -> {
                    if (span.zero()) {
                        value.error("a window has a length", "such as 1d");
                    }
                    return !span.zero();
                }))
                .orElse(TimeSpan.of(Duration.ofDays(1)));
        @Nullable
        RetrainPolicy retrain = map.flatMap(found -> found.find("retrain"))
                .flatMap(value -> value.map(Shape.RETRAIN))
                .flatMap(found -> retrain(found, ids.requirements()))
                .orElse(null);
        CaptureSpec capture = map.flatMap(found -> found.find("capture"))
                .flatMap(value -> value.map(Shape.CAPTURE))
                .map(OperationReader::capture)
                .orElse(CaptureSpec.STANDARD);
        if (data != null) {
            map.ifPresent(
                    found -> requireTruthToMeet(found, capture, data.label().arrivesAfter()));
        }
        @Nullable
        URI webhook = map.flatMap(found -> found.find("webhook"))
                .flatMap(OperationReader::webhook)
                .orElse(null);
        return new MonitoringSpec(window, retrain, capture, webhook);
    }

    /// Live requirements need predictions that are still there when their truth comes.
    private static void requireTruthToMeet(YamlMap monitoring, CaptureSpec capture, TimeSpan arrivesAfter) {
        LocalDateTime any = LocalDateTime.of(2001, 1, 1, 0, 0);
        if (!arrivesAfter.after(any).isBefore(capture.keep().after(any))) {
            monitoring.warning(
                    "capture",
                    "predictions are kept for " + capture.keep() + ", their truth arrives after " + arrivesAfter
                            + ": nothing live can be measured",
                    "keep them longer: capture: {keep: …}");
        }
    }

    private static Optional<RetrainPolicy> retrain(YamlMap map, List<String> ids) {
        Optional<YamlValue> said = map.require("when", "such as \"R1 = 'fail'\"");
        Optional<Predicate> when = said.flatMap(YamlValue::predicate);
        when.ifPresent(predicate -> PredicateResolver.problems(predicate, RetrainPolicy.schema(ids))
                .forEach(problem -> said.orElseThrow().wrongPredicate(problem)));
        when.ifPresent(predicate -> said.ifPresent(value -> OutcomeWords.check(predicate, ids, value)));
        @Nullable
        TimeSpan on = map.find("on")
                .map(OperationReader::on)
                .orElse(Optional.of(TimeSpan.ofMonths(3)))
                .orElse(null);
        TimeSpan cooldown = map.find("cooldown").flatMap(YamlValue::span).orElse(FORTNIGHT);
        return when.map(predicate -> new RetrainPolicy(predicate, on, cooldown));
    }

    /// `last 3 months`, or `all`: empty.
    private static Optional<TimeSpan> on(YamlValue value) {
        String text = value.text().orElse("all");
        if (text.equals("all")) {
            return Optional.empty();
        }
        Optional<TimeSpan> span =
                TimeSpan.parse(text.replaceFirst("^last +", "")).filter(found -> !found.zero());
        if (span.isEmpty()) {
            value.error(
                    "'on' should say how far back, not '" + text + "'", "write it like last 3 months, last 90d or all");
        }
        return span;
    }

    private static CaptureSpec capture(YamlMap map) {
        CaptureSpec standard = CaptureSpec.STANDARD;
        return new CaptureSpec(
                map.find("exclude").map(YamlValue::texts).orElse(standard.exclude()),
                map.find("hash").map(YamlValue::texts).orElse(standard.hash()),
                map.find("keep").flatMap(YamlValue::span).orElse(standard.keep()),
                map.find("quota")
                        .flatMap(value -> value.text().flatMap(text -> {
                            var bytes = ByteSize.parse(text);
                            if (bytes.isEmpty()) {
                                value.error("'quota' should be a size, not '" + text + "'", ByteSize.EXAMPLES);
                                return Optional.empty();
                            }
                            return Optional.of(bytes.getAsLong());
                        }))
                        .orElse(standard.quotaBytes()));
    }

    private static Optional<URI> webhook(YamlValue value) {
        return value.text().flatMap(text -> {
            try {
                URI uri = new URI(text);
                if (uri.getHost() != null && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
                    return Optional.of(uri);
                }
            } catch (URISyntaxException _) {
                // said below
            }
            value.error("'webhook' should be an address, not '" + text + "'", "it begins with https:// or http://");
            return Optional.empty();
        });
    }
}
