package dev.trefoil.platform.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trefoil.core.predicate.OrderTerm;
import dev.trefoil.core.predicate.PredicateParser;
import dev.trefoil.platform.PlatformException;
import dev.trefoil.platform.db.Database;
import dev.trefoil.platform.db.Page;
import dev.trefoil.platform.db.SettableClock;
import dev.trefoil.platform.db.Stores;
import dev.trefoil.platform.event.Outbox;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource
class RunsTest {
    private static final ExperimentId DEFAULT = ExperimentId.DEFAULT;

    @Parameter
    Stores store;

    private final SettableClock clock = new SettableClock();
    private Database database;
    private Outbox outbox;
    private Experiments experiments;
    private Runs runs;

    @BeforeEach
    void open() {
        database = store.fresh();
        outbox = new Outbox(database, clock);
        experiments = Experiments.open(database, clock);
        runs = new Runs(
                database,
                outbox,
                clock,
                RandomGeneratorFactory.of("L64X128MixRandom").create(7));
    }

    @AfterEach
    void close() {
        database.close();
    }

    private Run run(String name) {
        clock.advance(Duration.ofMillis(10));
        return runs.create(NewRun.in(DEFAULT, name));
    }

    private Run run(String name, double auc, String origin) {
        Run run = run(name);
        runs.log(
                run.id(),
                new RunBatch(List.of(Metric.of("auc", auc, 0, 1)), Map.of("origin", origin), Map.of("team", "desk")));
        return run;
    }

    private RunDetails find(Run run) {
        return runs.find(run.id()).orElseThrow();
    }

    private List<String> names(String filter, String... order) {
        RunSearch search = RunSearch.newest(DEFAULT, 100);
        if (!filter.isEmpty()) {
            search = search.where(PredicateParser.parse(filter));
        }
        List<OrderTerm> terms =
                List.of(order).stream().map(PredicateParser::parseOrder).toList();
        return runs.search(search.orderBy(terms)).items().stream()
                .map(found -> found.run().name())
                .toList();
    }

    @Test
    void aRunKeepsWhatItLogged() {
        Run run = run("first");
        runs.log(
                run.id(),
                new RunBatch(
                        List.of(
                                Metric.of("auc", 0.7, 1, 10),
                                Metric.of("auc", 0.6, 2, 5),
                                Metric.of("loss", -0.5, -3, 0)),
                        Map.of("depth", "6", "é/β", "x y"),
                        Map.of("note", "")));
        RunDetails found = find(run);
        assertThat(found.run()).isEqualTo(run);
        assertThat(found.run().status()).isEqualTo(RunStatus.RUNNING);
        assertThat(found.metrics())
                .containsExactly(
                        Map.entry("auc", new MetricPoint(0.6, 2, 5)), Map.entry("loss", new MetricPoint(-0.5, -3, 0)));
        assertThat(found.params()).isEqualTo(Map.of("depth", "6", "é/β", "x y"));
        assertThat(found.tags()).isEqualTo(Map.of("note", "", "mlflow.runName", "first"));
    }

    @Test
    void theLatestValueIsThatOfTheGreatestStepThenTimeThenValue() {
        Run run = run("r");
        runs.log(run.id(), RunBatch.metrics(List.of(Metric.of("m", 1, 5, 5))));
        runs.log(run.id(), RunBatch.metrics(List.of(Metric.of("m", 9, 4, 9))));
        assertThat(find(run).metrics().get("m")).isEqualTo(new MetricPoint(1, 5, 5));
        runs.log(run.id(), RunBatch.metrics(List.of(Metric.of("m", 0.5, 5, 6))));
        assertThat(find(run).metrics().get("m")).isEqualTo(new MetricPoint(0.5, 5, 6));
        runs.log(run.id(), RunBatch.metrics(List.of(Metric.of("m", 0.25, 5, 6))));
        assertThat(find(run).metrics().get("m")).isEqualTo(new MetricPoint(0.5, 5, 6));
    }

