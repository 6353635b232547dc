package dev.trefoil.verify.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Names and sentences come from anywhere: none of them is taken for markup, breaks the page or escapes its place.
@Tag("browser")
class HostileDataTest {
    private static final String WIDE = "x".repeat(10_000);
    private static final List<String> TEXTS = List.of(
            "<img src=x onerror=\"window.broken=1\"><script>window.broken=1</script>",
            "\"'`${window.broken=1}</title></textarea><svg onload=window.broken=1>",
            "😀🏴󠁧󠁢󠁥󠁮󠁧󠁿 ﷽ Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A",
            "\u202Eright to left שלום עולם\u202D",
            WIDE,
            "javascript:window.broken=1",
            "{{constructor.constructor('window.broken=1')()}}\u0000\u0007",
            "");
    private static final Set<String> WORDS = Set.of(
            "says",
            "name",
            "now",
            "next",
            "owner",
            "why",
            "who",
            "reason",
            "subject",
            "value",
            "method",
            "user",
            "label",
            "window",
            "column",
            "message",
            "text",
            "decision",
            "candidate",
            "baseline",
            "kind",
            "origin");

    private final AtomicInteger next = new AtomicInteger();

    private static List<List<String>> texts() {
        return List.of(TEXTS, List.of(WIDE));
    }

    @ParameterizedTest
    @MethodSource("texts")
    void noTextBecomesMarkupOrWidensAPage(List<String> texts) {
        List<String> findings = new ArrayList<>();
        try (FakeServer hostile = FakeServer.of("flights");
                Chrome chrome = new Chrome();
                Chrome.Tab tab = chrome.tab(Chrome.Look.PHONE)) {
            hostile.put("/api/v1/run-count", "{\"count\":120,\"limit\":100000}");
            hostile.replaceAll(node -> spoilt(node, texts));
            Screenshots.pages("flight-delays").forEach((name, address) -> {
                PagesTest.visit(tab, hostile.url(address));
                if (tab.page().evaluate("() => window.broken === undefined").equals(false)) {
                    findings.add(name + ": a text was run as a script");
                }
                if (tab.page()
                                .locator("main img, main script, main svg[onload]")
                                .count()
                        > 0) {
                    findings.add(name + ": a text became an element");
                }
                PagesTest.sideways(tab.page()).forEach(wide -> findings.add(name + " scrolls sideways: " + wide));
                tab.complaints().forEach(complaint -> findings.add(name + ": " + complaint));
                tab.complaints().clear();
            });
        }
        assertThat(findings).isEmpty();
    }

    @Test
    void numbersThatAreNoneAreSaidAsSuch() {
        try (FakeServer odd = FakeServer.of("flights");
                Chrome chrome = new Chrome();
                Chrome.Tab tab = chrome.tab(Chrome.Look.DESK)) {
            odd.put("/api/v1/runs", """
                    {"runs":[{"id":"r9","name":"odd","status":"FINISHED","started":"2026-01-01T00:00:00Z","params":{},"tags":{},
                    "metrics":{"auc":"NaN","log_loss":"Infinity","n":-1e-300}}],"next":""}""");
            PagesTest.visit(tab, odd.url("/projects/flight-delays/runs"));
            assertThat(tab.page().locator("[data-row='0']").innerText()).contains("NaN", "Infinity");
            assertThat(tab.complaints()).isEmpty();
        }
    }

