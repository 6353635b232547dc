package dev.trefoil.verify.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What a page shows belongs to its address and to now, however fast things change and however slowly they answer.
@Tag("browser")
class BelongingTest extends OnFlights {
    private static final String LOOP = "/projects/flight-delays";
    private static final String PROJECT = "/api/v1/projects/flight-delays";
    private static final String EVIDENCE = LOOP + "?cell=R1.live~2013-07";

    @Test
    void nothingOfAnotherProjectStandsUnderTheNameOfThisOne() {
        PagesTest.visit(tab, fake.url(LOOP));
        assertThat(tab.page().locator("main").innerText()).contains("Version 2 takes");
        fake.slow(Duration.ofMillis(1500));
        go("/projects/reviews");
        tab.page().waitForSelector("main:has-text('Loading')");
        assertThat(tab.page().locator("main").innerText()).doesNotContain("Version 2 takes", "Back to v1");
    }

    @Test
    void whatIsOnItsWayIsShownThoughEventsComeFaster() {
        PagesTest.visit(tab, fake.url(LOOP));
        fake.put(
                PROJECT + "/status",
                fake.current(PROJECT + "/status").toString().replace("Version 2 takes 25 %", "Version 2 takes 26 %"));
        fake.slow(Duration.ofMillis(900));
        for (int i = 0; i < 40; i++) {
            fake.tell("story", "{\"project\":\"flight-delays\",\"station\":\"data\"}");
            tab.page().waitForTimeout(100);
        }
        assertThat(tab.page().locator("main .says").first().innerText()).contains("Version 2 takes 26 %");
    }

    @Test
    void evidenceThatWasClosedOpensAgainFromTheSameLink() {
        PagesTest.visit(tab, fake.url(EVIDENCE));
        for (int i = 0; i < 2; i++) {
            tab.page().waitForSelector("evidence-drawer dialog[open]");
            tab.page().keyboard().press("Escape");
            tab.page()
                    .waitForSelector(
                            "evidence-drawer dialog",
                            new Page.WaitForSelectorOptions()
                                    .setState(com.microsoft.playwright.options.WaitForSelectorState.DETACHED));
            assertThat(tab.page().url()).doesNotContain("cell=");
            go(EVIDENCE);
        }
        tab.page().waitForSelector("evidence-drawer dialog[open]");
    }

    @Test
    void anActThatWasLeftDoesNotEndInTheDialogOfTheNext() {
        PagesTest.visit(tab, fake.url(LOOP + "/alerts"));
        fake.slow(Duration.ofMillis(1000));
        tab.page().locator("section.card button:has-text('Snooze')").first().click();
        tab.page().locator("act-dialog textarea").fill("later");
        tab.page().locator("act-dialog button.main").click();
        tab.page().locator("act-dialog button:has-text('it goes on')").click();
        tab.page().locator("section.card button:has-text('Close')").first().click();
        tab.page().waitForTimeout(4000);
        assertThat(fake.asked()).hasSize(1);
        assertThat(tab.page().locator("act-dialog dialog").innerText())
                .startsWith("Close the alert")
                .doesNotContain("Done.", "At work");
        assertThat(tab.page().locator("act-dialog button.main").isEnabled()).isTrue();
    }

    @Test
    void aWindowOfSeveralMonthsHasItsEvidenceBehindTheAlert() {
        fake.put(
                "/api/v1/alerts",
                fake.current("/api/v1/alerts")
                        .toString()
                        .replaceFirst("\"window\":\"July\"", "\"window\":\"2013-07 – 2013-09\""));
        PagesTest.visit(tab, fake.url(LOOP + "/alerts"));
        assertThat(tab.page().locator("a:has-text('evidence in')").first().getAttribute("href"))
                .endsWith("?cell=R1.live~2013-07%E2%80%932013-09");
    }

    @Test
    void aRequirementOfEachGroupIsDrawnByItsWorstGroup() {
        fake.put(
                PROJECT + "/windows",
                fake.current(PROJECT + "/windows")
                        .toString()
                        .replace("\"requirement\":\"R2\",\"group\":\"\"", "\"requirement\":\"R2\",\"group\":\"JFK\""));
        PagesTest.visit(tab, fake.url("/projects/flight-delays/endpoints/flight-delays?trend=R2"));
        tab.page().waitForSelector("window-chart svg circle");
    }

    @Test
    void theColumnsThatMovedSinceTheVersionBeforeAreMarked() {
        fake.put(PROJECT + "/datasets/" + "11ee22ff".repeat(8) + "/drift", """
                {"method": "drift-rule/1", "number": 2, "before": 1, "drift": [
                  {"column": "temp", "method": "psi-star", "value": 0.21, "corrected": 0.2, "p": 0, "adjusted": 0, "drifted": true},
                  {"column": "dewp", "method": "psi-star", "value": 0.004, "corrected": 0.001, "p": 0.6, "adjusted": 0.7, "drifted": false}]}""");
        PagesTest.visit(tab, fake.url(LOOP + "/data"));
        tab.page().waitForSelector("th:has-text('Moved since 1')");
        assertThat(tab.page().locator("main").innerText()).contains("1 of 2 columns drifted");
        assertThat(tab.page()
                        .locator("[aria-label=Columns] tr:has-text('temp')")
                        .innerText())
                .contains("✕", "drifted", ".200");
    }
}