    @Test
    void notANumberAndTheInfinitiesComeBackAsTheyWere() {
        Run run = run("r");
        runs.log(
                run.id(),
                RunBatch.metrics(List.of(
                        Metric.of("nan", Double.NaN, 0, 0),
                        Metric.of("up", Double.POSITIVE_INFINITY, 0, 0),
                        Metric.of("down", Double.NEGATIVE_INFINITY, 0, 0),
                        Metric.of("small", Double.MIN_VALUE, 0, 0))));
        Map<String, MetricPoint> metrics = find(run).metrics();
        assertThat(metrics.get("nan").value()).isNaN();
        assertThat(metrics.get("up").value()).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(metrics.get("down").value()).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(metrics.get("small").value()).isEqualTo(Double.MIN_VALUE);
        assertThat(new MetricHistory(database).page(run.id(), "nan", "", 5).items())
                .singleElement()
                .satisfies(point -> assertThat(point.value()).isNaN());
    }

    @Test
    void aParameterNeverChangesAndABatchIsAllOrNothing() {
        Run run = run("r");
        runs.log(run.id(), RunBatch.params(Map.of("depth", "6")));
        runs.log(run.id(), RunBatch.params(Map.of("depth", "6", "eta", "0.1")));
        RunBatch wrong =
                new RunBatch(List.of(Metric.of("m", 1, 0, 0)), Map.of("depth", "7", "new", "x"), Map.of("t", "x"));
        assertThatThrownBy(() -> runs.log(run.id(), wrong))
                .isInstanceOf(PlatformException.class)
                .hasMessageContaining("Changing param values is not allowed")
                .hasMessageContaining("value='6'");
        assertThat(find(run).params()).isEqualTo(Map.of("depth", "6", "eta", "0.1"));
        assertThat(find(run).metrics()).isEmpty();
        assertThat(find(run).tags()).doesNotContainKey("t");
    }

    @Test
    void namesOutsideTheLimitsAreRefusedAndLongValuesCut() {
        Run run = run("r");
        for (String key : List.of("", "a//b", "../x", "/x", "a".repeat(251), "a\"b", ".")) {
            assertThatThrownBy(() -> runs.log(run.id(), RunBatch.metrics(List.of(Metric.of(key, 1, 0, 0)))))
                    .isInstanceOf(PlatformException.class);
        }
        assertThatThrownBy(() -> runs.log(run.id(), RunBatch.metrics(List.of(Metric.of("m", 1, 0, -1)))))
                .hasMessageContaining("negative");
        runs.log(run.id(), new RunBatch(List.of(), Map.of("p", "é".repeat(6_001)), Map.of("t", "𝛽".repeat(8_001))));
        assertThat(find(run).params().get("p")).hasSize(6_000);
        assertThat(find(run)
                        .tags()
                        .get("t")
                        .codePointCount(0, find(run).tags().get("t").length()))
                .isEqualTo(8_000);
        assertThatThrownBy(() -> RunBatch.metrics(java.util.Collections.nCopies(1_001, Metric.of("m", 1, 0, 0)))
                        .requireWithinRequest())
                .hasMessageContaining("at most 1000 metrics");
    }

    @Test
    void nameAndNameTagAreOne() {
        Run generated = runs.create(NewRun.in(DEFAULT, ""));
        assertThat(generated.name()).matches("[a-z]+-[a-z]+-\\d{1,3}").hasSizeLessThanOrEqualTo(20);
        Run tagged = runs.create(new NewRun(DEFAULT, "", "ann", null, Map.of("mlflow.runName", "by-tag")));
        assertThat(tagged.name()).isEqualTo("by-tag");
        runs.log(tagged.id(), RunBatch.tags(Map.of("mlflow.runName", "renamed")));
        assertThat(find(tagged).run().name()).isEqualTo("renamed");
        runs.update(tagged.id(), new RunChange(null, null, "again"));
        assertThat(find(tagged).tags()).containsEntry("mlflow.runName", "again");
        assertThatThrownBy(() -> runs.create(new NewRun(DEFAULT, "x", "", null, Map.of("mlflow.runName", "y"))))
                .hasMessageContaining("different values");
    }

