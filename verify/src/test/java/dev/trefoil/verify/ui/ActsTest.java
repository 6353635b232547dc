package dev.trefoil.verify.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.trefoil.platform.PlatformException;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Acting with the keyboard alone: each act says what it will do, asks why, and shows what the audit trail holds
/// then.
@Tag("browser")
class ActsTest extends OnFlights {
    /// Moves through the page as a keyboard does until the button has the focus.
    private static void reach(Page page, String button) {
        for (int i = 0; i < 200; i++) {
            page.keyboard().press("Tab");
            Object text = page.evaluate("() => document.activeElement?.innerText?.trim() ?? ''");
            if (text.equals(button)) {
                return;
            }
        }
        throw new AssertionError("no way to the button '" + button + "' with Tab");
    }

    private void act(String address, String button, String says, String path) {
        Page page = page(address);
        reach(page, button);
        page.keyboard().press("Enter");
        page.waitForSelector("act-dialog dialog[open]");
        assertThat(page.locator("act-dialog dialog").innerText()).contains(says);
        if (page.locator("act-dialog textarea").count() > 0) {
            page.locator("act-dialog textarea").focus();
            page.keyboard().type("because <b>I</b> say so");
        }
        page.keyboard().press("Tab");
        page.keyboard().press("Enter");
        page.waitForSelector("act-dialog p[role=status]");
        assertThat(fake.asked()).hasSize(1);
        assertThat(fake.asked().getFirst().path()).isEqualTo(path);
        String told = page.locator("act-dialog dialog").innerText();
        assertThat(told).contains("The audit trail has it as no.", "local-owner");
        if (fake.asked().getFirst().body().has("why")
                && !fake.asked().getFirst().body().path("why").asString("").isEmpty()) {
            assertThat(told).contains("because <b>I</b> say so");
        }
        page.keyboard().press("Enter");
        assertThat(page.locator("dialog[open]").count()).isZero();
        assertThat(tab.complaints()).isEmpty();
    }

    @Test
    void theLineForTheTerminalIsCopiedWithTheReasonAndNothingIsDone() {
        tab.context().grantPermissions(List.of("clipboard-read", "clipboard-write"));
        Page page = page("/projects/flight-delays");
        page.locator("button:has-text('Back to v1')").click();
        page.waitForSelector("act-dialog dialog[open]");
        assertThat(page.locator("act-dialog copy-command button").isDisabled())
                .as("without the reason that is asked for")
                .isTrue();
        page.locator("act-dialog textarea").fill("it's slow");
        page.locator("act-dialog copy-command button").click();
        page.waitForSelector("act-dialog copy-command button:has-text('Copied')");
        assertThat(page.evaluate("() => navigator.clipboard.readText()"))
                .isEqualTo("./trefoil rollout abort flight-delays --why 'it'\\''s slow'");
        assertThat(fake.asked()).isEmpty();
    }

    @Test
    void whoMayOnlyLookIsToldSoBeforeTheyWrite() {
        fake.put("/api/v1/whoami", "{\"name\":\"vera\",\"kind\":\"token\",\"role\":\"viewer\",\"may\":[\"read\"]}");
        Page page = page("/projects/flight-delays");
        page.waitForSelector("header .who");
        page.locator("button:has-text('Back to v1')").click();
        page.waitForSelector("act-dialog dialog[open]");
        assertThat(page.locator("act-dialog dialog").innerText()).contains("vera is a viewer here and may not do this");
        assertThat(page.locator("act-dialog button.main").isDisabled()).isTrue();
        fake.put(
                "/api/v1/whoami",
                "{\"name\":\"rita\",\"kind\":\"token\",\"role\":\"releaser\",\"may\":[\"read\",\"release\"]}");
        page.keyboard().press("Escape");
        page.evaluate("() => dispatchEvent(new CustomEvent('trefoil-token-given'))");
        page.waitForSelector("header .who:has-text('rita')");
        page.locator("button:has-text('Back to v1')").click();
        assertThat(page.locator("act-dialog button.main").isEnabled()).isTrue();
    }

    @Test
    void theFocusStaysNearWhenAnActTakesItsButtonAway() {
        Page page = page("/projects/flight-delays/alerts");
        page.locator("section.card button:has-text('Close')").first().focus();
        page.keyboard().press("Enter");
        page.locator("act-dialog textarea").fill("seen");
        fake.put("/api/v1/alerts", fake.current("/api/v1/alerts").toString().replace("OPEN", "CLOSED"));
        page.locator("act-dialog button.main").click();
        page.locator("act-dialog button.close").click();
        page.waitForFunction("() => document.activeElement !== document.body");
    }

    @Test
    void promotes() {
        act(
                "/projects/flight-delays",
                "Promote to 100 %",
                "v2 answers every request at flight-delays",
                "/api/v1/endpoints/flight-delays/rollout/promote");
    }

    @Test
    void holds() {
        act("/endpoints/flight-delays", "Hold", "keeps its 25 %", "/api/v1/endpoints/flight-delays/rollout/hold");
    }

    @Test
    void goesBackToTheFormerVersion() {
        act(
                "/projects/flight-delays",
                "Back to v1",
                "v1 answers every request",
                "/api/v1/endpoints/flight-delays/rollout/abort");
    }

