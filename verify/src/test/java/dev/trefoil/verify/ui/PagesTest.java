package dev.trefoil.verify.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every page, as people may see it.
@Tag("browser")
class PagesTest {
    private static Chrome chrome;
    private static FakeServer flights;

    @BeforeAll
    static void open() {
        chrome = new Chrome();
        flights = FakeServer.of("flights");
    }

    @AfterAll
    static void close() {
        flights.close();
        chrome.close();
    }

    static Stream<Chrome.Look> looks() {
        return Chrome.Look.ALL.stream();
    }

    @ParameterizedTest
    @MethodSource("looks")
    void everyPageIsWholeAccessibleAndFits(Chrome.Look look) {
        List<String> findings = new ArrayList<>();
        try (Chrome.Tab tab = chrome.tab(look)) {
            Screenshots.pages("flight-delays").forEach((name, address) -> {
                visit(tab, flights.url(address));
                Axe.findings(tab.page(), Chrome.CHECKOUT).forEach(finding -> findings.add(name + ": axe " + finding));
                sideways(tab.page()).forEach(wide -> findings.add(name + " scrolls sideways: " + wide));
                tab.complaints().forEach(complaint -> findings.add(name + ": " + complaint));
                tab.complaints().clear();
            });
        }
        assertThat(findings).isEmpty();
    }

    @Test
    void everyPageOpensWithASentenceAndHasACommand() {
        try (Chrome.Tab tab = chrome.tab(Chrome.Look.DESK)) {
            Screenshots.pages("flight-delays").forEach((name, address) -> {
                visit(tab, flights.url(address));
                assertThat(tab.page().locator("main .says").first().innerText())
                        .as(name)
                        .hasSizeGreaterThan(10);
                if (!name.equals("compare")) {
                    assertThat(tab.page().locator("main copy-command").count())
                            .as(name)
                            .isPositive();
                }
            });
        }
    }

    @Test
    void emptyPagesSayWhatBelongsThere() {
        String project = "/api/v1/projects/new";
        try (FakeServer empty = FakeServer.of("flights");
                Chrome.Tab tab = chrome.tab(Chrome.Look.PHONE)) {
            empty.put("/api/v1/projects", "{\"projects\":[]}");
            empty.put(
                    project + "/status",
                    "{\"project\":\"new\",\"now\":\"Nothing has happened yet.\",\"stations\":[],\"requirements\":[]}");
            empty.put(project + "/verdicts", "{\"cells\":[]}");
            empty.put(project + "/story", "{\"lines\":[]}");
            empty.put(project + "/datasets", "{\"datasets\":[]}");
            empty.put(project + "/windows", "{\"windows\":[]}");
            empty.put(project + "/charter", "{\"version\":{},\"charter\":{},\"sections\":[]}");
            empty.put("/api/v1/endpoints", "{\"endpoints\":[]}");
            empty.put("/api/v1/models", "{\"models\":[]}");
            empty.put("/api/v1/alerts", "{\"alerts\":[]}");
            empty.put("/api/v1/audit", "{\"records\":[],\"next\":\"\"}");
            empty.put("/api/v1/runs", "{\"runs\":[],\"next\":\"\"}");
            empty.put("/api/v1/run-fields", "{}");
            for (Map.Entry<String, String> page : Screenshots.pages("new").entrySet()) {
                if (List.of("run", "model", "endpoint", "compare", "charter").contains(page.getKey())) {
                    continue;
                }
                visit(tab, empty.url(page.getValue()));
                assertThat(tab.page().locator("main .empty code").count())
                        .as(page.getKey() + " names a command")
                        .isPositive();
            }
            assertThat(tab.complaints()).isEmpty();
        }
    }

    @Test
    void anUnknownAddressSaysSo() {
        try (Chrome.Tab tab = chrome.tab(Chrome.Look.DESK)) {
            visit(tab, flights.url("/projects/flight-delays/runs/deleted-long-ago"));
            assertThat(tab.page().locator("main").innerText()).contains("There is no");
            visit(tab, flights.url("/projects/flight-delays/nowhere"));
            assertThat(tab.page().locator("main").innerText()).contains("no page at this address");
        }
    }

    @Test
    void aProjectThatDoesNotExistIsNotShownAsAnEmptyOne() {
        try (FakeServer fake = FakeServer.of("flights");
                Chrome.Tab tab = chrome.tab(Chrome.Look.DESK)) {
            fake.put("/api/v1/audit", "{\"records\":[],\"next\":\"\"}");
            fake.put("/api/v1/runs", "{\"runs\":[],\"next\":\"\"}");
            for (String page : List.of(
                    "", "/charter", "/data", "/runs", "/models", "/endpoints", "/alerts", "/lineage", "/audit")) {
                visit(tab, fake.url("/projects/nope" + page));
                assertThat(tab.page().locator("main h1").innerText())
                        .as("nope" + page)
                        .isEqualTo("There is no such thing here");
            }
        }
    }

    @Test
    void addressesOfTheMlflowUiLeadToTheRun() {
        try (Chrome.Tab tab = chrome.tab(Chrome.Look.DESK)) {
            visit(tab, flights.url("/#/experiments/1/runs/r1"));
            assertThat(tab.page().locator("main h1").innerText()).isEqualTo("lightgbm-1");
        }
    }

    @Test
    void theKnotSaysInWordsWhatItShows() {
        try (Chrome.Tab tab = chrome.tab(Chrome.Look.DESK)) {
            visit(tab, flights.url("/projects/flight-delays"));
            assertThat(tab.page().locator("[data-station=monitoring]").getAttribute("aria-label"))
                    .isEqualTo("Monitoring: fail, R1 fails in July");
        }
    }

    static void visit(Chrome.Tab tab, String url) {
        tab.page().navigate("about:blank");
        tab.page().navigate(url);
        tab.page().waitForSelector("main h1");
        tab.page()
                .waitForFunction(
                        "() => [...document.querySelectorAll('data-chart')].every((chart) => chart.dataset.drawnMs)");
    }

    static List<String> sideways(Page page) {
        Object wide = page.evaluate("""
                () => document.documentElement.scrollWidth <= innerWidth ? [] :
                  [...document.querySelectorAll('body *')].filter((e) => e.getBoundingClientRect().right > innerWidth + 1
                    && !e.closest('.scroll, .matrix, figure, nav, .grid-view, svg')).slice(0, 3).map((e) => e.outerHTML.slice(0, 100)).concat(document.documentElement.scrollWidth + ' px')""");
        return ((List<?>) wide).stream().map(String::valueOf).toList();
    }
}
