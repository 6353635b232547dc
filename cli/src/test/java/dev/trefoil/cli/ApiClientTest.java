package dev.trefoil.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApiClientTest {
    @TempDir
    private Path folder;

    private HttpServer server;
    private ApiClient client;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            byte[] body = "whole".getBytes(StandardCharsets.UTF_8);
            boolean torn = exchange.getRequestURI().getPath().equals("/torn");
            exchange.sendResponseHeaders(200, torn ? body.length + 100 : body.length);
            exchange.getResponseBody().write(body);
            exchange.getResponseBody().flush();
            exchange.close();
        });
        server.start();
        client = new ApiClient("http://127.0.0.1:" + server.getAddress().getPort(), null);
    }

    @AfterEach
    void stop() {
        client.close();
        server.stop(0);
    }

    @Test
    void aFileIsFetchedWholeOrNotAtAll() throws IOException {
        Path file = Files.writeString(folder.resolve("contract.yaml"), "older");
        assertThatThrownBy(() -> client.download("/torn", file)).hasMessageContaining("cannot write " + file);
        assertThat(folder).isDirectoryContaining("glob:**contract.yaml");
        assertThat(Files.readString(file)).isEqualTo("older");
        try (var left = Files.list(folder)) {
            assertThat(left).containsExactly(file);
        }
        client.download("/whole", file);
        assertThat(Files.readString(file)).isEqualTo("whole");
    }
}
