package dev.trefoil.verify.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The list of runs, one run and runs compared, while events, slow answers and failures come in between.
@Tag("browser")
class RunPagesTest extends OnFlights {
    private static final String RUNS = "/projects/flight-delays/runs";
    private static final String LISTED = "/api/v1/runs";
    private static final String CURVES = "/api/v1/run-curves";
    private static final String ID = "0123456789abcdef0123456789abcdef";

    private void replace(String path, String from, String to) {
        String before = fake.current(path).toString();
        assertThat(before).contains(from);
        fake.put(path, before.replace(from, to));
    }

    /// Keeps back what is asked for at such addresses, until the test lets it go on.
    private List<Route> held(String addresses) {
        List<Route> held = new ArrayList<>();
        tab.page().route(addresses, held::add);
        return held;
    }

    private static String curve(int points) {
        String steps = IntStream.range(0, points).mapToObj(Integer::toString).collect(Collectors.joining(","));
        return "{\"metric\":\"auc\",\"curves\":[{\"run\":\"r1\",\"steps\":[" + steps + "],\"values\":[" + steps
                + "],\"times\":[" + steps + "]}]}";
    }

    @Test
    void whatIsTypedIntoTheFilterStaysAsItIsTyped() {
        Page page = page(RUNS);
        Locator filter = page.locator("predicate-field input");
        filter.pressSequentially("metrics.au");
        page.waitForSelector("#choices li");
        page.keyboard().press("ArrowDown");
        page.keyboard().press("Enter");
        page.waitForURL("**filter=metrics.auc");
        page.waitForTimeout(200);
        page.keyboard().type("> 0.5");
        assertThat(filter.inputValue()).isEqualTo("metrics.auc > 0.5");
        page.waitForURL("**filter=metrics.auc+%3E+0.5");
        go(RUNS);
        page.waitForFunction("() => document.querySelector('predicate-field input').value === ''");
    }

    @Test
    void aFilterIsNotWrittenIntoTheAddressOfAnotherPage() {
        Page page = page(RUNS);
        page.locator("predicate-field input").pressSequentially("status");
        page.locator("nav a:has-text('Models')").click();
        page.waitForSelector("models-page h1");
        page.waitForTimeout(700);
        assertThat(page.url()).endsWith("/models");
    }

    @Test
    void onlyItsOwnEventsLoadARunAgainAndItsChartStaysAsItIs() {
        Page page = page(RUNS + "/r1");
        page.evaluate("""
                () => { window.option = document.querySelector('data-chart').option; window.seen = document.querySelector('run-page').lastLoad; }""");
        fake.tell("run.updated", "{\"run\":\"r3\"}");
        fake.tell("run.created", "{\"run\":\"r7\"}");
        page.waitForTimeout(800);
        assertThat(page.evaluate("() => document.querySelector('run-page').lastLoad === window.seen"))
                .isEqualTo(true);
        replace(LISTED + "/r1", "\"lightgbm-1\"", "\"renamed\"");
        fake.tell("run.updated", "{\"run\":\"r1\"}");
        page.waitForSelector("h1:has-text('renamed')");
        assertThat(page.evaluate("() => document.querySelector('data-chart').option === window.option"))
                .isEqualTo(true);
    }

    @Test
    void onlyRunsThatAreComparedLoadTheComparisonAgain() {
        Page page = page(RUNS + "/compare?runs=r1,r2");
        page.evaluate("""
                () => { window.options = [...document.querySelectorAll('data-chart')].map((one) => one.option);
                  window.seen = document.querySelector('compare-page').lastLoad; }""");
        fake.tell("run.updated", "{\"run\":\"r3\"}");
        page.waitForTimeout(800);
        assertThat(page.evaluate("() => document.querySelector('compare-page').lastLoad === window.seen"))
                .isEqualTo(true);
        fake.tell("run.updated", "{\"run\":\"r2\"}");
        page.waitForFunction("() => document.querySelector('compare-page').lastLoad > window.seen");
        page.waitForTimeout(300);
        assertThat(page.evaluate("""
                () => [...document.querySelectorAll('data-chart')].every((one, i) => one.option === window.options[i])""")).isEqualTo(true);
    }

    @Test
    void whatIsSelectedIsWhatTheAddressSays() {
        Page page = page(RUNS + "?select=r1,r2");
        page.waitForSelector("button:has-text('Compare 2')");
        page.locator("nav a:has-text('Runs')").click();
        page.waitForSelector("button:text-is('Compare')");
        page.goBack();
        page.waitForSelector("button:has-text('Compare 2')");
    }

