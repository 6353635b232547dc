package dev.trefoil.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/// `server.json` in the home: where the server that works there answers.
record ServerFile(Path path, String url) {
    static ServerFile write(Path home, String host, int port) {
        String name = host.equals("0.0.0.0") || host.equals("::") ? "127.0.0.1" : host;
        ServerFile file = new ServerFile(home.resolve("server.json"), "http://" + name + ":" + port);
        Path fresh = home.resolve("server.json.part");
        try {
            Files.writeString(
                    fresh,
                    "{\"url\":\"" + file.url() + "\",\"pid\":"
                            + ProcessHandle.current().pid() + "}\n");
            Files.move(fresh, file.path(), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file;
    }

    void delete() {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
