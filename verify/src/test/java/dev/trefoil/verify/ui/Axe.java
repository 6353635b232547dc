package dev.trefoil.verify.ui;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Asks axe-core what keeps people with assistive technology from using a page.
final class Axe {
    private static final Path SCRIPT = Path.of("server/src/main/ui-check/node_modules/axe-core/axe.min.js");

    private Axe() {}

    /// Serious and critical findings, one line each.
    static List<String> findings(Page page, Path checkout) {
        String script;
        try {
            script = Files.readString(checkout.resolve(SCRIPT));
        } catch (IOException e) {
            throw new UncheckedIOException("run npm ci in server/src/main/ui-check", e);
        }
        page.evaluate(script);
        Object found = page.evaluate("""
                async () => (await axe.run(document, {resultTypes: ['violations']})).violations
                  .filter((v) => ['serious', 'critical'].includes(v.impact))
                  .map((v) => v.id + ': ' + v.nodes.slice(0, 3).map((n) => n.html.slice(0, 160) + ' ' + (n.any[0]?.message ?? '')).join(' | '))""");
        return ((List<?>) found).stream().map(String::valueOf).toList();
    }
}