    @Test
    void theCurveOfARunThatIsNotAtItsEndGrows() {
        String ended = fake.current(LISTED).toString();
        replace(LISTED, "\"ended\":\"2026-11-21T10:01:41Z\",", "");
        fake.put(CURVES, curve(3));
        Page page = page(RUNS);
        String points = "(n) => document.querySelector('runs-page').sparks.get('metrics.auc')?.get('r1')?.length === n";
        page.waitForFunction(points, 3);
        fake.put(CURVES, curve(5));
        fake.tell("run.updated", "{\"run\":\"r1\"}");
        page.waitForFunction(points, 5);
        fake.put(LISTED, ended);
        fake.put(CURVES, curve(7));
        fake.tell("run.updated", "{\"run\":\"r1\"}");
        page.waitForFunction(points, 7);
    }

    @Test
    void aCurveThatCouldNotBeReadIsAskedForAgain() {
        String curves = fake.current(CURVES).toString();
        fake.put(LISTED, "{\"runs\":[" + fake.current(LISTED + "/r1") + "],\"next\":\"\"}");
        fake.remove(CURVES);
        Page page = tab.page();
        page.waitForResponse("**/run-curves?metric=n&*", () -> page(RUNS));
        page.waitForTimeout(100);
        fake.put(CURVES, curves);
        fake.tell("run.updated", "{\"run\":\"r1\"}");
        page.waitForSelector("[data-row='0'] .spark");
    }

    @Test
    void runsThatCannotBeReadAsOneScrollsAreSaidToBeSo() {
        replace(LISTED, "\"next\":\"\"", "\"next\":\"t\"");
        Page page = page(RUNS);
        page.route("**/runs?*token=t*", route -> route.fulfill(new Route.FulfillOptions().setStatus(500)));
        page.locator(".grid-view").focus();
        page.keyboard().press("End");
        page.waitForSelector("main [role=alert]:has-text('Further runs could not be read')");
        page.unroute("**/runs?*token=t*");
        page.locator("main [role=alert] button").click();
        page.waitForFunction("() => !document.querySelector('main [role=alert]')");
    }

    @Test
    void theTableIsSortedWithTheKeyboardAlone() {
        Page page = page(RUNS);
        page.waitForSelector("[data-row='0']");
        page.locator(".grid-view").focus();
        page.keyboard().press("Tab");
        String column = "() => document.activeElement.closest('[role=columnheader]')?.title";
        assertThat(page.evaluate(column)).isEqualTo("name");
        for (int i = 0; i < 4; i++) {
            page.keyboard().press("ArrowRight");
        }
        String chosen = (String) page.evaluate(column);
        assertThat(chosen).startsWith("metrics.");
        page.keyboard().press("Enter");
        page.waitForURL("**order=*DESC*");
        page.waitForSelector("[aria-sort=descending][title='" + chosen + "']");
        assertThat(page.evaluate(column)).isEqualTo(chosen);
        page.keyboard().press("Shift+Tab");
        page.keyboard().press("Tab");
        assertThat(page.evaluate(column)).isEqualTo(chosen);
        assertThat(Axe.findings(page, Chrome.CHECKOUT)).isEmpty();
    }

    @Test
    void theBestRunIsNamedOnlyWhereItIsKnownWhichValuesAreGood() {
        Page page = page(RUNS + "/compare?runs=r1,r2,r3");
        assertThat(page.locator("main .says").first().innerText()).contains("auc is greatest in xgboost-3 with .766");
        replace(CURVES, "\"metric\":\"auc\"", "\"metric\":\"auc\",\"direction\":\"lower\"");
        page(RUNS + "/compare?runs=r1,r2,r3");
        assertThat(page.locator("main .says").first().innerText()).contains("best by auc is logistic-2 with .739");
        fake.put(CURVES, "{\"metric\":\"auc\",\"direction\":\"zero\",\"curves\":[]}");
        page(RUNS + "/compare?runs=r1,r2,r3");
        assertThat(page.locator("main .says").first().innerText()).contains("auc is nearest to 0 in logistic-2");
    }

    @Test
    void metricsOfAnyRunCanBeComparedAndAnEmptyParameterIsNoNumber() {
        replace(LISTED + "/r1", "\"auc\":0.7451,\"log_loss\":0.5596,", "");
        replace(LISTED + "/r1", "\"eta\":\"0.022\"", "\"eta\":\"\"");
        Page page = page(RUNS + "/compare?runs=r1,r2,r3&x=params.eta");
        assertThat(page.locator("main .says").first().innerText()).contains("xgboost-3 with .766");
        page(RUNS + "/compare?runs=r1,r2,r3&x=params.eta&y=metrics.n");
        assertThat(page.evaluate("""
                () => [...document.querySelectorAll('data-chart')].at(-1).chart.getOption().series.map((one) => one.data.length).join()""")).isEqualTo("0,1,1");
    }

