package dev.trefoil.verify.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The runs page over a real store: 5,000 runs here; [UiFiguresTest] measures it with 50,000.
@Tag("browser")
class RunsAtSizeTest {
    private static final int RUNS = 5_000;
    private static final int POINTS = 5_000;

    @TempDir
    private static Path folder;

    private static Chrome chrome;
    private static RunStore store;

    @BeforeAll
    static void open() {
        store = new RunStore(folder, RUNS, POINTS);
        chrome = new Chrome();
    }

    @AfterAll
    static void close() {
        chrome.close();
        store.close();
    }

    @Test
    void filterAndSortShowWhatTheyAskFor() {
        try (Chrome.Tab tab = chrome.tab(Chrome.Look.DESK)) {
            Page page = tab.page();
            PagesTest.visit(tab, store.server().url("/projects/flight-delays/runs"));
            page.waitForSelector("[data-row='0']");
            for (String filter : List.of(
                    "metrics.auc > 0.799",
                    "params.kind = 'xgboost' AND metrics.auc < 0.51",
                    "params.depth IN ('3', '4') AND metrics.log_loss > 0.9")) {
                changed(page, () -> {
                    page.locator("predicate-field input").fill(filter);
                    page.keyboard().press("Enter");
                });
                assertThat(page.url()).contains("filter=");
            }
            changed(page, () -> {
                page.locator("predicate-field input").fill("");
                page.keyboard().press("Enter");
            });
            for (int i = 0; i < 2; i++) {
                changed(
                        page,
                        () -> page.locator(".grid-head [title='metrics.auc'] button")
                                .click());
            }
            assertThat(page.locator("[data-row='0']").innerText()).contains(".50");
            assertThat(tab.complaints()).isEmpty();
        }
    }

