package dev.trefoil.verify.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What happens is seen as it happens, over connections that break.
@Tag("browser")
class LiveTest extends InChrome {
    private static final String PROJECT = "/api/v1/projects/flight-delays";

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
            tab.page()
                    .waitForSelector(
                            "text=The connection to the server is lost",
                            new Page.WaitForSelectorOptions().setState(WaitForSelectorState.DETACHED));
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
    void nothingIsAskedWhileNothingHappens() {
        try (FakeServer fake = FakeServer.of("flights");
                Chrome.Tab tab = chrome.tab(Chrome.Look.DESK)) {
            PagesTest.visit(tab, fake.url("/projects/flight-delays"));
            tab.page().waitForSelector("li[data-number='10']");
            tab.page().waitForTimeout(1_000);
            List<String> asked = new ArrayList<>();
            tab.page().onRequest(request -> asked.add(request.url()));
            tab.page().waitForTimeout(4_000);
            assertThat(asked).isEmpty();
        }
    }

    @Test
    void aSessionThatEndedIsAskedForAndGoesOn() {
        try (FakeServer fake = FakeServer.of("flights");
                Chrome.Tab tab = chrome.tab(Chrome.Look.DESK)) {
            fake.lock("first");
            tab.page().navigate(fake.url("/projects/flight-delays"));
            tab.page().waitForSelector("#token[open]");
            tab.page().locator("#token input").fill("first");
            tab.page().keyboard().press("Enter");
            tab.page().waitForSelector("main h1:has-text('flight-delays')");
            fake.lock("second");
            tab.page().waitForSelector("#token[open]", new Page.WaitForSelectorOptions().setTimeout(20_000));
            tab.page().locator("#token input").fill("second");
            tab.page().keyboard().press("Enter");
            tab.page().waitForFunction("() => !document.querySelector('#token')");
            happens(fake, 11, "told after the new session");
            tab.page().waitForSelector("li[data-number='11']", new Page.WaitForSelectorOptions().setTimeout(20_000));
        }
    }

    /// A browser opens six connections to a server, however many tabs there are.
    @Test
    void manyTabsHearOfWhatHappensOverOneStream() {
        try (FakeServer fake = FakeServer.of("flights");
                Chrome.Tab tab = chrome.tab(Chrome.Look.DESK)) {
            List<Page> pages = new ArrayList<>(List.of(tab.page()));
            for (int i = 1; i < 9; i++) {
                pages.add(tab.context().newPage());
            }
            for (Page page : pages) {
                page.navigate(fake.url("/projects/flight-delays"));
                page.waitForSelector("li[data-number='10']");
            }
            happens(fake, 11, "heard by all");
            pages.forEach(page -> page.waitForSelector("li[data-number='11']"));
            pages.removeFirst().close();
            happens(fake, 12, "heard by those that are left");
            pages.forEach(page -> page.waitForSelector("li[data-number='12']"));
        }
    }

    @Test
    void timesGrowOlderWhileThePageIsOpen() {
        try (FakeServer fake = FakeServer.of("flights");
                Chrome.Tab tab = chrome.tab(Chrome.Look.DESK)) {
            tab.context().clock().install();
            PagesTest.visit(tab, fake.url("/projects/flight-delays"));
            String before = tab.page().locator(".facts time").first().innerText();
            tab.context().clock().fastForward(86_400_000L * 3);
            tab.page().waitForFunction("(then) => document.querySelector('.facts time').innerText !== then", before);
        }
    }

    @Test
    void aPageThatHeardMuchHasNotGrown() {
        try (FakeServer fake = FakeServer.of("flights");
                Chrome.Tab tab = chrome.tab(Chrome.Look.DESK)) {
            PagesTest.visit(tab, fake.url("/projects/flight-delays"));
            Object lines = tab.page().evaluate("() => document.querySelectorAll('ol.log li').length");
            double before = hear(fake, tab, 5);
            double after = hear(fake, tab, 10);
            assertThat(after).as("bytes of heap, %s before", before).isLessThan(before * 1.5 + 4e6);
            assertThat(tab.page().evaluate("() => document.querySelectorAll('ol.log li').length"))
                    .isEqualTo(lines);
        }
    }

    /// Fifty events a second for so many seconds; answers the bytes of the tab's heap then.
    static double hear(FakeServer fake, Chrome.Tab tab, int seconds) {
        for (int i = 0; i < seconds * 50; i++) {
            fake.tell("story", line(1, "again"));
            tab.page().waitForTimeout(17);
        }
        tab.page().requestGC();
        return ((Number) tab.page().evaluate("() => performance.memory.usedJSHeapSize")).doubleValue();
    }
}
