package dev.trefoil.verify.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What a person reads off the pages: it is whole, in sight, and says what was measured.
@Tag("browser")
class ReadingTest extends InChrome {
    private static final String LOOP = "/projects/flight-delays";
    private static final String PROJECT = "/api/v1/projects/flight-delays";

    @Test
    void theStepsOfARolloutSayHowMuchBetterAndHowMuchWorseWasAllowed() {
        try (FakeServer fake = FakeServer.of("flights");
                Chrome.Tab tab = chrome.tab(Chrome.Look.DESK)) {
            PagesTest.visit(tab, fake.url(LOOP));
            assertThat(tab.page().locator("rollout-steps li").first().innerText())
                    .contains("log-loss better by .004 (−.002 – .010)", "may be worse by .020", "n 3,000");
            assertThat(tab.page().locator("rollout-steps > p").innerText())
                    .contains("A step passes when", "requirements are judged on the rows of a step too");
        }
    }

    @Test
    void whatIsWorseHasItsIntervalTheSameWayRoundAndItsMoney() {
        try (FakeServer fake = FakeServer.of("flights");
                Chrome.Tab tab = chrome.tab(Chrome.Look.DESK)) {
            String endpoints = fake.current("/api/v1/endpoints").toString();
            fake.put(
                    "/api/v1/endpoints",
                    endpoints
                            .replace("\"id\":\"log-loss\"", "\"id\":\"cost\"")
                            .replace("\"value\":0.004", "\"value\":-340.0")
                            .replace("\"low\":-0.002", "\"low\":-900.0")
                            .replace("\"high\":0.01", "\"high\":2.06")
                            .replace("\"margin\":0.02", "\"margin\":500.0"));
            fake.put(PROJECT + "/charter", """
                    {"charter": {"design": {"problem": {}, "costs": {"false_alarm": 20, "miss": 60, "currency": "EUR"}}}, "sections": []}""");
            PagesTest.visit(tab, fake.url(LOOP));
            assertThat(tab.page().locator("rollout-steps li").first().innerText())
                    .contains("cost worse by 340 € (−2 – 900)", "may be worse by 500 €");
        }
    }

    @Test
    void theMatrixShowsWhereThingsStandAndEarlierColumnsOnRequest() {
        try (FakeServer fake = FakeServer.of("flights");
                Chrome.Tab tab = chrome.tab(Chrome.Look.DESK)) {
            String cell = """
                    {"number": %d, "at": "2026-11-21T11:20:00Z", "requirement": "R1", "where": "%s", "window": "%s", "from": "%sT00:00:00Z", "model": "flight-delays",
                     "version": %d, "rollout": "%s", "outcome": "pass", "value": 0.05, "low": 0.04, "high": 0.06, "n": 100, "bound": 0.02, "side": "at_least"}""";
            fake.put(
                    PROJECT + "/verdicts",
                    "{\"cells\": ["
                            + String.join(
                                    ",",
                                    cell.formatted(1, "hold-out", "hold-out", "1970-01-01", 1, ""),
                                    cell.formatted(2, "rollout", "5 %", "2013-04-01", 1, "a"),
                                    cell.formatted(3, "live", "2013-04", "2013-04-01", 1, ""),
                                    cell.formatted(4, "hold-out", "hold-out", "1970-01-01", 2, ""),
                                    cell.formatted(5, "rollout", "5 %", "2013-05-01", 2, "b"),
                                    cell.formatted(6, "live", "2013-05", "2013-05-01", 2, ""))
                            + "]}");
            Page page = tab.page();
            PagesTest.visit(tab, fake.url(LOOP));
            page.waitForSelector(".matrix .cell");
            assertThat(page.locator(".matrix thead th").allInnerTexts())
                    .containsExactly("Requirement", "Hold-out\nv2", "Rollout 5 %\nv2", "Apr 2013\nv1", "May 2013\nv2");
            page.locator("button:has-text('Show 2 earlier columns too')").click();
            page.waitForSelector("[data-cell='R1.hold-out~v1']");
            PagesTest.visit(tab, fake.url(LOOP + "?cell=R1.rollout~5%25~v1~a"));
            page.waitForSelector("evidence-drawer dialog[open]");
            assertThat(page.locator("button:has-text('Leave the earlier columns out')")
                            .count())
                    .isEqualTo(1);
        }
    }

