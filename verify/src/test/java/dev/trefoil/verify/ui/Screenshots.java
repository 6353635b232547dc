package dev.trefoil.verify.ui;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.options.Clip;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Takes pictures of the pages, for the docs and to be looked at.
final class Screenshots {
    private static final int TALLEST = 1_000;
    private static final int LOOP_TALLEST = 1_500;

    private Screenshots() {}

    /// Name → address of every page of the project in the fake server's file.
    static Map<String, String> pages(String project) {
        String base = "/projects/" + project;
        return new TreeMap<>(Map.ofEntries(
                Map.entry("projects", "/"),
                Map.entry("loop", base),
                Map.entry("charter", base + "/charter"),
                Map.entry("data", base + "/data"),
                Map.entry("runs", base + "/runs"),
                Map.entry("compare", base + "/runs/compare?runs=r1,r2,r3"),
                Map.entry("run", base + "/runs/r1"),
                Map.entry("models", base + "/models"),
                Map.entry("model", base + "/models/" + project + "/2"),
                Map.entry("endpoints", base + "/endpoints"),
                Map.entry("endpoint", base + "/endpoints/" + project),
                Map.entry("alerts", base + "/alerts"),
                Map.entry("lineage", base + "/lineage"),
                Map.entry("audit", base + "/audit")));
    }

    /// The loop page in all four looks, every other page at a desk in the light; the upper part of each.
    ///
    /// @param base address of the server
    static void take(Chrome chrome, String base, Map<String, String> pages, Path folder) {
        for (Chrome.Look look : Chrome.Look.ALL) {
            pages.forEach((name, address) -> {
                if (name.equals("loop") || look.equals(Chrome.Look.DESK)) {
                    picture(
                            chrome,
                            look,
                            base + address,
                            folder.resolve(name + (name.equals("loop") ? "-" + look.name() : "") + ".png"));
                }
            });
        }
    }

    private static void picture(Chrome chrome, Chrome.Look look, String url, Path file) {
        try (Chrome.Tab tab = chrome.tab(look)) {
            Page page = tab.page();
            try {
                PagesTest.visit(tab, url);
            } catch (PlaywrightException e) {
                throw new IllegalStateException(url + ": " + tab.complaints(), e);
            }
            page.waitForTimeout(300);
            int height = ((Number) page.evaluate("() => document.documentElement.scrollHeight")).intValue();
            int tallest = file.getFileName().toString().startsWith("loop-") ? LOOP_TALLEST : TALLEST;
            page.screenshot(new Page.ScreenshotOptions()
                    .setFullPage(true)
                    .setClip(new Clip(0, 0, look.width(), Math.min(height, tallest)))
                    .setPath(file));
            List<String> complaints = tab.complaints();
            if (!complaints.isEmpty()) {
                throw new IllegalStateException(url + ": " + complaints);
            }
        }
    }
}