    @Test
    void everyRunCanBeScrolledToWhileFewRowsExist() {
        try (Chrome.Tab tab = chrome.tab(Chrome.Look.DESK)) {
            Page page = tab.page();
            PagesTest.visit(tab, store.server().url("/projects/flight-delays/runs"));
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
            PagesTest.visit(tab, store.server().url("/projects/flight-delays/runs"));
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
    void theFilterKnowsTheWordsOfTheTableAndSaysWhichRowsItLeaves() {
        try (Chrome.Tab tab = chrome.tab(Chrome.Look.DESK)) {
            Page page = tab.page();
            PagesTest.visit(tab, store.server().url("/projects/flight-delays/runs"));
            page.waitForSelector("main .says:has-text('5,010 runs, newest first')");
            changed(page, () -> {
                page.locator("predicate-field input").fill("status = 'finished' AND name LIKE 'run-49%'");
                page.keyboard().press("Enter");
            });
            page.waitForSelector("main .says:has-text('111 runs for which the filter holds')");
            page.locator("predicate-field input").fill("metrics.auc > 0.5 AND params.depth = 3");
            page.keyboard().press("Enter");
            page.waitForSelector("main .says:has-text('those of the filter before')");
            assertThat(page.locator(".predicate .errors").innerText()).contains("^", "'3'", "at position 23");
            page.locator("predicate-field input").fill("durations > 3");
            page.keyboard().press("Enter");
            page.waitForSelector(".predicate .errors:has-text('Valid keys are')");
            assertThat(page.evaluate("() => { const e = document.querySelector('.predicate .errors');"
                            + " return e.scrollWidth <= e.clientWidth; }"))
                    .isEqualTo(true);
        }
    }

    /// Reads 1,400 runs and goes to the one in row 1,302.
    private static void farDown(Chrome.Tab tab) {
        Page page = tab.page();
        PagesTest.visit(tab, store.server().url("/projects/flight-delays/runs"));
        page.waitForSelector("[data-row='0']");
        page.locator(".grid-view").focus();
        for (int rows = 200; rows < 1400; rows += 200) {
            page.keyboard().press("End");
            page.waitForFunction("(n) => document.querySelector('run-grid').runs.length > n", rows);
        }
        page.evaluate("() => document.querySelector('.grid-view').scrollTo(0, 1300 * 32)");
        page.waitForSelector("[data-row='1302'] a");
    }

    @Test
    void theWayBackLeadsToThePlaceInTheList() {
        try (Chrome.Tab tab = chrome.tab(Chrome.Look.DESK)) {
            Page page = tab.page();
            farDown(tab);
            String name = page.locator("[data-row='1302'] a").innerText();
            page.locator("[data-row='1302'] a").click();
            page.waitForSelector("run-page h1:has-text('" + name + "')");
            page.goBack();
            page.waitForSelector("[data-row='1302'] a");
            assertThat(page.locator("[data-row='1302'] a").innerText()).isEqualTo(name);
            assertThat(page.evaluate("() => document.querySelector('.grid-view').scrollTop"))
                    .isEqualTo(1300 * 32);
        }
    }

    @Test
    void aListThatIsReadAgainKeepsItsLengthAndItsPlace() {
        try (Chrome.Tab tab = chrome.tab(Chrome.Look.DESK)) {
            Page page = tab.page();
            farDown(tab);
            changed(page, () -> page.evaluate("() => { document.querySelector('runs-page').refresh(); }"));
            assertThat(((Number) page.evaluate("() => document.querySelector('run-grid').runs.length")).intValue())
                    .isGreaterThanOrEqualTo(1400);
            assertThat(page.evaluate("() => document.querySelector('.grid-view').scrollTop"))
                    .isEqualTo(1300 * 32);
        }
    }

    @Test
    void aCurveSaysWhichOfItsValuesAreGood() {
        try (Chrome.Tab tab = chrome.tab(Chrome.Look.DESK)) {
            PagesTest.visit(tab, store.server().url("/projects/flight-delays/runs"));
            String direction = "async (metric) => (await (await fetch('/api/v1/run-curves?runs="
                    + store.curves().getFirst() + "&metric=' + metric)).json()).direction";
            assertThat(List.of(
                            tab.page().evaluate(direction, "auc"),
                            tab.page().evaluate(direction, "log_loss"),
                            tab.page().evaluate(direction, "loss")))
                    .isEqualTo(List.of("higher", "lower", ""));
        }
    }

    @Test
    void sortingByAColumnFarToTheRightStaysThere() {
        try (Chrome.Tab tab = chrome.tab(Chrome.Look.PHONE)) {
            Page page = tab.page();
            PagesTest.visit(tab, store.server().url("/projects/flight-delays/runs"));
            page.waitForSelector("[data-row='0']");
            page.evaluate("() => document.querySelector('.grid-view').scrollTo(500, 900)");
            changed(
                    page,
                    () -> page.locator(".grid-head [title='params.depth'] button")
                            .dispatchEvent("click"));
            page.waitForFunction("() => document.querySelector('.grid-view').scrollTop === 0");
            assertThat(page.evaluate("() => document.querySelector('.grid-view').scrollLeft"))
                    .isNotEqualTo(0);
        }
    }

    @Test
    void moreRunsThanCanBeComparedAreSaid() {
        try (Chrome.Tab tab = chrome.tab(Chrome.Look.DESK)) {
            Page page = tab.page();
            PagesTest.visit(tab, store.server().url("/projects/flight-delays/runs"));
            page.waitForSelector("[data-row='0']");
            page.locator(".grid-view").focus();
            for (int i = 0; i < 21; i++) {
                page.keyboard().press("x");
                page.keyboard().press("j");
            }
            page.waitForSelector(".toolbar:has-text('At most 20 runs can be compared; 21 are selected')");
            assertThat(page.locator("button:has-text('Compare 21')").isDisabled())
                    .isTrue();
            page.keyboard().press("c");
            assertThat(page.url()).doesNotContain("compare");
        }
    }

    @Test
    void whatTheAddressNamesAndDoesNotExistIsLeftOut() {
        try (Chrome.Tab tab = chrome.tab(Chrome.Look.DESK)) {
            Page page = tab.page();
            PagesTest.visit(
                    tab,
                    store.server()
                            .url("/projects/flight-delays/runs?order=nonsense&cols=foo&select=zzz,"
                                    + store.curves().getFirst()));
            page.waitForSelector("button:has-text('Compare 1')");
            assertThat(page.locator("main .says").first().innerText()).contains("newest first");
            assertThat(page.locator(".grid-head").innerText()).contains("name").doesNotContain("foo");
        }
    }

    @Test
    void tenLongCurvesAreDrawnAndKeepTheirPeaks() {
        try (Chrome.Tab tab = chrome.tab(Chrome.Look.DESK)) {
            Page page = tab.page();
            PagesTest.visit(
                    tab,
                    store.server()
                            .url("/projects/flight-delays/runs/compare?metric=loss&runs="
                                    + String.join(",", store.curves())));
            page.waitForSelector("data-chart[data-drawn-ms]");
            assertThat(page.evaluate("() => document.querySelector('compare-page').data.curves.every((c) =>"
                            + " c.values.includes(9))"))
                    .isEqualTo(true);
            assertThat(page.locator("main .says").first().innerText()).startsWith("10 runs");
        }
    }

    @Test
    void theViewIsInTheAddress() {
        try (Chrome.Tab tab = chrome.tab(Chrome.Look.DESK)) {
            Page page = tab.page();
            PagesTest.visit(tab, store.server().url("/projects/flight-delays/runs"));
            page.waitForSelector("[data-row='0']");
            page.locator("details.menu summary").click();
            page.locator("details.menu label:has-text('user') input").check();
            page.locator("details.menu span:has-text('user') button").click();
            page.locator("details.menu summary").click();
            changed(page, () -> {
                page.locator("predicate-field input").fill("metrics.auc > 0.7");
                page.keyboard().press("Enter");
            });
            changed(
                    page,
                    () -> page.locator(".grid-head [title='metrics.auc'] button")
                            .click());
            page.locator(".grid-view").focus();
            page.keyboard().press("x");
            String address = page.url();
            String first = page.locator("[data-row='0'] a").innerText();
            PagesTest.visit(tab, address);
            page.waitForSelector("[data-row='0'][aria-selected=true]");
            assertThat(page.locator("[data-row='0'] a").innerText()).isEqualTo(first);
            assertThat(page.locator("predicate-field input").inputValue()).isEqualTo("metrics.auc > 0.7");
            assertThat(page.locator(".grid-head .pinned").allInnerTexts()).contains("user");
            assertThat(page.locator(".grid-head [aria-sort=descending]").innerText())
                    .contains("auc");
        }
    }

    /// Milliseconds from the act until the rows it asks for are shown.
    static long changed(Page page, Runnable act) {
        page.evaluate("""
            () => { window.before = document.querySelector('run-grid').runs; window.took = null; window.from = performance.now();
              const look = () => { const grid = document.querySelector('run-grid');
                if (grid && grid.runs !== window.before && grid.runs.length && grid.querySelector('[data-row]')) window.took = performance.now() - window.from; else requestAnimationFrame(look); };
              look(); }\
            """);
        act.run();
        page.waitForFunction("() => window.took !== null");
        return ((Number) page.evaluate("() => window.took")).longValue();
    }
}
