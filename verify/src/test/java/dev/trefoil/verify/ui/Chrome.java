package dev.trefoil.verify.ui;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// The machine's Chromium without a window.
final class Chrome implements AutoCloseable {
    /// The checkout these tests run in.
    static final Path CHECKOUT = checkout();

    private final Playwright playwright;
    private final Browser browser;

    Chrome() {
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(executable())
                        .setArgs(List.of("--no-sandbox", "--disable-gpu", "--enable-precise-memory-info")));
    }

    private static Path checkout() {
        Path folder = Path.of("").toAbsolutePath();
        while (folder != null && !Files.exists(folder.resolve("verify/pom.xml"))) {
            folder = folder.getParent();
        }
        if (folder == null) {
            throw new IllegalStateException("the tests must run inside the checkout");
        }
        return folder;
    }

    private static Path executable() {
        return Stream.of("chromium", "chromium-headless-shell", "chromium-browser", "google-chrome")
                .map(name -> Path.of("/usr/bin", name))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no Chromium: apt-get install chromium"));
    }

    /// How a person sees it.
    record Look(int width, int height, ColorScheme scheme) {
        static final Look DESK = new Look(1360, 900, ColorScheme.LIGHT);
        static final Look PHONE = new Look(400, 800, ColorScheme.LIGHT);
        static final List<Look> ALL =
                List.of(DESK, PHONE, new Look(1360, 900, ColorScheme.DARK), new Look(400, 800, ColorScheme.DARK));

        String name() {
            return width + "-" + (scheme == ColorScheme.DARK ? "dark" : "light");
        }
    }

    /// A tab of its own, with all that it complained about.
    record Tab(BrowserContext context, Page page, List<String> complaints) implements AutoCloseable {
        @Override
        public void close() {
            context.close();
        }
    }

    Tab tab(Look look) {
        BrowserContext context = browser.newContext(new Browser.NewContextOptions()
                .setViewportSize(look.width(), look.height())
                .setColorScheme(look.scheme())
                .setReducedMotion(ReducedMotion.REDUCE));
        context.setDefaultTimeout(30_000);
        context.setDefaultNavigationTimeout(60_000);
        Page page = context.newPage();
        List<String> complaints = new ArrayList<>();
        page.onConsoleMessage(message -> {
            if (message.type().equals("error") || message.type().equals("warning")) {
                complaints.add(message.type() + ": " + message.text() + " " + message.location());
            }
        });
        page.onPageError(error -> complaints.add("uncaught: " + error));
        return new Tab(context, page, complaints);
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
