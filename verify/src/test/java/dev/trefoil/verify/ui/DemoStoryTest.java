package dev.trefoil.verify.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// The demo, watched in the browser: the page that was opened at the start shows the whole trip without a reload, what
/// it shows is what the API says, and everything that a person can do works on the server as the demo left it.
@Tag("browser")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DemoStoryTest {
    private static final Duration TRIP = Duration.ofMinutes(15);
    private static final String PROJECT = RealServer.DEMO;
    private static final String ENDPOINT = "/api/v1/endpoints/" + PROJECT;

    @TempDir
    private static Path folder;

    private static RealServer demo;
    private static Chrome chrome;
    private static Chrome.Tab tab;

    @BeforeAll
    static void start() {
        demo = RealServer.demo(folder);
        chrome = new Chrome();
        tab = chrome.tab(Chrome.Look.DESK);
    }

    @AfterAll
    static void stop() {
        tab.close();
        chrome.close();
        demo.close();
    }

    private static Page open(String path) {
        PagesTest.visit(tab, demo.url(path));
        return tab.page();
    }

    @Test
    @Order(1)
    void thePageShowsTheTripAsItHappens() {
        Page page = open("/projects/" + PROJECT);
        page.evaluate("() => (window.same = true)");
        Page.WaitForSelectorOptions trip = new Page.WaitForSelectorOptions().setTimeout(TRIP.toMillis());
        if (demo.ours()) {
            page.waitForSelector("[data-station=data][data-state=pass]", trip);
            page.waitForSelector("[data-station=development][data-state=running]", trip);
            assertThat(page.locator(".now .says").innerText()).contains("A trip round the loop is under way");
        }
        for (String station : List.of("data", "development", "evaluation", "registry")) {
            page.waitForSelector("[data-station=" + station + "][data-state=pass]", trip);
        }
        page.waitForSelector("rollout-steps li", trip);
        page.waitForSelector("[data-cell*='live~']", trip);
        page.waitForSelector("nav .count", trip);
        page.waitForSelector(
                "[data-station=retraining][data-state=pass], [data-station=retraining][data-state=running],"
                        + " [data-station=retraining][data-state=fail]",
                trip);
        page.waitForSelector("[data-cell*='live~2013-09']", trip);
        assertThat(page.evaluate("() => window.same")).as("no reload").isEqualTo(true);
        assertThat(tab.complaints()).isEmpty();
        page.waitForFunction(
                "(n) => document.querySelector('requirement-matrix').matrix.cells.flat().filter(Boolean).length >= n",
                places());
        page.locator("requirement-matrix button:has-text('earlier column')").click();
        assertThat(different(page)).isEmpty();
        assertThat(page.locator(".now .says").innerText())
                .isEqualTo(demo.get("/api/v1/projects/" + PROJECT + "/status")
                        .path("now")
                        .asString());
    }

    /// Requirement and column pairs that the API knows of.
    private static int places() {
        List<String> places = new ArrayList<>();
        for (JsonNode cell :
                demo.get("/api/v1/projects/" + PROJECT + "/verdicts").path("cells")) {
            String place = cell.path("requirement").asString()
                    + cell.path("where").asString()
                    + cell.path("window").asString()
                    + cell.path("version").asString("")
                    + cell.path("rollout").asString("");
            if (!places.contains(place)) {
                places.add(place);
            }
        }
        return places.size();
    }

    /// Cells whose verdict is not the API's.
    private static List<String> different(Page page) {
        List<String> different = new ArrayList<>();
        for (JsonNode cell :
                demo.get("/api/v1/projects/" + PROJECT + "/verdicts").path("cells")) {
            if (!cell.path("group").asString("").isEmpty() || cell.path("value").isNull()) {
                continue;
            }
            Object found = page.evaluate(
                    """
                    ({requirement, number, value, outcome}) => {
                      const matrix = document.querySelector('requirement-matrix').matrix;
                      const row = matrix.requirements.findIndex((r) => r.id === requirement);
                      const column = matrix.cells[row]?.findIndex((c) => c?.number === number) ?? -1;
                      const button = document.querySelectorAll('requirement-matrix tbody tr')[row]?.children[column + 1]?.querySelector('button.cell');
                      return Boolean(button) && button.classList.contains({pass: 'pass', fail: 'fail', inconclusive: 'open'}[outcome])
                        && matrix.cells[row][column].value === value;
                    }\
                    """,
                    Map.of(
                            "requirement", cell.path("requirement").asString(),
                            "number", cell.path("number").asInt(),
                            "value", cell.path("value").asDouble(),
                            "outcome", cell.path("outcome").asString()));
            if (!Boolean.TRUE.equals(found)) {
                different.add(cell.path("requirement").asString() + " "
                        + cell.path("where").asString() + " "
                        + cell.path("window").asString());
            }
        }
        return different;
    }

    /// The pages of this project, as the demo left it.
    private static Map<String, String> pages() {
        String run = demo.get("/api/v1/models/" + PROJECT + "/versions/1")
                .path("provenance")
                .path("run")
                .asString();
        String runs = demo.get("/api/v1/runs?limit=5&project=" + PROJECT)
                .path("runs")
                .valueStream()
                .map(one -> one.path("id").asString())
                .collect(Collectors.joining(","));
        Map<String, String> pages = new TreeMap<>(Screenshots.pages(PROJECT));
        pages.put("model", "/projects/" + PROJECT + "/models/" + PROJECT + "/1");
        pages.put("compare", "/projects/" + PROJECT + "/runs/compare?runs=" + runs);
        pages.put("run", "/projects/" + PROJECT + "/runs/" + run);
        return pages;
    }

    @Test
    @Order(2)
    void everyPageOfItIsWholeAccessibleAndFits() {
        List<String> findings = new ArrayList<>();
        for (Chrome.Look look : List.of(Chrome.Look.DESK, Chrome.Look.PHONE)) {
            try (Chrome.Tab here = chrome.tab(look)) {
                pages().forEach((name, address) -> {
                    PagesTest.visit(here, demo.url(address));
                    if (look.equals(Chrome.Look.DESK)) {
                        Axe.findings(here.page(), Chrome.CHECKOUT)
                                .forEach(finding -> findings.add(name + ": axe " + finding));
                    }
                    PagesTest.sideways(here.page()).forEach(wide -> findings.add(name + " scrolls sideways: " + wide));
                    here.complaints().forEach(complaint -> findings.add(name + ": " + complaint));
                    here.complaints().clear();
                    assertThat(here.page().locator("main").innerText())
                            .as(name)
                            .doesNotContain("undefined", "[object Object]", "NaN");
                });
            }
        }
        assertThat(findings).isEmpty();
    }

    /// The pictures of the docs: `./trefoil verify --browser -Dtest=DemoStoryTest -Dtrefoil.screenshots=docs/images`.
    @Test
    @Order(2)
    void itsPagesArePhotographedForTheDocs() {
        String folder = System.getProperty("trefoil.screenshots", "");
        assumeTrue(!folder.isEmpty(), "no folder is named");
        Screenshots.take(chrome, demo.url(""), pages(), Chrome.CHECKOUT.resolve(folder));
        assertThat(Chrome.CHECKOUT.resolve(folder).resolve("loop-1360-light.png"))
                .isNotEmptyFile();
    }

    private static void act(Page page, String button, String says) {
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName(button).setExact(true))
                .first()
                .click();
        page.waitForSelector("act-dialog dialog[open]");
        assertThat(page.locator("act-dialog dialog").innerText()).contains(says);
        if (page.locator("act-dialog textarea").count() > 0) {
            page.locator("act-dialog textarea").fill("tried in a browser");
        }
        page.locator("act-dialog button.main").click();
    }

    private static void done(Page page) {
        page.waitForSelector("act-dialog p[role=status]");
        assertThat(page.locator("act-dialog dialog").innerText()).contains("The audit trail has it as no.");
        page.locator("act-dialog button.close").click();
    }

    @Test
    @Order(3)
    void anAlertIsSnoozedAndThatIsUndoneFromTheAuditPage() {
        Page page = open("/projects/" + PROJECT + "/alerts");
        int open = page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName("Snooze").setExact(true))
                .count();
        assertThat(open).isPositive();
        act(page, "Snooze", "stays on the list");
        done(page);
        assertThat(alerts("SNOOZED")).isEqualTo(1);
        page = open("/projects/" + PROJECT + "/audit");
        page.locator("ol.log li").first().getByText("Undo").click();
        page.waitForSelector("act-dialog dialog[open]");
        page.locator("act-dialog textarea").fill("not yet");
        page.locator("act-dialog button.main").click();
        done(page);
        assertThat(alerts("SNOOZED")).isZero();
        assertThat(alerts("OPEN")).isEqualTo(open);
    }

    private static long alerts(String state) {
        return demo.get("/api/v1/alerts?project=" + PROJECT).path("alerts").findValuesAsString("state").stream()
                .filter(state::equals)
                .count();
    }

    @Test
    @Order(4)
    void anEndpointIsRolledBackAndRestored() {
        String before = demo.get(ENDPOINT).path("says").asString();
        String former = demo.get(ENDPOINT).path("former").asString();
        Page page = open("/endpoints/" + PROJECT);
        act(page, "Back to " + former.replace(" 100 %", ""), "are answered by " + former.replace(" 100 %", ""));
        done(page);
        assertThat(demo.get(ENDPOINT).path("says").asString()).isEqualTo(former);
        page.waitForFunction(
                "(now) => document.querySelector('endpoint-page .says').innerText.includes(now)",
                former.split(" ")[0] + " answers");
        page = open("/projects/" + PROJECT + "/audit?kind=endpoint");
        page.getByText("Restore").first().click();
        page.waitForSelector("act-dialog dialog[open]");
        page.locator("act-dialog textarea").fill("the way forward again");
        page.locator("act-dialog button.main").click();
        done(page);
        assertThat(demo.get(ENDPOINT).path("says").asString()).isEqualTo(before);
    }

    @Test
    @Order(5)
    void whoActsOnAnOldPageIsToldWhoWasFaster() {
        Page page = open("/endpoints/" + PROJECT);
        String former = demo.get(ENDPOINT).path("former").asString();
        page.evaluate("() => document.querySelector('endpoint-page').concerns = () => false");
        demo.post(ENDPOINT + "/rollback", "{\"why\":\"somebody else was faster\"}");
        String now = demo.get(ENDPOINT).path("says").asString();
        act(page, "Back to " + former.replace(" 100 %", ""), "are answered by " + former.replace(" 100 %", ""));
        page.waitForSelector("act-dialog [role=alert]");
        assertThat(page.locator("act-dialog [role=alert]").innerText())
                .contains("local-owner", "somebody else was faster", now);
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Show the state of now"))
                .click();
        assertThat(demo.get(ENDPOINT).path("says").asString()).isEqualTo(now);
        demo.post(ENDPOINT + "/rollback", "{\"why\":\"back to where it was\"}");
    }

    @Test
    @Order(6)
    void anAliasIsPointedAndTakenAway() {
        Page page = open("/projects/" + PROJECT + "/models/" + PROJECT + "/1");
        act(page, "Alias…", "gets version 1 from now on");
        done(page);
        page.waitForSelector(".title .pill:has-text('champion')");
        assertThat(demo.get("/api/v1/models/" + PROJECT)
                        .path("aliases")
                        .path("champion")
                        .asInt())
                .isEqualTo(1);
        act(page, "Take “champion” away", "names nothing from now on");
        done(page);
        assertThat(demo.get("/api/v1/models/" + PROJECT).path("aliases").has("champion"))
                .isFalse();
    }

    @Test
    @Order(8)
    void anEndpointIsTriedWithAFormMadeFromItsSignature() {
        Page page = open("/endpoints/" + PROJECT);
        page.waitForSelector("try-form input");
        page.locator("try-form input[name=origin]").fill("JFK");
        page.locator("try-form input[name=carrier]").fill("DL");
        page.locator("try-form input[name=temp]").fill("21.5");
        page.locator("try-form button.main").click();
        page.waitForSelector("try-form p[role=status], try-form p[role=alert]");
        assertThat(page.locator("try-form p[role=status]").innerText()).startsWith("Answer:");
    }

    @Test
    @Order(9)
    void theRunThatMadeTheModelShowsItsFiles() {
        String run = demo.get("/api/v1/models/" + PROJECT + "/versions/1")
                .path("provenance")
                .path("run")
                .asString();
        Page page = open("/projects/" + PROJECT + "/runs/" + run);
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("evaluation.json"))
                .click();
        page.waitForSelector("artifact-tree pre");
        assertThat(page.locator("artifact-tree pre").innerText()).contains("\"rows\"");
    }

    @Test
    @Order(10)
    void thePageComesBackByItselfAfterTheServerWasKilled() {
        assumeTrue(demo.ours(), "only a server of this test may be killed");
        Page page = open("/projects/" + PROJECT);
        page.evaluate("() => (window.same = true)");
        tab.complaints().clear();
        demo.kill();
        page.waitForSelector("text=The connection to the server is lost");
        demo.restart();
        demo.await();
        page.waitForFunction(
                "() => !document.body.innerText.includes('The connection to the server is lost')",
                null,
                new Page.WaitForFunctionOptions().setTimeout(60_000));
        String alert = demo.get("/api/v1/alerts?project=" + PROJECT)
                .path("alerts")
                .get(0)
                .path("id")
                .asString();
        int open = Integer.parseInt(page.locator("nav .count").innerText().replaceAll("\\D", ""));
        demo.post("/api/v1/alerts/" + alert + "/close", "{\"why\":\"seen after the restart\"}");
        page.waitForFunction(
                "(n) => Number((document.querySelector('nav .count')?.innerText ?? '0').replace(/\\D/g, '')) === n",
                open - 1);
        assertThat(page.evaluate("() => window.same")).as("no reload").isEqualTo(true);
    }

    /// Last, because it is asked as of now, which moves the endpoint's event time.
    @Test
    @Order(11)
    void theExampleThatTheDemoEndsWithIsAnswered() throws IOException {
        String example = Files.readString(Chrome.CHECKOUT.resolve("examples/flights/one-flight.json"));
        assertThat(demo.post("/endpoints/" + PROJECT + "/invocations", example)
                        .path("predictions")
                        .size())
                .isEqualTo(1);
    }
}
