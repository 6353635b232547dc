package dev.trefoil.verify.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What happens is seen as it happens, over connections that break.
@Tag("browser")
class LiveTest {
    private static final String PROJECT = "/api/v1/projects/flight-delays";
    private static Chrome chrome;

    @BeforeAll
    static void open() {
        chrome = new Chrome();
    }

    @AfterAll
    static void close() {
        chrome.close();
    }

    private static String line(int number, String says) {
        return "{\"number\":" + number
                + ",\"at\":\"2026-11-21T11:30:00Z\",\"project\":\"flight-delays\",\"station\":\"monitoring\",\"event\":\"window\",\"says\":\""
                + says + "\",\"values\":{}}";
    }

    private static void happens(FakeServer fake, int number, String says) {
        String story = fake.current(PROJECT + "/story").toString();
        fake.put(PROJECT + "/story", story.substring(0, story.length() - 2) + "," + line(number, says) + "]}");
        fake.tell("story", line(number, says));
    }

    @Test
    void theLoopChangesAsTheTripGoesOn() {
        try (FakeServer fake = FakeServer.of("flights");
                Chrome.Tab tab = chrome.tab(Chrome.Look.DESK)) {
            PagesTest.visit(tab, fake.url("/projects/flight-delays"));
            tab.page().waitForSelector("[data-station=monitoring][data-state=fail]");
            String status = fake.current(PROJECT + "/status").toString();
            fake.put(
                    PROJECT + "/status",
                    status.replace(
                                    "\"station\":\"monitoring\",\"state\":\"fail\"",
                                    "\"station\":\"monitoring\",\"state\":\"pass\"")
                            .replace("Version 2 takes 25 %", "Version 2 takes 100 %"));
            happens(fake, 11, "August: R1 +.039 pass");
            tab.page().waitForSelector("[data-station=monitoring][data-state=pass]");
            tab.page().waitForSelector("li[data-number='11']");
            assertThat(tab.page().locator(".now .says").innerText()).contains("takes 100 %");
            assertThat(tab.complaints()).isEmpty();
        }
    }

    @Test
    void aRestartOfTheServerIsSaidAndMendedWithoutAReload() {
        try (FakeServer fake = FakeServer.of("flights");
                Chrome.Tab tab = chrome.tab(Chrome.Look.DESK)) {
            PagesTest.visit(tab, fake.url("/projects/flight-delays"));
            tab.page().evaluate("() => (window.same = true)");
            fake.stop();
            tab.page().waitForSelector("text=The connection to the server is lost");
            assertThat(tab.page().locator("main h1").innerText()).isEqualTo("flight-delays");
            happens(fake, 11, "told while nobody listened");
            fake.start();
            tab.page().waitForSelector("li[data-number='11']", new Page.WaitForSelectorOptions().setTimeout(20_000));
            assertThat(tab.page()
                            .locator("text=The connection to the server is lost")
                            .count())
                    .isZero();
            assertThat(tab.page().evaluate("() => window.same")).isEqualTo(true);
        }
    }

    @Test
    void aSlowServerIsWaitedForInWords() {
        try (FakeServer fake = FakeServer.of("flights");
                Chrome.Tab tab = chrome.tab(Chrome.Look.PHONE)) {
            fake.slow(Duration.ofMillis(1500));
            tab.page().navigate(fake.url("/projects/flight-delays/models"));
            tab.page().waitForSelector("text=Loading…");
            tab.page().waitForSelector("main h1");
            assertThat(tab.complaints()).isEmpty();
        }
    }

    @Test
    void aWrongClockInTheBrowserDoesNotMatter() {
        try (FakeServer fake = FakeServer.of("flights");
                Chrome.Tab tab = chrome.tab(Chrome.Look.DESK)) {
            tab.context().clock().setFixedTime("2001-01-01T00:00:00Z");
            PagesTest.visit(tab, fake.url("/projects/flight-delays"));
            assertThat(tab.page().locator("ol.log").innerText()).doesNotContain("NaN", "Invalid", "just now");
        }
    }

    @Test
    void manyEventsCostNoMemory() {
        int seconds = Integer.getInteger("trefoil.live.seconds", 20);
        try (FakeServer fake = FakeServer.of("flights");
                Chrome.Tab tab = chrome.tab(Chrome.Look.DESK)) {
            PagesTest.visit(tab, fake.url("/projects/flight-delays"));
            List<Double> heap = new ArrayList<>();
            for (int second = 0; second < seconds; second++) {
                for (int i = 0; i < 50; i++) {
                    fake.tell("story", line(1, "again"));
                    tab.page().waitForTimeout(15);
                }
                if (second % 5 == 4) {
                    tab.page().requestGC();
                    heap.add(((Number) tab.page().evaluate("() => performance.memory.usedJSHeapSize")).doubleValue());
                }
            }
            assertThat(heap.getLast()).as("bytes over time: %s", heap).isLessThan(heap.getFirst() * 1.25 + 2e6);
            assertThat(tab.page().evaluate("() => document.querySelectorAll('ol.log li').length"))
                    .isEqualTo(10);
        }
    }

    @Test
    void theFirstViewComesAtOnce() {
        try (FakeServer fake = FakeServer.of("flights");
                Chrome.Tab tab = chrome.tab(Chrome.Look.DESK)) {
            PagesTest.visit(tab, fake.url("/projects/flight-delays"));
            List<Long> times = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                tab.page().navigate("about:blank");
                tab.page().addInitScript("""
                        new MutationObserver((_, o) => { if (document.querySelector('main .matrix .cell')) {
                          window.contentMs ??= performance.now(); o.disconnect(); } }).observe(document, {childList: true, subtree: true})""");
                tab.page().navigate(fake.url("/projects/flight-delays"));
                tab.page().waitForFunction("() => window.contentMs");
                times.add(((Number) tab.page().evaluate("() => window.contentMs")).longValue());
            }
            System.err.println("first view, ms to content: " + times);
            assertThat(times.stream().sorted().toList().get(2)).as("%s", times).isLessThan(1000L);
        }
    }
}
