package dev.trefoil.platform.tracking;

import dev.trefoil.platform.PlatformException;

/// How much one page may hold.
final class PageLimits {
    private PageLimits() {}

    static void require(int limit, int most) {
        if (limit < 1 || limit > most) {
            throw PlatformException.invalid(
                    "max_results",
                    "Invalid value " + limit
                            + " for parameter 'max_results' supplied: it must be at least 1 and at most " + most + ".");
        }
    }
}
