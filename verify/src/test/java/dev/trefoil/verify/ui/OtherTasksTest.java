package dev.trefoil.verify.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What the pages say of projects that are no binary classifier, and of columns of any name.
@Tag("browser")
class OtherTasksTest extends InChrome {
    private static final String LOOP = "/projects/flight-delays";
    private static final String PACKAGE = "/api/v1/blobs/" + "c".repeat(64);
    private static final String PENGUINS = """
            {"signature": {"task": "multiclass", "classes": ["Adelie", "Chinstrap", "Gentoo"],
              "inputs": [{"name": "seen", "type": "date"}, {"name": "bill_mm", "type": "number"}]}}""";

    @Test
    void aTryOfSeveralClassesNamesThemAndADateSaysHowItIsWritten() {
        try (FakeServer fake = FakeServer.of("flights");
                Chrome.Tab tab = chrome.tab(Chrome.Look.DESK)) {
            Page page = tab.page();
            fake.put(PACKAGE, PENGUINS);
            fake.put("/v2/models/flight-delays", """
                    {"name": "flight-delays", "inputs": [{"name": "seen", "datatype": "BYTES"}, {"name": "bill_mm", "datatype": "FP64"}],
                     "outputs": [{"name": "probabilities"}]}""");
            fake.put(
                    "POST /endpoints/flight-delays/invocations",
                    "{\"predictions\": [[0.2, 0.1, 0.7]], \"prediction_ids\": [\"p-1\"]}");
            PagesTest.visit(tab, fake.url(LOOP + "/endpoints/flight-delays"));
            page.waitForSelector("try-form input[name=seen][placeholder='2026-01-31']");
            page.locator("try-form button.main").click();
            page.waitForSelector("try-form .says");
            assertThat(page.locator("try-form .says").innerText())
                    .contains("Answer: Gentoo", "Adelie .200 · Chinstrap .100 · Gentoo .700");
        }
    }

    @Test
    void noThresholdIsNamedWhereThereAreNoTwoClasses() {
        try (FakeServer fake = FakeServer.of("flights");
                Chrome.Tab tab = chrome.tab(Chrome.Look.DESK)) {
            PagesTest.visit(tab, fake.url(LOOP + "/models/flight-delays/2"));
            assertThat(tab.page().locator("main").innerText()).contains("Acts from");
            fake.put(PACKAGE, PENGUINS.replace("multiclass", "regression"));
            PagesTest.visit(tab, fake.url(LOOP + "/models/flight-delays/2"));
            assertThat(tab.page().locator("main").innerText()).doesNotContain("Acts from");
        }
    }

    @Test
    void weeksUnderAChartDoNotTouch() {
        try (FakeServer fake = FakeServer.of("flights");
                Chrome.Tab tab = chrome.tab(Chrome.Look.DESK)) {
            String windows = "/api/v1/projects/flight-delays/windows";
            fake.put(
                    windows,
                    fake.current(windows)
                            .toString()
                            .replaceAll("\"label\":\"2013-(\\d\\d)\"", "\"label\":\"2013-$1-01 – 2013-$1-07\""));
            PagesTest.visit(tab, fake.url(LOOP + "/endpoints/flight-delays"));
            tab.page().waitForSelector("window-chart svg text");
            assertThat(tab.page().evaluate("""
                            () => {
                              const boxes = [...document.querySelectorAll('window-chart text[y="128"]')].map((one) => one.getBoundingClientRect());
                              return boxes.length > 1 && boxes.every((box, i) => !i || box.left > boxes[i - 1].right);
                            }""")).isEqualTo(true);
        }
    }

    @Test
    void namesOfColumnsStayAsTheyAreInTheCharter() {
        try (FakeServer fake = FakeServer.of("flights");
                Chrome.Tab tab = chrome.tab(Chrome.Look.DESK)) {
            String charter = "/api/v1/projects/flight-delays/charter";
            fake.put(
                    charter,
                    fake.current(charter)
                            .toString()
                            .replaceFirst("\"data\":\\{", "\"data\":{\"features\":{\"trip_day\":\"date\"},"));
            PagesTest.visit(tab, fake.url(LOOP + "/charter"));
            assertThat(tab.page().locator("main").innerText())
                    .contains("trip_day")
                    .doesNotContain("trip day");
        }
    }
}