    @Test
    void gapsOfACurveAndWhatIsNotThereAreSaidWhenRunsAreCompared() {
        try (FakeServer odd = FakeServer.of("flights");
                Chrome chrome = new Chrome();
                Chrome.Tab tab = chrome.tab(Chrome.Look.DESK)) {
            odd.put("/api/v1/run-curves", """
                    {"metric":"auc","curves":[{"run":"r1","count":5,"nonfinite":2,"steps":[0,1,2,3,4],"values":[0.5,"NaN",0.6,"Infinity",0.7],"times":[0,0,0,0,0]}]}""");
            odd.put(
                    "/api/v1/runs/r2",
                    odd.current("/api/v1/runs/r2").toString().replace("\"deleted\":false", "\"deleted\":true"));
            PagesTest.visit(tab, odd.url("/projects/flight-delays/runs/compare?runs=r1,r2,r1&metric=auc&smooth=abc"));
            String said = tab.page().locator("main").innerText();
            assertThat(said)
                    .contains(
                            "2 runs;",
                            "1 run is deleted",
                            "2 of 5 values are not a number (NaN or infinite); the curve has a gap there",
                            "Smoothing 0")
                    .doesNotContain("Smoothing NaN");
            assertThat(
                            tab.page()
                                    .evaluate(
                                            "() => document.querySelector('data-chart').chart.getOption().series[0].data.map((d) => d[1])"))
                    .isEqualTo(java.util.Arrays.asList(0.5, null, 0.6, null, 0.7));
            PagesTest.visit(tab, odd.url("/projects/flight-delays/runs/compare?runs=r1,r2&metric=unknown"));
            assertThat(tab.page().locator("main").innerText()).contains("None of these runs has the metric unknown");
            odd.put("/api/v1/run-curves", """
                    {"metric":"auc","curves":[{"run":"r1","count":9000,"nonfinite":100,"steps":[0,8999],"values":[0.5,"NaN"],"times":[0,0]}]}""");
            PagesTest.visit(tab, odd.url("/projects/flight-delays/runs/compare?runs=r1,r2&metric=auc"));
            assertThat(tab.page().locator("main").innerText())
                    .contains("100 of 9,000 values are not a number", "where no other value lies near");
            odd.put("/api/v1/run-curves", """
                    {"metric":"auc","curves":[{"run":"r1","count":9000,"nonfinite":9000,"steps":[0,1],"values":["NaN","NaN"],"times":[0,0]}]}""");
            PagesTest.visit(tab, odd.url("/projects/flight-delays/runs/compare?runs=r1,r2&metric=auc"));
            assertThat(tab.page().locator("main").innerText()).contains("None of the values is a number");
        }
    }

    @Test
    void aPrunedTrialABlankNameAndNestedRunsAreShownAsSuch() {
        try (FakeServer odd = FakeServer.of("flights");
                Chrome chrome = new Chrome();
                Chrome.Tab tab = chrome.tab(Chrome.Look.DESK)) {
            String child = """
                    {"id":"0123456789abcdef0123456789abcdef","name":"  ","status":"FINISHED","started":"2026-01-01T00:00:00Z","params":{},"metrics":{},
                    "tags":{"trefoil.state":"pruned","mlflow.parentRunId":"r1"}}""";
            odd.put("/api/v1/runs", "{\"runs\":[" + child + "],\"next\":\"\"}");
            odd.put("/api/v1/runs/0123456789abcdef0123456789abcdef", child);
            PagesTest.visit(tab, odd.url("/projects/flight-delays/runs"));
            assertThat(tab.page().locator("[data-row='0']").innerText())
                    .contains("012345…cdef", "pruned")
                    .doesNotContain("finished");
            PagesTest.visit(tab, odd.url("/projects/flight-delays/runs/r1"));
            tab.page().locator("[aria-labelledby=nested-title] a").click();
            tab.page().waitForSelector("run-page h1:has-text('012345…cdef')");
            assertThat(tab.page().locator("main").innerText()).contains("Pruned", "Nested in");
        }
    }

    /// With each text that a person wrote replaced by one of `texts`, which take turns.
    private JsonNode spoilt(JsonNode node, List<String> texts) {
        if (node instanceof ObjectNode object) {
            ObjectNode copy = JsonMapper.shared().createObjectNode();
            object.forEachEntry((key, value) -> copy.set(
                    key,
                    value.isString()
                                    && WORDS.contains(key)
                                    && !value.stringValue().equals("flight-delays")
                            ? JsonMapper.shared()
                                    .getNodeFactory()
                                    .stringNode(texts.get(next.getAndIncrement() % texts.size()))
                            : spoilt(value, texts)));
            return copy;
        }
        if (node instanceof ArrayNode array) {
            ArrayNode copy = JsonMapper.shared().createArrayNode();
            array.forEach(item -> copy.add(spoilt(item, texts)));
            return copy;
        }
        return node;
    }
}
