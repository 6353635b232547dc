package dev.trefoil.verify.ui;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Takes a picture of each page, at both widths and in both schemes: for the docs, and to be looked at.
final class Screenshots {
    private Screenshots() {}

    /// Name → address of every page of the project in the fake server's file.
    static Map<String, String> pages(String project) {
        String base = "/projects/" + project;
        return new java.util.TreeMap<>(Map.ofEntries(
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

    /// Arguments: folder, then names of pages (all of them when none is named), and `--url=…` for a running server.
    public static void main(String[] args) {
        List<String> names = new ArrayList<>(List.of(args));
        Path folder = Path.of(names.removeFirst());
        String url = names.stream()
                .filter(name -> name.startsWith("--url="))
                .findFirst()
                .orElse("");
        boolean light = names.remove("--light");
        names.remove(url);
        String project = "flight-delays";
        try (FakeServer fake = FakeServer.of("flights");
                Chrome chrome = new Chrome()) {
            String base = url.isEmpty() ? fake.url("") : url.substring("--url=".length());
            for (Chrome.Look look : light ? Chrome.Look.ALL.subList(0, 2) : Chrome.Look.ALL) {
                pages(project).forEach((name, address) -> {
                    if (names.isEmpty() || names.contains(name)) {
                        try (Chrome.Tab tab = chrome.tab(look)) {
                            tab.page().navigate(base + address);
                            try {
                                tab.page().waitForSelector("main h1");
                            } catch (PlaywrightException e) {
                                throw new IllegalStateException(name + ": " + tab.complaints(), e);
                            }
                            tab.page().waitForTimeout(400);
                            tab.page()
                                    .screenshot(new Page.ScreenshotOptions()
                                            .setFullPage(true)
                                            .setPath(folder.resolve(name + "-" + look.name() + ".png")));
                            tab.complaints().forEach(complaint -> System.err.println(name + ": " + complaint));
                        }
                    }
                });
            }
        }
    }
}
