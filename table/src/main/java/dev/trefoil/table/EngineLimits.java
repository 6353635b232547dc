package dev.trefoil.table;

/// What one engine may use.
///
/// @param memoryBytes beyond this it spills to its folder
public record EngineLimits(long memoryBytes, int threads) {
    /// 768 MB and two threads.
    public static final EngineLimits USUAL = new EngineLimits(768L << 20, 2);

    public EngineLimits {
        if (memoryBytes < 64L << 20 || threads < 1) {
            throw new IllegalArgumentException("the table engine needs 64 MB and a thread at least");
        }
    }
}