    @Test
    void aMetricThatARunDoesNotHaveIsSaidToBeMissing() {
        Page page = page(RUNS + "/r1?metric=gone");
        assertThat(page.locator("[aria-labelledby=curve-title]").innerText())
                .contains("This run has no metric gone.")
                .doesNotContain("Logged once");
        assertThat(page.locator("[aria-labelledby=curve-title] select").inputValue())
                .isEqualTo("gone");
        page.locator("[aria-labelledby=curve-title] select").selectOption("auc");
        page.waitForSelector("data-chart canvas");
    }

    @Test
    void aRunShowsNoRunsThatAreNestedInAnother() {
        String child =
                "{\"id\":\"" + ID + "\",\"name\":\"inner\",\"status\":\"RUNNING\",\"started\":\"2026-01-01T00:00:00Z\","
                        + "\"params\":{},\"metrics\":{},\"tags\":{\"mlflow.parentRunId\":\"r1\"}}";
        fake.put(LISTED, "{\"runs\":[" + child + "],\"next\":\"\"}");
        fake.put(LISTED + "/" + ID, child);
        Page page = page(RUNS + "/r1");
        page.waitForSelector("[aria-labelledby=nested-title]");
        held("**/api/v1/runs?*" + ID + "*");
        page.locator("[aria-labelledby=nested-title] a").click();
        page.waitForSelector("run-page h1:has-text('inner')");
        page.waitForTimeout(100);
        assertThat(page.locator("[aria-labelledby=nested-title]").count()).isZero();
    }

    @Test
    void moreParametersThanAreShownAreSaid() {
        String many =
                IntStream.range(0, 600).mapToObj(i -> "\"p" + i + "\":\"1\"").collect(Collectors.joining(","));
        replace(LISTED + "/r1", "\"eta\":\"0.022\"", many);
        assertThat(page(RUNS + "/r1").locator("#pairs-Parameters").locator("..").innerText())
                .contains("The first 500 of 603.");
    }

    @Test
    void anIdLooksCutAndIsWholeWhenItIsCopied() {
        fake.put(
                LISTED + "/" + ID,
                fake.current(LISTED + "/r1").toString().replace("\"id\":\"r1\"", "\"id\":\"" + ID + "\""));
        Page page = page(RUNS + "/" + ID);
        Locator code = page.locator(".title code.id");
        assertThat(code.boundingBox().width).isLessThan(110);
        assertThat(code.evaluate(
                        "(code) => { getSelection().selectAllChildren(code); return String(getSelection()); }"))
                .isEqualTo(ID);
        assertThat(code.getAttribute("title")).isEqualTo(ID);
    }

    @Test
    void aTimeIsSplitAfterItIsRounded() {
        List<String> ends = List.of("00:00:59.700", "00:01:59.700", "01:59:59.000", "00:00:09.970", "00:02:03.400");
        String runs = IntStream.range(0, ends.size())
                .mapToObj(i -> "{\"id\":\"r" + i
                        + "\",\"name\":\"n\",\"status\":\"FINISHED\",\"started\":\"2026-01-01T00:00:00Z\","
                        + "\"ended\":\"2026-01-01T" + ends.get(i) + "Z\",\"params\":{},\"metrics\":{},\"tags\":{}}")
                .collect(Collectors.joining(","));
        String day = "{\"id\":\"day\",\"name\":\"n\",\"status\":\"FINISHED\",\"started\":\"2026-01-01T00:00:00Z\","
                + "\"ended\":\"2026-01-02T00:00:00Z\",\"params\":{},\"metrics\":{},\"tags\":{}}";
        fake.put(LISTED, "{\"runs\":[" + runs + "," + day + "],\"next\":\"\"}");
        Page page = page(RUNS + "?cols=name,duration");
        page.waitForSelector("[data-row='5']");
        assertThat(page.locator(".grid-row > :last-child").allInnerTexts())
                .containsExactly("1 min 0 s", "2 min 0 s", "2 h 0 min", "10 s", "2 min 3 s", "1 day");
    }

    @Test
    void theFileChosenLastIsTheOneThatIsShown() {
        fake.put(LISTED + "/r1/files/evaluation.json", "{\"slow\":true}");
        Page page = page(RUNS + "/r1");
        List<Route> held = held("**/files/evaluation.json");
        page.locator("artifact-tree button:has-text('evaluation.json')").click();
        page.waitForSelector("artifact-tree [role=status]:has-text('Reading')");
        page.locator("artifact-tree button:has-text('code.diff')").click();
        page.waitForSelector("artifact-tree h3:has-text('code.diff')");
        page.waitForResponse("**/files/evaluation.json", () -> held.getFirst().resume());
        page.waitForTimeout(200);
        assertThat(page.locator("artifact-tree h3").innerText()).isEqualTo("code.diff");
    }

