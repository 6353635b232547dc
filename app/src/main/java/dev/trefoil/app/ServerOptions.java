package dev.trefoil.app;

import java.nio.file.Path;

/// How a server is started.
///
/// @param home folder of everything that is embedded
/// @param host address to bind to
/// @param port 0 takes a free one
/// @param database PostgreSQL JDBC address, or empty for the embedded database
/// @param requireToken whether local requests need a token too
public record ServerOptions(Path home, String host, int port, String database, boolean requireToken) {}
