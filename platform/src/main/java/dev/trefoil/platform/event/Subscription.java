package dev.trefoil.platform.event;

/// Closing it ends what it stands for.
public interface Subscription extends AutoCloseable {
    @Override
    void close();
}