    @Test
    void rollsBackAnEndpointWithoutARollout() {
        String endpoint = "/api/v1/endpoints/flight-delays";
        String json =
                fake.current(endpoint).toString().replaceFirst("\"rollout\":\\{.*\\},\"revision\"", "\"revision\"");
        fake.put(endpoint, json);
        act("/endpoints/flight-delays", "Back to desk-rule", "are answered by desk-rule", endpoint + "/rollback");
    }

    @Test
    void closesAnAlert() {
        act("/projects/flight-delays/alerts", "Close", "leaves the open list", "/api/v1/alerts/a1/close");
    }

    @Test
    void snoozesAnAlert() {
        act("/projects/flight-delays/alerts", "Snooze", "makes no second alert", "/api/v1/alerts/a1/snooze");
    }

    @Test
    void signsASection() {
        act(
                "/projects/flight-delays/charter",
                "Sign as data-office",
                "You vouch for this section",
                "/api/v1/projects/flight-delays/signatures");
        assertThat(fake.asked().getFirst().body().toString())
                .contains(
                        "\"stakeholder\":\"data-office\"",
                        "\"sections\":[\"requirements\"]",
                        "\"digests\":{\"requirements\":");
    }

    @Test
    void pointsAnAlias() {
        act(
                "/projects/flight-delays/models/flight-delays/2",
                "Alias…",
                "gets version 2 from now on",
                "/api/v1/models/flight-delays/aliases/champion");
    }

    @Test
    void undoesFromTheAuditPage() {
        act("/projects/flight-delays/audit", "Undo", "The rollout of v2 is taken back", "/api/v1/audit/9/back");
    }

    @Test
    void opensASnoozedAlertAgain() {
        act(
                "/projects/flight-delays/alerts?state=snoozed",
                "Open again",
                "on the open list again",
                "/api/v1/alerts/a2/open");
    }

    @Test
    void anActNamesTheStateItWasDecidedOn() {
        holds();
        assertThat(fake.asked().getFirst().body().path("revision").isIntegralNumber())
                .isTrue();
    }

    @Test
    void aReasonIsAskedFor() {
        Page page = page("/endpoints/flight-delays");
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName("Hold").setExact(true))
                .click();
        page.locator("act-dialog button.main").click();
        assertThat(page.evaluate("() => document.querySelector('act-dialog textarea').validity.valueMissing"))
                .isEqualTo(true);
        assertThat(fake.asked()).isEmpty();
    }

    @Test
    void aConflictSaysWhoAndWhatAndTheStateOfNow() {
        Page page = page("/endpoints/flight-delays");
        fake.refuse(PlatformException.Kind.CONFLICT, "judge took v2 to 100 % a moment ago.");
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName("Hold").setExact(true))
                .click();
        page.locator("act-dialog textarea").fill("too fast");
        page.locator("act-dialog button.main").click();
        page.waitForSelector("act-dialog [role=alert]");
        assertThat(page.locator("act-dialog [role=alert]").innerText())
                .contains("judge took v2 to 100 % a moment ago.");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Show the state of now"))
                .click();
        assertThat(page.locator("dialog[open]").count()).isZero();
        assertThat(fake.asked()).isEmpty();
    }

    @Test
    void triesAnEndpointWithAFormMadeFromTheSignature() {
        Page page = page("/endpoints/flight-delays");
        page.locator("try-form input[name=temp]").fill("12.5");
        page.locator("try-form input[name=origin]").fill("JFK");
        page.locator("try-form button.main").click();
        page.waitForSelector("try-form p[role=status]");
        assertThat(page.locator("try-form").innerText()).contains(".312", "p-0001");
        assertThat(fake.asked().getFirst().body().toString())
                .contains("\"temp\":12.5", "\"origin\":\"JFK\"", "\"dewp\":null");
    }

    @Test
    void keysLeadEverywhere() {
        Page page = page("/projects/flight-delays");
        page.keyboard().press("g");
        page.keyboard().press("r");
        page.waitForSelector("run-grid");
        assertThat(page.url()).endsWith("/projects/flight-delays/runs");
        page.locator(".grid-view").focus();
        for (String key : new String[] {"x", "j", "j", "x", "c"}) {
            page.keyboard().press(key);
        }
        page.waitForSelector("compare-page h1");
        assertThat(page.url()).endsWith("/runs/compare?runs=r1,r3");
        page.keyboard().press("/");
        page.waitForSelector("find-box dialog[open]");
        page.keyboard().type("audit");
        page.waitForSelector("find-box [role=option]");
        page.keyboard().press("Enter");
        page.waitForSelector("audit-page h1");
        page.keyboard().press("?");
        page.waitForSelector("#keys[open]");
    }

    @Test
    void aCellOfTheMatrixOpensItsEvidenceAndKeepsItInTheAddress() {
        Page page = page("/projects/flight-delays");
        page.locator("[data-cell='R1.live~2013-07~v1']").click();
        page.waitForSelector("evidence-drawer dialog[open]");
        assertThat(page.locator("evidence-drawer").innerText())
                .contains(".007", "−.001", "paired cluster bootstrap", "28,485", "fail");
        String address = page.url();
        assertThat(address).contains("cell=R1.live%7E2013-07%7Ev1");
        page.keyboard().press("Escape");
        page.waitForFunction("() => !location.search.includes('cell')");
        PagesTest.visit(tab, address);
        page.waitForSelector("evidence-drawer dialog[open]");
    }
}
