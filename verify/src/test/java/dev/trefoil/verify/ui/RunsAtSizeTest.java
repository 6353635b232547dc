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
