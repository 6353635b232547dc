package dev.trefoil.cli;

/// A server started inside this process.
public interface RunningServer extends AutoCloseable {
    String url();

    @Override
    void close();
}
