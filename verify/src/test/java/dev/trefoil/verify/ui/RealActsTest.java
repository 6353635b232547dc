package dev.trefoil.verify.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Everything that a person can do on the pages, done on a real server with a small project: what the dialog says
/// before, what the audit trail holds after, and what the server itself says of it then.
@Tag("browser")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RealActsTest {
    private static final String WHY = "tried on a real server";
    private static final String NAME = ClicksProject.NAME;
    private static final String PROJECT = "/projects/" + NAME;
    private static final String API = "/api/v1/projects/" + NAME;
    private static final String ENDPOINT = "/api/v1/endpoints/" + NAME;

    @TempDir
    private static Path folder;

    private static RealServer server;
    private static Chrome chrome;
    private static Chrome.Tab tab;

    @BeforeAll
    static void start() {
        server = RealServer.of(folder, ClicksProject.in(folder.resolve("clicks")), NAME);
        chrome = new Chrome();
        tab = chrome.tab(Chrome.Look.DESK);
    }

    @AfterAll
    static void stop() {
        tab.close();
        chrome.close();
        server.close();
    }

    @AfterEach
    void nothingWasComplainedAbout() {
        List<String> complaints = new ArrayList<>(tab.complaints());
        tab.complaints().clear();
        assertThat(complaints).isEmpty();
    }

    private static Page open(String path) {
        PagesTest.visit(tab, server.url(path));
        return tab.page();
    }

    /// Presses the button, reads what the dialog says, gives the reason, goes on, and finds the same in the audit
    /// trail as in the dialog.
    private static JsonNode act(Locator button, String says, String action) {
        Page page = tab.page();
        button.click();
        page.waitForSelector("act-dialog dialog[open]");
        assertThat(page.locator("act-dialog dialog").innerText()).contains(says);
        if (page.locator("act-dialog textarea").count() > 0) {
            page.locator("act-dialog textarea").fill(WHY);
        }
        page.locator("act-dialog button.main").click();
        return written(action);
    }

    private static JsonNode written(String action) {
        Page page = tab.page();
        page.waitForSelector("act-dialog p[role=status]:has-text('Done'), act-dialog [role=alert]");
        String told = page.locator("act-dialog dialog").innerText();
        assertThat(told).contains("The audit trail has it as no. ");
        long number = Long.parseLong(told.replaceAll("(?s).*has it as no\\. (\\d+):.*", "$1"));
        JsonNode record = server.get("/api/v1/audit?limit=20")
                .path("records")
                .valueStream()
                .filter(one -> one.path("number").asLong() == number)
                .findFirst()
                .orElseThrow();
        assertThat(record.path("action").asString()).isEqualTo(action);
        assertThat(told).contains(record.path("who").asString());
        page.locator("act-dialog button.close").click();
        return record;
    }

    private static Locator button(String name) {
        return tab.page()
                .getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName(name).setExact(true))
                .first();
    }

    private static String state(String section) {
        return server.get(API + "/charter")
                .path("sections")
                .valueStream()
                .filter(one -> one.path("section").asString().equals(section))
                .findFirst()
                .orElseThrow()
                .path("signatories")
                .path(0)
                .path("state")
                .asString();
    }

    @Test
    @Order(1)
    void aSectionIsSignedAndTheSignatureWithdrawn() {
        open(PROJECT + "/charter");
        assertThat(state("requirements")).isEqualTo("missing");
        JsonNode signed = act(button("Sign as ann"), "You vouch for this section as it is now", "charter.sign");
        assertThat(signed.path("why").asString()).isEqualTo(WHY);
        assertThat(signed.path("after").path("section").asString()).isEqualTo("requirements");
        assertThat(state("requirements")).isEqualTo("signed");

        tab.page().waitForSelector("button[aria-label^='Withdraw the signature of ann']");
        act(
                tab.page().locator("button[aria-label^='Withdraw the signature of ann']"),
                "no longer vouches",
                "charter.unsign");
        assertThat(state("requirements")).isEqualTo("missing");
    }

    @Test
    @Order(2)
    void aSignatureIsWithdrawnFromTheAuditPageAsWell() {
        open(PROJECT + "/charter");
        act(button("Sign as ann"), "You vouch", "charter.sign");
        open(PROJECT + "/audit?kind=signature");
        JsonNode record = act(
                tab.page().locator("ol.log li").first().getByText("Undo"),
                "The signature of ann under the section requirements of clicks is withdrawn",
                "charter.unsign");
        assertThat(record.path("why").asString()).isEqualTo(WHY);
        assertThat(state("requirements")).isEqualTo("missing");
    }

    @Test
    @Order(2)
    void whatMovesTheModelAndWhichLabelsItDoubtsIsSaidOfHoldOutRows() {
        JsonNode importance = server.get("/api/v1/models/" + NAME + "/versions/1/importance");
        assertThat(importance.path("method").asString()).isEqualTo("mean-abs-contribution/1");
        assertThat(importance.path("rows").asInt())
                .isEqualTo(importance.path("of").asInt());
        assertThat(importance.path("columns").findValuesAsString("column"))
                .containsExactlyInAnyOrder("age", "calls", "plan");
        assertThat(importance.path("columns").path(0).path("column").asString())
                .as("the label was made from calls above all")
                .isEqualTo("calls");
        double shares = importance
                .path("columns")
                .valueStream()
                .mapToDouble(one -> one.path("share").asDouble())
                .sum();
        assertThat(shares).isCloseTo(1, org.assertj.core.data.Offset.offset(1e-9));
        Page page = open(PROJECT + "/models/" + NAME + "/1");
        page.waitForSelector("feature-importance tbody tr");
        assertThat(page.locator("feature-importance tbody tr").first().innerText())
                .startsWith("calls");

        JsonNode labels = server.get(API + "/labels");
        assertThat(labels.path("rows").asInt()).isEqualTo(importance.path("of").asInt());
        assertThat(labels.path("queue").size()).isEqualTo(labels.path("issues").asInt());
        List<Double> doubts = labels.path("queue")
                .valueStream()
                .map(one -> one.path("probability").asDouble())
                .toList();
        assertThat(doubts).isSorted().allMatch(p -> p < .5);
        page = open(PROJECT + "/data");
        page.waitForSelector("label-queue .says");
        assertThat(page.locator("label-queue .says").innerText())
                .contains(labels.path("issues").asInt() + " labels of ");

        page = open(PROJECT + "/charter");
        page.waitForSelector(".tree .pill");
        assertThat(page.locator(".tree").innerText())
                .contains("Whom the desk calls", "What it is worth", "misses × 20 €", "How it runs", "R3");
    }

    private static JsonNode rollout() {
        return server.get(ENDPOINT).path("rollout");
    }

    @Test
    @Order(3)
    void theRolloutThatTheTripBeganIsHeldPromotedAndTakenBack() {
        open(PROJECT);
        act(button("Hold"), "v1 goes on to score in shadow until a person promotes it", "endpoint.route");
        assertThat(rollout().path("state").asString()).isEqualToIgnoringCase("waiting");

        JsonNode promoted =
                act(button("Promote to 50 %"), "v1 answers 50 % of the requests at clicks", "endpoint.route");
        assertThat(promoted.path("why").asString()).contains(WHY);
        assertThat(server.get(ENDPOINT).path("says").asString()).isEqualTo("never 50 %, v1 50 %");

        tab.page().waitForSelector("text=Promote to 100 %");
        act(
                button("Back to never"),
                "never answers every request at clicks from the next request on",
                "endpoint.route");
        assertThat(server.get(ENDPOINT).path("says").asString()).isEqualTo("never 100 %");
        assertThat(rollout().isMissingNode()).isTrue();
    }

    @Test
    @Order(4)
    void aVersionIsReleasedAndPromotedToAllTraffic() {
        open(PROJECT + "/models/" + NAME + "/1");
        act(button("Release…"), "A rollout of v1 begins as the charter plans it", "endpoint.route");
        assertThat(rollout().path("candidate").asString()).isEqualTo("v1");

        open("/endpoints/" + NAME);
        act(button("Promote to 50 %"), "v1 answers 50 % of the requests", "endpoint.route");
        act(button("Promote to 100 %"), "never is kept for the way back", "endpoint.route");
        assertThat(server.get(ENDPOINT).path("says").asString()).isEqualTo("v1 100 %");
    }

    @Test
    @Order(5)
    void theEndpointGoesBackAndForwardAgain() {
        open(PROJECT);
        act(button("Back to never"), "are answered by never from the next request on", "endpoint.route");
        assertThat(server.get(ENDPOINT).path("says").asString()).isEqualTo("never 100 %");
        open(PROJECT);
        assertThat(tab.page().locator(".now .says").innerText())
                .contains("never answers every request at clicks. By hand, local-owner: v1 100 % → never 100 %", WHY);
        assertThat(tab.page().locator("ol.log li").first().innerText()).contains("By hand, local-owner", WHY);
        act(button("Back to v1"), "now it is never 100 %", "endpoint.route");
        assertThat(server.get(ENDPOINT).path("says").asString()).isEqualTo("v1 100 %");
    }

    @Test
    @Order(6)
    void anEndpointAnswersTheFormMadeFromItsSignature() {
        Page page = open("/endpoints/" + NAME);
        page.waitForSelector("try-form input[name=age]");
        page.locator("try-form input[name=age]").fill("25");
        page.locator("try-form input[name=calls]").fill("11");
        page.locator("try-form input[name=plan]").fill("basic");
        page.locator("try-form button.main").click();
        page.waitForSelector("try-form p[role=status]");
        double shown =
                Double.parseDouble(page.locator("try-form p[role=status] b").innerText());
        JsonNode same = server.post(
                "/endpoints/" + NAME + "/invocations",
                "{\"dataframe_records\":[{\"age\":25,\"plan\":\"basic\",\"calls\":11}]}");
        assertThat(shown).isEqualTo(same.path("predictions").path(0).asDouble());
    }

    /// A model that somebody else made: it looks at the calls alone.
    private static Path theirs() throws IOException {
        return Files.writeString(folder.resolve("calls-only.txt"), """
                tree
                version=v4
                num_class=1
                num_tree_per_iteration=1
                label_index=0
                max_feature_idx=1
                objective=binary sigmoid:1
                feature_names=age calls
                feature_infos=[18:80] [0:12]
                tree_sizes=300

                Tree=0
                num_leaves=2
                num_cat=0
                split_feature=1
                split_gain=10
                threshold=5.5
                decision_type=2
                left_child=-1
                right_child=-2
                leaf_value=-1 1
                leaf_weight=450 450
                leaf_count=450 450
                internal_value=0
                internal_weight=900
                internal_count=900
                is_linear=0
                shrinkage=1


                end of trees

                feature_importances:
                calls=1

                parameters:
                [objective: binary]

                end of parameters
                """);
    }

    @Test
    @Order(7)
    void aModelIsRegisteredJudgedAndAliased() throws IOException {
        Page page = open(PROJECT + "/models");
        button("Register a model…").click();
        page.waitForSelector("act-dialog dialog[open]");
        assertThat(page.locator("act-dialog dialog").innerText())
                .contains("judged on the hold-out rows of clicks against every requirement");
        page.locator("act-dialog input[name=file]").setInputFiles(theirs());
        page.locator("act-dialog button.main").click();
        written("model.register");
        JsonNode newest = server.get("/api/v1/models/" + NAME).path("versions").path(0);
        assertThat(newest.path("provenance").path("source").asString()).isEqualTo("registered");
        long version = newest.path("version").asLong();
        page.waitForURL("**/models/clicks/" + version);
        page.waitForSelector("main h1:has-text('clicks version " + version + "')");
        assertThat(page.locator("main").innerText()).doesNotContain("It has not been judged");
        List<String> judged = server.get(API + "/verdicts")
                .path("cells")
                .valueStream()
                .filter(cell -> cell.path("version").asLong() == version)
                .map(cell -> cell.path("requirement").asString())
                .distinct()
                .toList();
        assertThat(judged).contains("R1", "R2", "R3");

        act(button("Alias…"), "gets version " + version + " from now on", "model.alias");
        assertThat(server.get("/api/v1/models/" + NAME)
                        .path("aliases")
                        .path("champion")
                        .asLong())
                .isEqualTo(version);
    }

    @Test
    @Order(8)
    void anAliasIsUndoneFromTheAuditPage() {
        open(PROJECT + "/audit?kind=model");
        act(
                tab.page().locator("ol.log li").first().getByText("Undo"),
                "clicks@champion names nothing any more",
                "model.unalias");
        assertThat(server.get("/api/v1/models/" + NAME).path("aliases").has("champion"))
                .isFalse();
    }

    @Test
    @Order(9)
    void aFileThatIsNoModelIsRefusedInOneSentence() throws IOException {
        Page page = open(PROJECT + "/models");
        button("Register a model…").click();
        page.waitForSelector("act-dialog dialog[open]");
        page.locator("act-dialog button.main").click();
        page.waitForSelector("act-dialog [role=alert]");
        assertThat(page.locator("act-dialog [role=alert]").innerText()).contains("Choose a file or a folder first.");
        Path text = Files.writeString(folder.resolve("notes.ubj"), "this is no model");
        page.locator("act-dialog input[name=file]").setInputFiles(text);
        page.locator("act-dialog button.main").click();
        page.waitForSelector("act-dialog [role=alert]:has-text('notes.ubj')");
        assertThat(page.locator("act-dialog [role=alert]").innerText()).contains("cannot be registered");
        button("Cancel").click();
    }

    /// A day of customers whose truth is the contrary of what they were, and another day after it.
    private static void aBadDay() {
        for (int day = 1; day <= 3; day++) {
            ObjectNode body = JsonMapper.shared().createObjectNode();
            ArrayNode records = body.putArray("inputs");
            ObjectNode age = tensor(records, "age", "INT64", 200);
            ObjectNode plan = tensor(records, "plan", "BYTES", 200);
            ObjectNode calls = tensor(records, "calls", "INT64", 200);
            ArrayNode ids = body.putObject("parameters").putArray("prediction_ids");
            ArrayNode times = ((ObjectNode) body.path("parameters")).putArray("event_times");
            ObjectNode truth = JsonMapper.shared().createObjectNode();
            ArrayNode lines = truth.putArray("truth");
            for (int i = 0; i < 200; i++) {
                ((ArrayNode) age.path("data")).add(18 + i % 60);
                ((ArrayNode) plan.path("data")).add("basic");
                ((ArrayNode) calls.path("data")).add(i % 12);
                String id = "day" + day + "-" + i;
                ids.add(id);
                times.add("2026-01-0" + day + "T10:00:00Z");
                lines.addObject()
                        .put("prediction_id", id)
                        .put("value", i % 12 > 5 ? "no" : "yes")
                        .put("known_at", "2026-01-0" + day + "T12:00:00Z");
            }
            server.post("/v2/models/" + NAME + "/infer", body.toString());
            server.post(ENDPOINT + "/truth", truth.toString());
        }
    }

    private static ObjectNode tensor(ArrayNode inputs, String name, String type, int rows) {
        ObjectNode tensor = inputs.addObject().put("name", name).put("datatype", type);
        tensor.putArray("shape").add(rows);
        tensor.putArray("data");
        return tensor;
    }

    private static List<String> alerts() {
        return server.get("/api/v1/alerts?project=" + NAME).path("alerts").findValuesAsString("state");
    }

    @Test
    @Order(10)
    void anAlertIsSnoozedOpenedAgainAndClosed() {
        open(PROJECT + "/alerts");
        aBadDay();
        tab.page()
                .waitForFunction(
                        "() => [...document.querySelectorAll('alerts-page button')].some((b) => b.innerText === 'Snooze')");
        int all = alerts().size();
        assertThat(all).isPositive();
        JsonNode snoozed =
                act(button("Snooze"), "a new failure of the same requirement makes no second", "alert.snoozed");
        assertThat(snoozed.path("why").asString()).isEqualTo(WHY);
        assertThat(alerts()).containsOnlyOnce("SNOOZED");

        open(PROJECT + "/alerts?state=snoozed");
        act(button("Open again"), "It is on the open list again.", "alert.open");
        assertThat(alerts()).doesNotContain("SNOOZED");

        open(PROJECT + "/alerts");
        act(button("Close"), "It leaves the open list.", "alert.closed");
        assertThat(alerts()).containsOnlyOnce("CLOSED");

        open(PROJECT + "/audit?kind=alert");
        act(tab.page().locator("ol.log li").first().getByText("Undo"), "is open again", "alert.open");
        assertThat(alerts()).hasSize(all).containsOnly("OPEN");
    }

    @Test
    @Order(11)
    void whatOneTabDoesTheOtherShowsAndWhoIsSecondIsToldSo() {
        try (Chrome.Tab other = chrome.tab(Chrome.Look.PHONE)) {
            PagesTest.visit(other, server.url("/endpoints/" + NAME));
            other.page().evaluate("() => document.querySelector('endpoint-page').concerns = () => false");
            open("/endpoints/" + NAME);
            act(button("Back to never"), "are answered by never", "endpoint.route");

            other.page().getByText("Back to never").first().click();
            other.page().locator("act-dialog textarea").fill("me too");
            other.page().locator("act-dialog button.main").click();
            other.page().waitForSelector("act-dialog [role=alert]");
            assertThat(other.page().locator("act-dialog [role=alert]").innerText())
                    .contains("local-owner changed it", WHY, "never 100 % now");
            assertThat(other.page().locator("act-dialog dialog").innerText()).contains("Nothing was changed.");
            assertThat(server.get(ENDPOINT).path("says").asString()).isEqualTo("never 100 %");
        }
    }

    @Test
    @Order(12)
    void theChainOfAllThisIsWhole() {
        Page page = open(PROJECT + "/audit");
        page.waitForSelector(".says:has-text('is whole')");
        assertThat(server.get("/api/v1/audit/verify").has("reason")).isFalse();
    }
}