    @Test
    void theModelsPageSaysWhichVersionAnswersWhere() {
        try (FakeServer fake = FakeServer.of("flights");
                Chrome.Tab tab = chrome.tab(Chrome.Look.DESK)) {
            PagesTest.visit(tab, fake.url(LOOP + "/models"));
            assertThat(tab.page().locator("main .says").innerText())
                    .contains("v1 answers 75 % at flight-delays, v2 answers 25 % at flight-delays.");
            assertThat(tab.page().locator("tbody tr").first().innerText()).contains("25 % at flight-delays");
        }
    }

    @Test
    void anAlertSaysWhatItsRequirementSaysSince() {
        try (FakeServer fake = FakeServer.of("flights");
                Chrome.Tab tab = chrome.tab(Chrome.Look.DESK)) {
            PagesTest.visit(tab, fake.url(LOOP + "/alerts"));
            assertThat(tab.page()
                            .locator("section[aria-label='Alert R1']")
                            .first()
                            .innerText())
                    .contains("Since then", "+.039 (95 % .030 – .048) in Aug 2013, when v2 answered");
            assertThat(tab.page().locator(".title copy-command button").getAttribute("title"))
                    .isEqualTo("./trefoil alerts list --of flight-delays --state open");
        }
    }

    @Test
    void textGrowsWithTheFontThatAPersonChoseInTheBrowser() {
        try (FakeServer fake = FakeServer.of("flights");
                Chrome.Tab tab = chrome.tab(Chrome.Look.DESK)) {
            PagesTest.visit(tab, fake.url(LOOP));
            tab.page().evaluate("() => (document.documentElement.style.fontSize = '24px')");
            for (String place : List.of("body", ".says", ".matrix th.req", "ol.log .who", "button.cell")) {
                assertThat(((Number) tab.page()
                                        .evaluate(
                                                "(place) => parseFloat(getComputedStyle(document.querySelector(place)).fontSize)",
                                                place))
                                .doubleValue())
                        .as(place)
                        .isGreaterThan(17.5);
            }
        }
    }

    @Test
    void aVerdictInTheStoryIsOneMarkWithItsUnit() {
        try (FakeServer fake = FakeServer.of("flights");
                Chrome.Tab tab = chrome.tab(Chrome.Look.DESK)) {
            fake.put(PROJECT + "/story", """
                    {"lines": [
                      {"number": 1, "at": "2026-11-21T11:10:00Z", "station": "evaluation", "event": "evaluated", "values": {},
                       "says": "R3 ✓ .0061 ms (.0061 – .0062) ≤ 20 ms   R4 ✓ +2,036 € (1,354 – 2,789) ≥ 0 €   R5 ✓ −.009 (−.025 – .005) ± .05"},
                      {"number": 2, "at": "2026-11-21T11:11:00Z", "station": "monitoring", "event": "alert", "values": {},
                       "says": "R1 fails in June 2013: R1 ✕ +.010 (−.001 – .020) ≥ .02, n 28,243"}]}""");
            PagesTest.visit(tab, fake.url(LOOP));
            tab.page().waitForSelector("ol.log .pill");
            assertThat(tab.page().locator("ol.log .pill").allInnerTexts())
                    .containsExactly(
                            "✕ R1 +.010 (−.001 – .020) ≥ .02",
                            "✓ R3 .0061 ms (.0061 – .0062) ≤ 20 ms",
                            "✓ R4 +2,036 € (1,354 – 2,789) ≥ 0 €",
                            "✓ R5 −.009 (−.025 – .005) ± .05");
            assertThat(tab.page().locator("ol.log li").first().innerText()).contains("≥ .02, n 28,243");
        }
    }

    private static int hidden(Page page, String selector) {
        return ((Number) page.evaluate(
                        "(s) => { const e = document.querySelector(s); return e.scrollWidth - e.clientWidth - e.scrollLeft; }",
                        selector))
                .intValue();
    }

