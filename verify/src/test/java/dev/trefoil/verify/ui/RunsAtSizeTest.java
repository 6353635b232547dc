package dev.trefoil.verify.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import dev.trefoil.platform.db.Database;
import dev.trefoil.platform.db.DatabaseAddress;
import dev.trefoil.platform.db.Migrations;
import dev.trefoil.platform.event.Outbox;
import dev.trefoil.platform.tracking.ExperimentId;
import dev.trefoil.platform.tracking.Experiments;
import dev.trefoil.platform.tracking.Metric;
import dev.trefoil.platform.tracking.MetricHistory;
import dev.trefoil.platform.tracking.NewRun;
import dev.trefoil.platform.tracking.RunBatch;
import dev.trefoil.platform.tracking.RunChange;
import dev.trefoil.platform.tracking.RunId;
import dev.trefoil.platform.tracking.RunStatus;
import dev.trefoil.platform.tracking.Runs;
import dev.trefoil.server.api.RunRoutes;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The runs page over a real store: 5,000 runs here, as many as `-Dtrefoil.scale` says when it is to be measured.
@Tag("browser")
class RunsAtSizeTest {
    private static final int RUNS = Integer.getInteger("trefoil.scale", 5_000);
    private static final int POINTS = Integer.getInteger("trefoil.points", 5_000);
    private static final Duration ENOUGH = Duration.ofMillis(300);

    @TempDir
    private static Path folder;

    private static Chrome chrome;
    private static Database database;
    private static FakeServer server;
    private static final List<String> CURVES = new ArrayList<>();

    @BeforeAll
    static void open() {
        Clock clock = Clock.systemUTC();
        database = Database.open(new DatabaseAddress.SqliteFile(folder.resolve("runs.db")), Migrations.shipped());
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(7);
        Experiments experiments = Experiments.open(database, clock);
        Runs runs = new Runs(database, new Outbox(database, clock), clock, random);
        ExperimentId flights = database.<ExperimentId>write(
                tx -> experiments.ofProject(tx, "flight-delays").id());
        for (int from = 0; from < RUNS; from += 500) {
            int first = from;
            database.run(tx -> {
                for (int i = first; i < Math.min(first + 500, RUNS); i++) {
                    RunId id = RunId.fresh();
                    runs.create(tx, id, new NewRun(flights, "run-" + i, "ann", clock.instant(), Map.of()));
                    runs.log(
                            tx,
                            id,
                            new RunBatch(
                                    List.of(
                                            Metric.of("auc", random.nextDouble(.5, .8), 0, 0),
                                            Metric.of("log_loss", random.nextDouble(), 0, 0)),
                                    Map.of(
                                            "kind",
                                            i % 3 == 0 ? "xgboost" : "lightgbm",
                                            "depth",
                                            Integer.toString(random.nextInt(3, 9))),
                                    Map.of()));
                    runs.update(tx, id, RunChange.ended(RunStatus.FINISHED, clock.instant()));
                }
            });
        }
        for (int r = 0; r < 10; r++) {
            RunId id = runs.create(NewRun.in(flights, "curve-" + r)).id();
            CURVES.add(id.value());
            for (int from = 0; from < POINTS; from += 1000) {
                List<Metric> points = new ArrayList<>();
                for (int i = from; i < Math.min(from + 1000, POINTS); i++) {
                    points.add(Metric.of("loss", i == 777 ? 9.0 : 1.0 / (1 + i), i, i));
                }
                runs.log(id, RunBatch.metrics(points));
            }
        }
        server = FakeServer.with("flights", new RunRoutes(experiments, runs, new MetricHistory(database)).routes());
        chrome = new Chrome();
    }

    @AfterAll
    static void close() {
        chrome.close();
        server.close();
        database.close();
    }

