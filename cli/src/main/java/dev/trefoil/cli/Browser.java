package dev.trefoil.cli;

import java.io.IOException;
import java.util.List;
import java.util.Locale;

/// Opens an address in the person's browser, where there is one.
final class Browser {
    private Browser() {}

    static void open(String url) {
        boolean mac = System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("mac");
        if (!mac && System.getenv("DISPLAY") == null && System.getenv("WAYLAND_DISPLAY") == null) {
            return;
        }
        try {
            new ProcessBuilder(List.of(mac ? "open" : "xdg-open", url))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException _) {
            System.err.println("no browser could be opened; the address is " + url);
        }
    }
}