    @Test
    void theNewestVerdictsAreInSightUntilAPersonLooksElsewhere() {
        try (FakeServer fake = FakeServer.of("flights");
                Chrome.Tab tab = chrome.tab(Chrome.Look.PHONE)) {
            PagesTest.visit(tab, fake.url(LOOP));
            Page page = tab.page();
            page.waitForSelector("figure .trend");
            assertThat(hidden(page, ".matrix")).isLessThan(2);
            assertThat(hidden(page, "figure.plot")).isLessThan(2);
            page.evaluate("() => (document.querySelector('.matrix').scrollLeft = 0)");
            page.evaluate("() => (window.seen = performance.now())");
            fake.tell("story", "{\"project\":\"flight-delays\"}");
            page.waitForFunction("() => document.querySelector('loop-page').lastLoad > window.seen");
            page.waitForTimeout(300);
            assertThat(page.evaluate("() => document.querySelector('.matrix').scrollLeft"))
                    .isEqualTo(0);
        }
    }

    @Test
    void aRunHasOneColourInEveryChartAndIsDrawnAtNoValueItLacks() {
        try (FakeServer fake = FakeServer.of("flights");
                Chrome.Tab tab = chrome.tab(Chrome.Look.PHONE)) {
            String curves = fake.current("/api/v1/run-curves").toString();
            fake.put(
                    "/api/v1/run-curves",
                    curves.replace("\"r1\"", "\"r9\"")
                            .replace("\"r3\"", "\"r1\"")
                            .replace("\"r9\"", "\"r3\""));
            String second = fake.current("/api/v1/runs/r2").toString();
            fake.put("/api/v1/runs/r2", second.replace("\"eta\":\"0.024\",", ""));
            PagesTest.visit(tab, fake.url(LOOP + "/runs/compare?runs=r1,r2,r3"));
            Object names = tab.page().evaluate("""
                    () => [...document.querySelectorAll('data-chart')].map((one) => one.chart.getOption().series.map((s) => s.name).join())""");
            assertThat(names).isEqualTo(Collections.nCopies(3, "lightgbm-1,logistic-2,xgboost-3"));
            Object marks = tab.page().evaluate("""
                    () => {
                      const {parallelAxis, series} = document.querySelectorAll('data-chart')[1].chart.getOption();
                      const eta = parallelAxis.findIndex((axis) => axis.name === 'eta');
                      return series.map((s) => parallelAxis[eta].axisLabel.formatter(s.data[0][eta]));
                    }""");
            assertThat(marks).isEqualTo(List.of(".022", "not set", ".026"));
            assertThat(tab.page().evaluate("() => document.querySelectorAll('data-chart')[1].clientWidth >= 250"))
                    .isEqualTo(true);
        }
    }

    @Test
    void noLineOfTheLineageRunsBehindABox() {
        try (FakeServer fake = FakeServer.of("flights");
                Chrome.Tab tab = chrome.tab(Chrome.Look.DESK)) {
            fake.put(
                    "/api/v1/models/flight-delays",
                    fake.current("/api/v1/models/flight-delays").toString().replace("\"run\":\"r2\"", "\"run\":\"\""));
            PagesTest.visit(tab, fake.url(LOOP + "/lineage"));
            tab.page().waitForSelector("svg.lineage");
            Object crossed = tab.page().evaluate("""
                    () => {
                      const boxes = [...document.querySelectorAll('svg.lineage rect')].map((box) => box.getBBox());
                      const inside = (p) => boxes.some((b) => p.x > b.x + 2 && p.x < b.x + b.width - 2 && p.y > b.y + 2 && p.y < b.y + b.height - 2);
                      return [...document.querySelectorAll('svg.lineage path')].filter((line) => {
                        const length = line.getTotalLength();
                        return Array.from({length: 101}, (_, i) => line.getPointAtLength(length * i / 100)).some(inside);
                      }).length;
                    }""");
            assertThat(crossed).isEqualTo(0);
        }
    }

    @Test
    void theListOfProjectsFitsAPhone() {
        try (FakeServer fake = FakeServer.of("flights");
                Chrome.Tab tab = chrome.tab(Chrome.Look.PHONE)) {
            PagesTest.visit(tab, fake.url("/"));
            assertThat(hidden(tab.page(), "main .scroll")).isLessThan(2);
        }
    }