    @Test
    void filterSortAndNextPageAreQuick() {
        try (Chrome.Tab tab = chrome.tab(Chrome.Look.DESK)) {
            Page page = tab.page();
            PagesTest.visit(tab, server.url("/projects/flight-delays/runs"));
            page.waitForSelector("[data-row='0']");
            List<Long> took = new ArrayList<>();
            for (String filter : List.of(
                    "metrics.auc > 0.799",
                    "params.kind = 'xgboost' AND metrics.auc < 0.51",
                    "params.depth IN ('3', '4') AND metrics.log_loss > 0.9")) {
                took.add(changed(page, () -> {
                    page.locator("predicate-field input").fill(filter);
                    page.keyboard().press("Enter");
                }));
                assertThat(page.url()).contains("filter=");
            }
            page.locator("predicate-field input").fill("");
            page.keyboard().press("Enter");
            for (int i = 0; i < 2; i++) {
                took.add(changed(
                        page,
                        () -> page.locator(".grid-head [title='metrics.auc'] button")
                                .click()));
            }
            System.err.println(RUNS + " runs, ms of filter and sort until shown: " + took);
            assertThat(took.stream().sorted().toList().get(took.size() / 2)).isLessThan(3 * ENOUGH.toMillis());
            assertThat(page.locator("[data-row='0']").innerText()).contains(".50");
            assertThat(tab.complaints()).isEmpty();
        }
    }

    @Test
    void everyRunCanBeScrolledToWhileFewRowsExist() {
        try (Chrome.Tab tab = chrome.tab(Chrome.Look.DESK)) {
            Page page = tab.page();
            PagesTest.visit(tab, server.url("/projects/flight-delays/runs"));
            page.waitForSelector("[data-row='0']");
            page.locator(".grid-view").focus();
            for (int i = 0; i < 4; i++) {
                int before =
                        ((Number) page.evaluate("() => document.querySelector('run-grid').runs.length")).intValue();
                page.keyboard().press("End");
                page.waitForFunction("(n) => document.querySelector('run-grid').runs.length > n", before);
            }
            assertThat(((Number) page.evaluate("() => document.querySelectorAll('.grid-row').length")).intValue())
                    .isLessThan(80);
        }
    }

    @Test
    void anErrorInThePredicateIsShownAtItsPlace() {
        try (Chrome.Tab tab = chrome.tab(Chrome.Look.DESK)) {
            Page page = tab.page();
            PagesTest.visit(tab, server.url("/projects/flight-delays/runs"));
            page.locator("predicate-field input").fill("metrics.auc >> 3");
            page.keyboard().press("Enter");
            page.waitForSelector(".predicate .errors:not(:empty)");
            assertThat(page.locator(".predicate .errors").innerText()).contains("^", "at position");
            page.locator("predicate-field input").fill("metr");
            page.waitForSelector("#choices li");
            assertThat(page.locator("#choices").innerText()).contains("metrics.auc");
        }
    }

    @Test
    void tenLongCurvesAreDrawnAtOnceAndKeepTheirPeaks() {
        try (Chrome.Tab tab = chrome.tab(Chrome.Look.DESK)) {
            Page page = tab.page();
            long start = System.nanoTime();
            PagesTest.visit(
                    tab,
                    server.url("/projects/flight-delays/runs/compare?metric=loss&runs=" + String.join(",", CURVES)));
            page.waitForSelector("data-chart[data-drawn-ms]");
            long whole = Duration.ofNanos(System.nanoTime() - start).toMillis();
            int drawn = Integer.parseInt(page.locator("data-chart").first().getAttribute("data-drawn-ms"));
            System.err.println("10 curves of " + POINTS + " points: drawn in " + drawn + " ms, page " + whole + " ms");
            assertThat(drawn).isLessThan(500);
            assertThat(
                            page.evaluate(
                                    "() => document.querySelector('compare-page').data.curves.every((c) => c.values.includes(9))"))
                    .isEqualTo(true);
            assertThat(page.locator("main .says").first().innerText()).startsWith("10 runs");
        }
    }

    private static long changed(Page page, Runnable act) {
        page.evaluate("""
                () => { window.before = document.querySelector('run-grid').runs; window.took = null; window.from = performance.now();
                  const look = () => { const grid = document.querySelector('run-grid');
                    if (grid && grid.runs !== window.before && grid.runs.length && grid.querySelector('[data-row]')) window.took = performance.now() - window.from; else requestAnimationFrame(look); };
                  look(); }""");
        act.run();
        page.waitForFunction("() => window.took !== null");
        return ((Number) page.evaluate("() => window.took")).longValue();
    }
}
