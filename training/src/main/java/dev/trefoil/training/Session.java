package dev.trefoil.training;

import dev.trefoil.training.search.FinishedTrial;
import java.util.List;
import java.util.function.BooleanSupplier;

/// The surroundings of one development; none of it decides the outcome.
///
/// @param threads how many processor cores it may use
/// @param listener hears of progress
/// @param cancelled asked often; true ends the development by a [java.util.concurrent.CancellationException]
/// @param already trials that an earlier, broken-off run of the same development finished
public record Session(
        int threads, DevelopmentListener listener, BooleanSupplier cancelled, List<FinishedTrial> already) {
    public Session {
        already = List.copyOf(already);
    }

    /// Nobody listens, nothing came before.
    public static Session quiet(int threads) {
        return new Session(threads, DevelopmentListener.SILENT, () -> false, List.of());
    }
}