    @Test
    void noWordOfATableIsBrokenOnAPhone() {
        try (FakeServer fake = FakeServer.of("flights");
                Chrome.Tab tab = chrome.tab(Chrome.Look.PHONE)) {
            PagesTest.visit(tab, fake.url(LOOP + "/models"));
            assertThat(tab.page().locator("td b").first().boundingBox().height).isLessThan(30);
            assertThat(tab.page().locator("tbody tr").first().boundingBox().height)
                    .isLessThan(60);
        }
    }

    @Test
    void aDatasetOfServedRowsClaimsNoContract() {
        try (FakeServer fake = FakeServer.of("flights");
                Chrome.Tab tab = chrome.tab(Chrome.Look.DESK)) {
            PagesTest.visit(tab, fake.url(LOOP + "/data"));
            assertThat(tab.page().locator("main .says").first().innerText())
                    .contains("they were served, and their truth has come")
                    .doesNotContain("contract");
        }
    }

    @Test
    void anArmThatOnlyLooksOnIsNamedInTheAuditTrail() {
        try (FakeServer fake = FakeServer.of("flights");
                Chrome.Tab tab = chrome.tab(Chrome.Look.DESK)) {
            fake.put("/api/v1/audit", """
                    {"next": "", "records": [{"number": 1, "at": "2026-11-21T11:10:00Z", "who": "retraining-policy", "action": "endpoint.route",
                      "project": "flight-delays", "kind": "endpoint", "subject": "flight-delays", "why": "retrained", "hash": "ab",
                      "before": {"shadow": false, "arms": [{"arm": "v1", "share": 1}]},
                      "after": {"shadow": true, "arms": [{"arm": "v1", "share": 1}, {"arm": "v2", "share": 0}]}}]}""");
            PagesTest.visit(tab, fake.url(LOOP + "/audit"));
            tab.page().waitForSelector("ol.log li");
            assertThat(tab.page().locator("ol.log li").innerText()).contains("v1 100 % → v1 100 %, v2 in shadow");
        }
    }

    @Test
    void theKeysWorkWithoutAClickFirst() {
        try (FakeServer fake = FakeServer.of("flights");
                Chrome.Tab tab = chrome.tab(Chrome.Look.DESK)) {
            Page page = tab.page();
            PagesTest.visit(tab, fake.url(LOOP + "/runs"));
            page.waitForSelector(".grid-row");
            for (String key : List.of("j", "x", "j", "x")) {
                page.keyboard().press(key);
            }
            page.waitForSelector("text=Compare 2");
            PagesTest.visit(tab, fake.url(LOOP + "/audit"));
            page.waitForSelector("ol.log li");
            page.keyboard().press("j");
            page.keyboard().press("j");
            page.keyboard().press("k");
            assertThat(page.evaluate("() => document.activeElement === document.querySelector('ol.log li summary')"))
                    .isEqualTo(true);
        }
    }

    @Test
    void aPageIsNotAskedForThatNobodyIsOn() {
        try (FakeServer fake = FakeServer.of("flights");
                Chrome.Tab tab = chrome.tab(Chrome.Look.DESK)) {
            PagesTest.visit(tab, fake.url(LOOP));
            tab.page().keyboard().press("g");
            tab.page().keyboard().press("p");
            tab.page().waitForSelector("projects-page h1");
            tab.page().waitForTimeout(300);
            assertThat(tab.complaints()).isEmpty();
        }
    }

    @Test
    void aFilterThatCannotBeReadIsNotCalledEmpty() {
        try (FakeServer fake = FakeServer.of("flights");
                Chrome.Tab tab = chrome.tab(Chrome.Look.DESK)) {
            fake.put("/api/v1/runs", "{\"runs\":[],\"next\":\"\"}");
            tab.page()
                    .route(
                            "**/api/v1/runs?*",
                            route -> route.fulfill(
                                    new Route.FulfillOptions()
                                            .setStatus(400)
                                            .setContentType("application/json")
                                            .setBody(
                                                    "{\"error\":\"invalid\",\"message\":\"metrics.auc >>\\n             ^ expected a value\"}")));
            PagesTest.visit(tab, fake.url(LOOP + "/runs?filter=metrics.auc%20%3E%3E"));
            assertThat(tab.page().locator("main .says").innerText()).contains("cannot be read");
            assertThat(tab.page().locator(".errors").innerText()).contains("expected a value");
        }
    }
}