    @Test
    void aRunEndsAndIsToldOf() {
        Run run = run("r");
        Instant end = clock.instant().plusSeconds(60);
        runs.update(run.id(), RunChange.ended(RunStatus.FINISHED, end));
        assertThat(find(run).run().status()).isEqualTo(RunStatus.FINISHED);
        assertThat(find(run).run().ended()).isEqualTo(end);
        assertThat(outbox.poll(0, 10))
                .extracting(event -> event.draft().kind())
                .containsExactly("run.created", "run.updated");
    }

    @Test
    void aDeletedRunIsReadableButNotWritable() {
        Run run = run("r");
        runs.setDeleted(run.id(), true);
        assertThat(find(run).run().deleted()).isTrue();
        assertThatThrownBy(() -> runs.log(run.id(), RunBatch.tags(Map.of("a", "b"))))
                .hasMessageContaining("must be in the 'active' state");
        assertThat(names("")).isEmpty();
        runs.setDeleted(run.id(), false);
        assertThat(names("")).containsExactly("r");
    }

    @Test
    void whatIsNotThereIsSaidSo() {
        RunId unknown = RunId.fresh();
        assertThat(runs.find(unknown)).isEmpty();
        assertThatThrownBy(() -> runs.log(unknown, RunBatch.tags(Map.of("a", "b"))))
                .isInstanceOfSatisfying(
                        PlatformException.class, e -> assertThat(e.kind()).isEqualTo(PlatformException.Kind.NOT_FOUND));
        assertThatThrownBy(() -> runs.create(NewRun.in(new ExperimentId(99), "x")))
                .hasMessageContaining("id=99");
        assertThatThrownBy(() -> runs.deleteTag(run("r").id(), "none")).hasMessageContaining("No tag with name: none");
    }

    @Test
    void searchesByMetricParameterTagAndAttribute() {
        run("a", 0.7, "JFK");
        run("b", 0.8, "LGA");
        Run c = run("c", 0.9, "jfk");
        run("bare");
        runs.update(c.id(), RunChange.ended(RunStatus.FAILED, clock.instant()));
        assertThat(names("")).containsExactly("bare", "c", "b", "a");
        assertThat(names("metrics.auc > 0.75")).containsExactly("c", "b");
        assertThat(names("metrics.auc > 0.75 AND params.origin = 'LGA'")).containsExactly("b");
        assertThat(names("metrics.auc < 0.75 OR params.origin LIKE 'jf%'")).containsExactly("c", "a");
        assertThat(names("params.origin ILIKE 'jf%'")).containsExactly("c", "a");
        assertThat(names("NOT metrics.auc > 0.75")).containsExactly("a");
        assertThat(names("params.origin != 'JFK'")).containsExactly("c", "b");
        assertThat(names("params.origin IS NULL")).containsExactly("bare");
        assertThat(names("tags.team IN ('desk', 'x') AND attributes.status = 'FAILED'"))
                .containsExactly("c");
        assertThat(names("run_name NOT IN ('a', 'b')")).containsExactly("bare", "c");
        assertThat(names("start_time >= " + c.started().toEpochMilli())).containsExactly("bare", "c");
        assertThat(names("start_time < '" + c.started() + "'")).containsExactly("b", "a");
        assertThat(names("metrics.unknown > 0")).isEmpty();
    }