    @Test
    void noFileOfAnotherRunIsShown() {
        fake.put(LISTED + "/r2/files", fake.current(LISTED + "/r1/files").toString());
        fake.put(LISTED + "/r1/files/evaluation.json", "{\"first\":true}");
        Page page = page(RUNS + "/r1?file=evaluation.json");
        page.waitForSelector("artifact-tree pre");
        go(RUNS + "/r2");
        page.waitForSelector("h1:has-text('logistic-2')");
        page.waitForSelector("artifact-tree:has-text('Choose a file')");
        assertThat(page.locator("artifact-tree pre").count()).isZero();
    }

    @Test
    void aDownloadThatFailsIsSaidToHaveFailed() {
        fake.lock("secret");
        tab.context().addInitScript("sessionStorage.setItem('trefoil-token', 'secret')");
        Page page = page(RUNS + "/r1");
        page.locator("artifact-tree a[aria-label='Download predictions.csv']").click();
        page.waitForSelector("artifact-tree [role=alert]:has-text('predictions.csv was not downloaded')");
    }

    @Test
    void aDifferenceThatCannotBeReadIsNotCalledNone() {
        tab.page().route("**/runs/r1/files", route -> route.fulfill(new Route.FulfillOptions().setStatus(500)));
        Page page = page(RUNS + "/r1");
        page.waitForSelector("code-diff [role=alert]:has-text('could not be read')");
        assertThat(page.locator("code-diff").innerText()).doesNotContain("nothing that differs");
    }

    @Test
    void signsInsideOfChangedLinesAreCountedAndACutDifferenceSaysSo() {
        fake.put(LISTED + "/r1/files/code.diff", """
                "diff --git a/a.sql b/a.sql\\n--- a/a.sql\\n+++ b/a.sql\\n@@ -1,2 +1,2 @@\\n--- a comment\\n+++i;\\n+é\\n"\
                """);
        Page page = page(RUNS + "/r1");
        page.waitForSelector("code-diff ins");
        assertThat(page.locator("code-diff p").first().innerText())
                .contains("changes in 1 file that", "2 added", "1 taken out")
                .doesNotContain("at least");
        replace(LISTED + "/r1/files", "\"sizeBytes\":120,", "\"sizeBytes\":3000000,");
        page(RUNS + "/r1");
        page.waitForSelector("code-diff ins");
        assertThat(page.locator("code-diff").innerText())
                .contains("at least 1 file", "at least 2 added", "Only the first 200 kB of 3.0 MB");
    }

    @Test
    void overPlainHttpTheLineForTheTerminalIsNamedInsteadOfAnUpload() {
        tab.context().addInitScript("Object.defineProperty(Crypto.prototype, 'subtle', {get: () => undefined})");
        Page page = page("/projects/flight-delays/models");
        page.locator("button:has-text('Register a model')").click();
        page.locator("act-dialog input[type=file]")
                .first()
                .setInputFiles(new com.microsoft.playwright.options.FilePayload(
                        "m.onnx", "application/octet-stream", new byte[] {1}));
        page.locator("act-dialog button.main").click();
        page.waitForSelector("act-dialog [role=alert]:has-text('./trefoil models register PATH')");
    }

    @Test
    void overPlainHttpALineIsCopiedFromADialogToo() {
        tab.context().grantPermissions(List.of("clipboard-read", "clipboard-write"));
        tab.context().addInitScript("""
                window.board = navigator.clipboard; Object.defineProperty(Navigator.prototype, 'clipboard', {get: () => undefined});""");
        Page page = page("/projects/flight-delays/models");
        page.locator("button:has-text('Register a model')").click();
        page.locator("act-dialog copy-command button").click();
        page.waitForSelector("act-dialog copy-command button:has-text('Copied')");
        assertThat(page.evaluate("() => window.board.readText()"))
                .isEqualTo("./trefoil models register PATH --of flight-delays");
        assertThat(page.evaluate("() => document.activeElement.closest('copy-command') !== null"))
                .isEqualTo(true);
        page.evaluate("() => (document.execCommand = () => false)");
        page.locator("act-dialog copy-command button").click();
        page.waitForSelector("act-dialog copy-command button:has-text('Not copied')");
        assertThat(page.locator("act-dialog copy-command code").innerText()).startsWith("./trefoil models register");
    }

    @Test
    void whoLooksForSomethingIsNotToldThatThereIsNoneBeforeTheAnswerIsHere() {
        // Held from the start, so that no key can be quicker than the holding.
        List<Route> held = held("**/api/v1/models");
        Page page = page("/projects/flight-delays");
        page.waitForRequest("**/api/v1/models", () -> page.keyboard().press("/"));
        assertThat(page.locator("find-box dialog").innerText())
                .contains("Looking…")
                .doesNotContain("Nothing");
        held.getFirst().resume();
        page.waitForSelector("find-box li");
        page.keyboard().type("no such thing");
        page.waitForSelector("find-box li:has-text('run')");
    }
}
