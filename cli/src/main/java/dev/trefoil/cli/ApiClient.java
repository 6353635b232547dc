package dev.trefoil.cli;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Talks to a server. Every answer that is not a success becomes a [CommandProblem] with the server's own message.
final class ApiClient implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final String url;
    private final @Nullable String token;
    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(Duration.ofSeconds(10))
            .version(HttpClient.Version.HTTP_1_1)
            .build();

    ApiClient(String url, @Nullable String token) {
        this.url = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
        this.token = token;
    }

    String url() {
        return url;
    }

    static String part(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    JsonNode fetch(String path) {
        return send(request(path).GET());
    }

    JsonNode post(String path, Object body) {
        return send(request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body))));
    }

    JsonNode put(String path, Object body) {
        return send(request(path)
                .header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body))));
    }

    JsonNode delete(String path) {
        return send(request(path).DELETE());
    }

    JsonNode upload(String path, Path file) {
        try {
            return send(request(path)
                    .timeout(Duration.ofMinutes(30))
                    .header("Content-Type", "application/octet-stream")
                    .PUT(HttpRequest.BodyPublishers.ofFile(file)));
        } catch (IOException e) {
            throw CommandProblem.failed("cannot read " + file + ": " + e.getMessage());
        }
    }

    /// Fetches a file as a whole or not at all.
    void download(String path, Path file) {
        Path part = file.resolveSibling("." + file.getFileName() + ".part");
        try {
            HttpResponse<InputStream> answer =
                    http.send(request(path).GET().build(), HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = answer.body()) {
                if (answer.statusCode() != 200) {
                    throw CommandProblem.failed("the server answered " + answer.statusCode() + " to GET " + path);
                }
                kept(body, part, file);
            }
        } catch (IOException e) {
            throw away(e);
        } catch (InterruptedException _) {
            throw interrupted();
        }
    }

    private static void kept(InputStream body, Path part, Path file) throws IOException {
        try {
            Files.copy(body, part, StandardCopyOption.REPLACE_EXISTING);
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            Files.deleteIfExists(part);
            throw CommandProblem.failed(
                    "cannot write " + file + ": " + e.getMessage() + "; check the folder and its disk, then try again");
        }
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(url + path)).timeout(Duration.ofMinutes(5));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return request;
    }

    private JsonNode send(HttpRequest.Builder builder) {
        try {
            HttpResponse<byte[]> answer = http.send(builder.build(), HttpResponse.BodyHandlers.ofByteArray());
            JsonNode body = answer.body().length == 0 ? JSON.createObjectNode() : JSON.readTree(answer.body());
            if (answer.statusCode() >= 300) {
                String message =
                        body.path("message").asString(body.path("error").asString("no reason given"));
                throw new CommandProblem(body.path("error").asString("").equals("refused_by_gate") ? 3 : 1, message);
            }
            return body;
        } catch (JacksonException e) {
            throw CommandProblem.failed("the server at " + url + " did not answer in JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw away(e);
        } catch (InterruptedException _) {
            throw interrupted();
        }
    }

    private CommandProblem away(IOException e) {
        return CommandProblem.failed(
                e instanceof ConnectException
                        ? "no server answers at " + url + ": start one with ./trefoil server, or set TREFOIL_URL"
                        : "the connection to " + url + " broke off: " + e.getMessage());
    }

    private static CommandProblem interrupted() {
        Thread.currentThread().interrupt();
        return new CommandProblem(130, "interrupted");
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
