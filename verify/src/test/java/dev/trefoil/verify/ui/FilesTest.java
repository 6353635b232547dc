package dev.trefoil.verify.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The files of a run, over the real store: shown as what they are, never run, and never whole when they are large.
@Tag("browser")
class FilesTest {
    /// Bytes of the large file; 1 GB when it is to be tried so: `-Dtrefoil.large=1073741824`.
    private static final long LARGE = Long.getLong("trefoil.large", 40_000_000);

    private static final String DOT =
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

    @TempDir
    private static Path folder;

    private static Chrome chrome;
    private static RunStore store;
    private static String run;

    @BeforeAll
    static void open() {
        store = new RunStore(folder, 1, 0);
        run = store.runWith(Map.of(
                "notes/readme.txt", text("two\nlines"),
                "notes/dot.png", new ByteArrayInputStream(Base64.getDecoder().decode(DOT)),
                "table.csv", text("name,says\nann,\"a \"\"quote\"\", a comma\nand a line\"\n"),
                "params.json", text("{\"depth\":3}"),
                "report.html",
                        text("<style>p { color: rgb(1, 2, 3) }</style><p>shown</p>"
                                + "<script>parent.window.broken = 1; document.body.innerHTML = 'run'</script>"
                                + "<img src=x onerror='parent.window.broken = 1'>"),
                "numbers.json", text("{\"id\": 12345678901234567890, \"share\": 1.10}"),
                "empty.txt", text(""),
                "broken.png", text("no picture"),
                "large.log", new Repeated(LARGE),
                "model.bin", text("\u0000\u0001")));
        chrome = new Chrome();
    }

    @AfterAll
    static void close() {
        chrome.close();
        store.close();
    }

    private static InputStream text(String content) {
        return new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8));
    }

    /// Lines of nothing, as many bytes as one likes.
    private static final class Repeated extends InputStream {
        private long left;

        Repeated(long bytes) {
            left = bytes;
        }

        @Override
        public int read() {
            return left-- > 0 ? (left % 80 == 0 ? '\n' : '.') : -1;
        }

        @Override
        public int read(byte[] bytes, int from, int length) {
            if (left <= 0) {
                return -1;
            }
            int some = (int) Math.min(left, length);
            for (int i = from; i < from + some; i++) {
                bytes[i] = (byte) (i % 80 == 79 ? '\n' : '.');
            }
            left -= some;
            return some;
        }
    }

    private static Page page(Chrome.Tab tab, String file) {
        PagesTest.visit(
                tab,
                store.server().url("/projects/flight-delays/runs/" + run + (file.isEmpty() ? "" : "?file=" + file)));
        return tab.page();
    }

    private static void choose(Page page, String name) {
        page.locator("artifact-tree")
                .getByRole(
                        AriaRole.BUTTON,
                        new com.microsoft.playwright.Locator.GetByRoleOptions()
                                .setName(name)
                                .setExact(true))
                .click();
    }

    @Test
    void textTablesJsonAndImagesAreShown() {
        try (Chrome.Tab tab = chrome.tab(Chrome.Look.DESK)) {
            Page page = page(tab, "");
            choose(page, "params.json");
            page.waitForSelector("artifact-tree pre");
            assertThat(page.locator("artifact-tree pre").innerText()).contains("\"depth\": 3");
            choose(page, "table.csv");
            page.waitForSelector("artifact-tree td");
            assertThat(page.locator("artifact-tree td").allInnerTexts())
                    .containsExactly("ann", "a \"quote\", a comma and a line");
            choose(page, "▸ notes/");
            choose(page, "readme.txt");
            page.waitForSelector("artifact-tree pre:has-text('two')");
            choose(page, "dot.png");
            page.waitForFunction("() => document.querySelector('artifact-tree img')?.naturalWidth === 1");
            assertThat(tab.complaints()).isEmpty();
        }
    }

    @Test
    void aPageAmongTheFilesIsShownButRunsNothing() {
        try (Chrome.Tab tab = chrome.tab(Chrome.Look.DESK)) {
            Page page = page(tab, "report.html");
            page.waitForSelector("artifact-tree iframe");
            assertThat(page.frameLocator("artifact-tree iframe").locator("p").innerText())
                    .isEqualTo("shown");
            assertThat(page.frameLocator("artifact-tree iframe")
                            .locator("p")
                            .evaluate("(p) => getComputedStyle(p).color"))
                    .isEqualTo("rgb(1, 2, 3)");
            assertThat(page.evaluate("() => window.broken")).isNull();
        }
    }

    @Test
    void ofALargeFileOnlyTheBeginningIsFetchedAndADownloadHasAllOfIt() throws IOException {
        try (Chrome.Tab tab = chrome.tab(Chrome.Look.DESK)) {
            Page page = page(tab, "large.log");
            page.waitForSelector("artifact-tree pre");
            assertThat(page.locator("artifact-tree").innerText()).contains("The first 300 kB of");
            assertThat(page.locator("artifact-tree pre").innerText().length()).isLessThanOrEqualTo(300_000);
            Download download =
                    page.waitForDownload(() -> page.locator("artifact-tree a[aria-label='Download large.log']")
                            .click());
            assertThat(download.suggestedFilename()).isEqualTo("large.log");
            assertThat(Files.size(download.path())).isEqualTo(LARGE);
        }
    }

    @Test
    void whatCannotBeShownCanBeKept() {
        try (Chrome.Tab tab = chrome.tab(Chrome.Look.DESK)) {
            Page page = page(tab, "model.bin");
            page.waitForSelector("artifact-tree a.button");
            assertThat(page.locator("artifact-tree").innerText()).contains("not shown here");
        }
    }

    @Test
    void numbersOfAFileStayAsTheyAreWritten() {
        try (Chrome.Tab tab = chrome.tab(Chrome.Look.DESK)) {
            Page page = page(tab, "numbers.json");
            page.waitForSelector("artifact-tree pre");
            assertThat(page.locator("artifact-tree pre").innerText())
                    .isEqualTo("{\n  \"id\": 12345678901234567890,\n  \"share\": 1.10\n}");
        }
    }

    @Test
    void aBrokenImageAndAnEmptyFileAreSaidToBeSo() {
        try (Chrome.Tab tab = chrome.tab(Chrome.Look.DESK)) {
            Page page = page(tab, "broken.png");
            page.waitForSelector("artifact-tree:has-text('This image cannot be shown')");
            assertThat(page.locator("artifact-tree a.button").count()).isEqualTo(1);
            choose(page, "empty.txt");
            page.waitForSelector("artifact-tree:has-text('This file is empty')");
        }
    }

    @Test
    void theFileIsInTheAddress() {
        try (Chrome.Tab tab = chrome.tab(Chrome.Look.DESK)) {
            Page page = page(tab, "notes/readme.txt");
            page.waitForSelector("artifact-tree pre");
            assertThat(page.locator("artifact-tree pre").innerText()).isEqualTo("two\nlines");
            assertThat(page.url()).contains("file=");
        }
    }
}
