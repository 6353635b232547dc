package dev.trefoil.cli;

import java.nio.file.Path;

/// Starts a server inside this process. The commands know nothing else of how a server is made.
@FunctionalInterface
public interface ServerLauncher {
    /// What the command line says of the server.
    ///
    /// @param home folder of everything that is embedded
    /// @param port 0 takes a free one
    /// @param database PostgreSQL address, or empty for the embedded database
    record Settings(Path home, String host, int port, String database, boolean requireToken) {}

    RunningServer launch(Settings settings);
}
