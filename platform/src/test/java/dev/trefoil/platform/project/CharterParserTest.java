package dev.trefoil.platform.project;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trefoil.core.column.ColumnType;
import dev.trefoil.core.metric.Metric;
import dev.trefoil.core.verdict.Bound;
import dev.trefoil.table.source.FileKind;
import dev.trefoil.table.source.ReadOptions;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CharterParserTest {
    @Test
    void flightsFileHasNoProblem() {
        CharterReading.Resolved reading = Examples.resolved(Examples.resource("flights.yaml"));
        assertThat(reading.warnings()).isEmpty();
        Charter charter = reading.charter();
        assertThat(charter.project()).isEqualTo("flight-delays");
        assertThat(charter.design().mode()).isEqualTo(Mode.PRODUCTION);
        assertThat(charter.design().requirements())
                .extracting(Requirement::id)
                .containsExactly("R1", "R2", "R3", "R4", "R5");
        assertThat(charter.design().requirements())
                .extracting(Requirement::owner)
                .containsOnly("ops-desk");
        assertThat(charter.design().requirements().get(0).target()).isEqualTo(new Target.BetterThan("desk-rule", 0.02));
        assertThat(charter.design().requirements().get(2).target())
                .isEqualTo(new Target.Absolute(new Bound(Bound.Side.AT_MOST, 20)));
        assertThat(charter.data().group()).containsExactly("day");
        assertThat(charter.data().split())
                .isEqualTo(new Split.ByTime(
                        LocalDateTime.parse("2013-03-01T00:00"), LocalDateTime.parse("2013-04-01T00:00")));
        assertThat(charter.data().label().arrivesAfter()).isEqualTo(TimeSpan.of(Duration.ofHours(1)));
        assertThat(charter.development().candidates())
                .extracting(Candidate::name)
                .containsExactly("logistic", "xgboost", "lightgbm", "command");
        assertThat(charter.monitoring().window()).isEqualTo(TimeSpan.ofMonths(1));
        assertThat(charter.monitoring().retrain()).isNotNull();
        assertThat(charter.deployment().rollout().steps())
                .containsExactly(
                        new RolloutSpec.Step.Shadow(),
                        new RolloutSpec.Step.Share(0.05),
                        new RolloutSpec.Step.Share(0.25),
                        new RolloutSpec.Step.Share(1));
    }

    @Test
    void aPathIsReadAsTheProjectsFilesAreNamed() {
        String text = Examples.resource("everything.yaml");
        Charter plain = Examples.charter(text);
        Charter dotted = Examples.charter(text.replace("people.contract.yaml", "./people.contract.yaml"));
        assertThat(dotted.data().contract()).isEqualTo("people.contract.yaml");
        assertThat(dotted.version()).isEqualTo(plain.version());
    }

    @Test
    void everyKeyReachesItsRecord() {
        Charter charter = Examples.charter(Examples.resource("everything.yaml"));
        Design design = charter.design();
        assertThat(design.problem().today()).isEqualTo("the desk calls everybody over 60");
        assertThat(design.problem().alternatives())
                .extracting(Alternative::value)
                .containsExactly(null, 0.3);
        assertThat(design.stakeholders().getFirst().signs()).containsExactly(Section.PROBLEM, Section.REQUIREMENTS);
        assertThat(design.costs()).isNotNull().satisfies(costs -> {
            assertThat(costs.costs().threshold()).isEqualTo(1.5 / 11.5);
            assertThat(costs.currency()).isEqualTo("CHF");
        });
        Requirement first = design.requirements().getFirst();
        assertThat(first.target()).isEqualTo(new Target.Absolute(new Bound(Bound.Side.AT_LEAST, 0.4)));
        assertThat(first.precision()).isEqualTo(0.8);
        assertThat(first.forEach()).isEqualTo("region");
        assertThat(first.on()).hasToString("age < 90 AND region != 'x'");
        assertThat(first.confidence()).isEqualTo(0.9);
        assertThat(first.owner()).isEqualTo("Bob");
        assertThat(design.requirements().get(1).target())
                .isEqualTo(new Target.Absolute(new Bound(Bound.Side.AT_MOST, 1.5)));
        assertThat(design.requirements().get(2).target())
                .isEqualTo(new Target.Absolute(new Bound(Bound.Side.AT_MOST, 5e7)));
        DataSpec data = charter.data();
        assertThat(data.sources().get("people"))
                .isEqualTo(new SourceSpec(
                        "data/people-*.csv.gz",
                        new ReadOptions(
                                FileKind.CSV,
                                ';',
                                '\'',
                                "windows-1252",
                                ',',
                                '.',
                                false,
                                List.of("a", "b"),
                                List.of("", "NA", "?"),
                                Map.of("b", "dd.MM.yyyy"),
                                Map.of("a", ColumnType.INTEGER))));
        assertThat(data.group()).containsExactly("household", "street");
        assertThat(data.exclude()).containsExactly(Map.entry("iban", "gives the label away"));
        assertThat(data.features()).containsEntry("zip", FeatureKind.CATEGORY).containsEntry("note", FeatureKind.TEXT);
        assertThat(data.label().positive()).isEqualTo("yes");
        assertThat(data.contract()).isEqualTo("people.contract.yaml");
        assertThat(charter.development().selectBy()).isEqualTo(Metric.AVERAGE_PRECISION);
        assertThat(charter.development().search())
                .isEqualTo(new SearchSpec(10, SearchSpec.Sampler.RANDOM, SearchSpec.Pruner.MEDIAN, 1, 2, 30));
        assertThat(charter.development().candidates().get(1))
                .isInstanceOfSatisfying(
                        Candidate.Trained.class,
                        trained -> assertThat(trained.parameters())
                                .containsEntry("max_depth", new ParameterRange.Whole(3, 8, false))
                                .containsEntry("eta", new ParameterRange.Real(0.02, 0.3, true))
                                .containsEntry("booster", new ParameterRange.Choice(List.of("gbtree", "dart")))
                                .containsEntry("subsample", new ParameterRange.Fixed("0.8")));
        assertThat(charter.deployment().rollout().minRows()).isEqualTo(500);
        assertThat(charter.monitoring().capture())
                .isEqualTo(new CaptureSpec(
                        List.of("note"), List.of("customer"), TimeSpan.of(Duration.ofDays(30)), 250_000_000));
        assertThat(charter.monitoring().webhook()).hasToString("https://example.org/alerts");
        assertThat(charter.monitoring().retrain())
                .isNotNull()
                .satisfies(policy -> assertThat(policy.on()).isNull());
    }

    @Test
    void smallFileHasTheDefaults() {
        Charter charter = Examples.charter(Examples.SMALL);
        assertThat(charter.design().mode()).isEqualTo(Mode.POC);
        assertThat(charter.data().split()).isEqualTo(new Split.ByChance(0.2, 7));
        assertThat(charter.data().contract()).isEqualTo("contract.yaml");
        assertThat(charter.development().baselines())
                .containsExactly(new Baseline.Majority(), new Baseline.Rule("never"), new Baseline.Logistic());
        assertThat(charter.development().selectBy()).isEqualTo(Metric.AUC);
        assertThat(charter.development().search()).isEqualTo(SearchSpec.STANDARD);
        assertThat(charter.deployment().endpoint()).isEqualTo("churn");
        assertThat(charter.deployment().rollout().automation()).isEqualTo(RolloutSpec.Automation.L4);
        assertThat(charter.monitoring().window()).isEqualTo(TimeSpan.of(Duration.ofDays(1)));
        assertThat(charter.monitoring().retrain()).isNull();
        assertThat(Examples.lines(Examples.SMALL)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"flights.yaml", "everything.yaml"})
    void canonicalTextIsReadBackAsTheSameCharter(String name) {
        Charter charter = Examples.charter(Examples.resource(name));
        Charter again = Examples.charter(charter.canonical());
        assertThat(again).isEqualTo(charter);
        assertThat(again.canonical()).isEqualTo(charter.canonical());
        assertThat(again.version()).isEqualTo(charter.version());
    }

    @Test
    void spellingOrderAndCommentsDoNotMakeAVersion() {
        Charter charter = Examples.charter(Examples.SMALL);
        String same = Examples.SMALL
                .replace("{id: R1, measure: auc, at_least: 0.7}", "{at_least: 70%, id: R1, measure: \"auc\"} # enough")
                .replace("trefoil: 1", "# a file\ntrefoil: 1\ndeployment: {endpoint: churn}");
        assertThat(Examples.charter(same).version()).isEqualTo(charter.version());
        assertThat(Examples.charter(Examples.SMALL.replace("0.7", "0.71")).version())
                .isNotEqualTo(charter.version());
    }

    @Test
    void editChangesTheDigestOfItsSectionOnly() {
        String text = Examples.resource("flights.yaml");
        assertThat(changed(text, "by_at_least: 0.02", "by_at_least: 0.03")).containsExactly(Section.REQUIREMENTS);
        assertThat(changed(text, "miss: 60", "miss: 61")).containsExactly(Section.COSTS);
        assertThat(changed(text, "0.35\"", "0.36\"")).containsExactly(Section.PROBLEM);
        assertThat(changed(text, "cluster: day", "cluster: origin")).containsExactly(Section.DATA);
        assertThat(changed(text, "L5", "L3")).containsExactly(Section.DEPLOYMENT);
        assertThat(changed(text, "cooldown: 14d", "cooldown: 15d")).containsExactly(Section.MONITORING);
        assertThat(changed(text, "trials: 24", "trials: 25")).isEmpty();
        assertThat(changed(text, "cooldown: 14d", "cooldown: 2 weeks")).isEmpty();
    }

    private static List<Section> changed(String text, String before, String after) {
        assertThat(text).contains(before);
        var old = Examples.charter(text).sections();
        var now = Examples.charter(text.replace(before, after)).sections();
        return old.keySet().stream()
                .filter(section -> !old.get(section).equals(now.get(section)))
                .toList();
    }
}