    @Test
    void searchesByDataset() {
        Run a = run("a");
        Run b = run("b");
        RunInputs inputs = new RunInputs(database);
        Dataset march = new Dataset("flights", "d1", "local", "{}", "", "");
        Dataset april = new Dataset("weather", "d2", "local", "{}", "{\"x\":1}", "");
        inputs.addDatasets(a.id(), List.of(new DatasetInput(march, Map.of("mlflow.data.context", "training"))));
        inputs.addDatasets(a.id(), List.of(new DatasetInput(march, Map.of("mlflow.data.context", "training"))));
        inputs.addDatasets(b.id(), List.of(new DatasetInput(march, Map.of()), new DatasetInput(april, Map.of())));
        assertThat(names("datasets.name = 'flights'")).containsExactly("b", "a");
        assertThat(names("dataset.digest IN ('d2')")).containsExactly("b");
        assertThat(names("datasets.context = 'training'")).containsExactly("a");
        assertThat(names("datasets.name NOT IN ('flights')")).containsExactly("b");
        assertThat(find(a).datasets())
                .containsExactly(new DatasetInput(march, Map.of("mlflow.data.context", "training")));
        LoggedModelId model = LoggedModelId.fresh();
        database.run(tx -> inputs.addMade(tx, a.id(), List.of(new ModelLink(model, 3))));
        assertThat(find(a).makes()).containsExactly(new ModelLink(model, 3));
        assertThat(find(a).reads()).isEmpty();
    }

    @Test
    void ordersWithNotANumberAndMissingLastBothWays() {
        run("low", 0.1, "B");
        run("nan", Double.NaN, "A");
        run("high", 0.9, "C");
        run("inf", Double.POSITIVE_INFINITY, "a");
        run("bare");
        assertThat(names("", "metrics.auc ASC")).containsExactly("low", "high", "inf", "nan", "bare");
        assertThat(names("", "metrics.auc DESC")).containsExactly("inf", "high", "low", "nan", "bare");
        assertThat(names("", "params.origin")).containsExactly("nan", "low", "high", "inf", "bare");
        assertThat(names("", "params.origin DESC")).containsExactly("inf", "high", "low", "nan", "bare");
        assertThat(names("", "tags.team", "start_time")).containsExactly("low", "nan", "high", "inf", "bare");
        assertThat(names("", "run_name")).containsExactly("bare", "high", "inf", "low", "nan");
        assertThatThrownBy(() -> names("", "metrics.auc", "metrics.auc DESC")).hasMessageContaining("duplicate");
    }

    @Test
    void numbersAmongParametersAreOrderedAsNumbersWhenItIsAskedFor() {
        List<String> values =
                List.of("9", "100", "1e-05", ".5", "-3", "+7.25", "None", "1.2.3", "12345678901234567891", "1e999x");
        for (String value : values) {
            runs.log(run(value).id(), new RunBatch(List.of(), Map.of("lr", value), Map.of()));
        }
        run("bare");
        RunSearch up = RunSearch.newest(DEFAULT, 3)
                .orderBy(List.of(PredicateParser.parseOrder("params.lr ASC")))
                .byNumbers();
        List<String> numbers = List.of("-3", "1e-05", ".5", "+7.25", "9", "100", "12345678901234567891");
        assertThat(paged(up))
                .startsWith(numbers.toArray(String[]::new))
                .endsWith("bare")
                .hasSize(11);
        RunSearch down = up.orderBy(List.of(PredicateParser.parseOrder("params.lr DESC")));
        assertThat(paged(down))
                .startsWith(numbers.reversed().toArray(String[]::new))
                .endsWith("bare")
                .hasSize(11);
        assertThat(names("", "params.lr DESC")).startsWith("None", "9", "1e999x");
    }

    @Test
    void runsAreCountedUpToALimit() {
        IntStream.range(0, 7).forEach(i -> run("r" + i));
        RunSearch search = RunSearch.newest(DEFAULT, 2);
        assertThat(runs.count(search, 100)).isEqualTo(7);
        assertThat(runs.count(search, 5)).isEqualTo(5);
        assertThat(runs.count(search.where(PredicateParser.parse("run_name IN ('r1', 'r2')")), 100))
                .isEqualTo(2);
    }

    private List<String> paged(RunSearch search) {
        List<String> names = new ArrayList<>();
        Page<RunDetails> page = runs.search(search);
        while (true) {
            page.items().forEach(run -> names.add(run.run().name()));
            if (page.last()) {
                return names;
            }
            page = runs.search(search.from(page.next()));
        }
    }

