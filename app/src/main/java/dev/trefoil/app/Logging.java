package dev.trefoil.app;

import java.util.logging.Level;
import java.util.logging.Logger;

/// What libraries log by themselves is kept to warnings.
final class Logging {
    private Logging() {}

    static void quiet() {
        Logger.getLogger("").setLevel(Level.WARNING);
    }
}
