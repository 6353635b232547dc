package dev.trefoil.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The server that a command talks to: `TREFOIL_URL`, else the one working in the home, else one started for as
/// long
/// as the command runs.
final class Connection implements AutoCloseable {
    private final ApiClient client;
    private final @Nullable RunningServer own;

    private Connection(ApiClient client, @Nullable RunningServer own) {
        this.client = client;
        this.own = own;
    }

    static Path home() {
        String set = System.getenv("TREFOIL_HOME");
        Path home = set != null && !set.isBlank() ? Path.of(set) : Path.of(System.getProperty("user.home"), ".trefoil");
        return home.toAbsolutePath().normalize();
    }

    static Connection open(ServerLauncher launcher) {
        return open(launcher, home());
    }

    static Connection open(ServerLauncher launcher, Path home) {
        String url = System.getenv("TREFOIL_URL");
        String token = System.getenv("TREFOIL_TOKEN");
        if (url != null && !url.isBlank()) {
            return new Connection(new ApiClient(url, token), null);
        }
        Optional<String> known = running(home);
        if (known.isPresent()) {
            return new Connection(new ApiClient(known.get(), token), null);
        }
        RunningServer own = launcher.launch(new ServerLauncher.Settings(home, "127.0.0.1", 0, "", false));
        return new Connection(new ApiClient(own.url(), token), own);
    }

    /// Where the server that works in this home answers, if one does.
    static Optional<String> running(Path home) {
        return serverFile(home)
                .filter(file -> ProcessHandle.of(file.path("pid").asLong(-1))
                        .filter(ProcessHandle::isAlive)
                        .isPresent())
                .map(file -> file.path("url").asString(""));
    }

    static Optional<JsonNode> serverFile(Path home) {
        Path file = home.resolve("server.json");
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(JsonMapper.shared().readTree(Files.readString(file)));
        } catch (IOException | JacksonException _) {
            return Optional.empty();
        }
    }

    ApiClient client() {
        return client;
    }

    /// Whether the server ends with the command.
    boolean ownServer() {
        return own != null;
    }

    @Override
    public void close() {
        client.close();
        if (own != null) {
            own.close();
        }
    }
}