    @Test
    void pagesNeitherOverlapNorLeaveOutWhateverTheOrder() {
        for (int i = 0; i < 23; i++) {
            Run run = i % 5 == 0 ? run("bare" + i) : run("r" + i, i % 4 == 0 ? Double.NaN : i % 3, "o" + i % 2);
            if (i % 2 == 0) {
                runs.update(run.id(), RunChange.ended(RunStatus.FINISHED, clock.instant()));
            }
        }
        for (List<String> order : List.of(
                List.<String>of(),
                List.of("metrics.auc DESC"),
                List.of("params.origin", "metrics.auc"),
                List.of("end_time DESC"),
                List.of("status", "run_name DESC"))) {
            List<OrderTerm> terms =
                    order.stream().map(PredicateParser::parseOrder).toList();
            RunSearch search = RunSearch.newest(DEFAULT, 4).orderBy(terms);
            assertThat(paged(search)).hasSize(23).isEqualTo(names("", order.toArray(String[]::new)));
        }
    }

    @Test
    void aTokenOfAnotherSearchIsRefused() {
        IntStream.range(0, 3).forEach(i -> run("r" + i));
        String token = runs.search(RunSearch.newest(DEFAULT, 2)).next();
        RunSearch other = RunSearch.newest(DEFAULT, 2).where(PredicateParser.parse("status = 'RUNNING'"));
        assertThatThrownBy(() -> runs.search(other.from(token))).hasMessageContaining("another search");
        assertThatThrownBy(() -> runs.search(other.from("rubbish!"))).hasMessageContaining("page token");
    }

    @Test
    void aWrongSearchIsSaidWithTheMend() {
        assertThatThrownBy(() -> names("metrics.auc > 'x'")).hasMessageContaining("Expected numeric value type");
        assertThatThrownBy(() -> names("params.depth = 6")).hasMessageContaining("'6'");
        assertThatThrownBy(() -> names("metric.a LIKE 'x'")).hasMessageContaining("Invalid comparator");
        assertThatThrownBy(() -> names("parms.depth = '6'")).hasMessageContaining("Invalid entity type 'parms'");
        assertThatThrownBy(() -> names("stattus = 'x'")).hasMessageContaining("Invalid attribute key 'stattus'");
        assertThatThrownBy(() -> names("true AND stattus = 'x'")).cause().hasMessageEndingWith(", at position 10");
        assertThatThrownBy(() -> RunSearch.newest(DEFAULT, 0)).hasMessageContaining("max_results");
    }

    @Test
    void historyPagesInOrderOfTime() {
        Run run = run("r");
        List<Metric> metrics = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            metrics.add(Metric.of("m", i, 11 - i, i / 2));
            metrics.add(Metric.of("other", i, i, i));
        }
        runs.log(run.id(), RunBatch.metrics(metrics));
        runs.log(run.id(), RunBatch.metrics(metrics));
        MetricHistory history = new MetricHistory(database);
        List<MetricPoint> paged = new ArrayList<>();
        Page<MetricPoint> page = history.page(run.id(), "m", "", 5);
        paged.addAll(page.items());
        while (!page.last()) {
            page = history.page(run.id(), "m", page.next(), 5);
            paged.addAll(page.items());
        }
        assertThat(paged).hasSize(12).doesNotHaveDuplicates();
        assertThat(paged).extracting(MetricPoint::loggedMillis).isSorted();
        assertThat(history.page(RunId.fresh(), "m", "", 5).items()).isEmpty();
        assertThat(history.thinned(List.of(run.id()), "m", 6).get(run.id()).points())
                .hasSizeLessThanOrEqualTo(6)
                .startsWith(new MetricPoint(11, 0, 5))
                .endsWith(new MetricPoint(0, 11, 0));
    }

    @Test
    void aLongCurveIsThinnedByTheDatabaseAndKeepsItsPeaks() {
        Run run = run("long");
        for (int from = 0; from < 5_000; from += 500) {
            List<Metric> metrics = new ArrayList<>();
            for (int i = from; i < from + 500; i++) {
                double value = i == 777 ? 9 : i == 3_333 ? -9 : i % 100 == 5 ? Double.NaN : 1.0 / (1 + i);
                metrics.add(Metric.of("m", value, 3L * i, 1_000 + i));
                metrics.add(Metric.of("other", 100, 3L * i, i));
            }
            runs.log(run.id(), RunBatch.metrics(metrics));
        }
        MetricCurve curve =
                new MetricHistory(database).thinned(List.of(run.id()), "m", 100).get(run.id());
        assertThat(curve.count()).isEqualTo(5_000);
        assertThat(curve.nonfinite()).isEqualTo(50);
        List<MetricPoint> thinned = curve.points();
        assertThat(thinned).hasSizeBetween(60, 100).doesNotHaveDuplicates();
        assertThat(thinned).extracting(MetricPoint::step).isSorted();
        assertThat(thinned)
                .startsWith(new MetricPoint(1, 0, 1_000))
                .endsWith(new MetricPoint(1.0 / 5_000, 3 * 4_999, 1_000 + 4_999))
                .contains(new MetricPoint(9, 3 * 777, 1_777), new MetricPoint(-9, 3 * 3_333, 4_333));
    }

    @Test
    void aLongCurveHasAGapWhereNothingIsANumber() {
        Run run = run("diverges");
        List<Metric> metrics = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            double value = i == 10 ? Double.POSITIVE_INFINITY : i >= 1_900 ? Double.NaN : 1.0 / (1 + i);
            metrics.add(Metric.of("many steps", value, i, i));
            metrics.add(Metric.of("few steps", value, i / 1_000, i));
        }
        runs.log(run.id(), RunBatch.metrics(metrics));
        for (String key : List.of("many steps", "few steps")) {
            MetricCurve curve = new MetricHistory(database)
                    .thinned(List.of(run.id()), key, 100)
                    .get(run.id());
            assertThat(curve.nonfinite()).as(key).isEqualTo(101);
            assertThat(curve.points()).as(key).contains(new MetricPoint(1, 0, 0));
            assertThat(curve.points()).extracting(MetricPoint::value).as(key).doesNotContain(Double.POSITIVE_INFINITY);
            assertThat(curve.points())
                    .as(key)
                    .endsWith(new MetricPoint(Double.NaN, key.equals("few steps") ? 1 : 1_999, 1_999));
        }
    }

    @Test
    void manyClientsLogIntoOneRunAtOnce() {
        Run run = run("r");
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 20; i++) {
                int step = i;
                threads.execute(() -> runs.log(
                        run.id(),
                        new RunBatch(
                                List.of(Metric.of("a", step, step, 0), Metric.of("b" + step % 3, step, step, 0)),
                                Map.of("same", "x"),
                                Map.of("last", "t" + step))));
            }
        }
        assertThat(find(run).metrics().get("a")).isEqualTo(new MetricPoint(19, 19, 0));
        assertThat(new MetricHistory(database).page(run.id(), "a", "", 100).items())
                .hasSize(20);
    }

    @Test
    void runsAreComparedSideBySide() {
        RunDetails a = find(run("a", 0.7, "JFK"));
        RunDetails b = find(run("b", 0.8, "JFK"));
        RunComparison comparison = RunComparison.of(List.of(a, b));
        assertThat(comparison.params()).containsExactly("origin");
        assertThat(comparison.different()).containsExactly("metrics.auc");
    }

    @Test
    void deletingAnExperimentTakesItsRunsAlongAndBack() {
        Experiment experiment = experiments.create("flights", "flights", "", Map.of());
        Run run = runs.create(NewRun.in(experiment.id(), "r"));
        experiments.delete(experiment.id());
        assertThat(find(run).run().deleted()).isTrue();
        assertThatThrownBy(() -> runs.create(NewRun.in(experiment.id(), "s"))).hasMessageContaining("'active' state");
        experiments.restore(experiment.id());
        assertThat(find(run).run().deleted()).isFalse();
    }
}
