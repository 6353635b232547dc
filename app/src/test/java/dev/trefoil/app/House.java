package dev.trefoil.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A server put together as the program does it, in a home of its own, and a client that speaks plain HTTP.
final class House implements AutoCloseable {
    static final JsonMapper JSON = JsonMapper.shared();

    private final Path home;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private Server server;

    House(Path home) {
        this(home, "");
    }

    House(Path home, String database) {
        this.home = home;
        this.server = Server.start(new ServerOptions(home, "127.0.0.1", 0, database, false));
    }

    /// What came back.
    record Answer(int status, String body, Map<String, List<String>> headers) {
        JsonNode json() {
            return JSON.readTree(body);
        }

        String header(String name) {
            return headers.getOrDefault(name.toLowerCase(java.util.Locale.ROOT), List.of(""))
                    .getFirst();
        }
    }

    String url() {
        return server.url();
    }

    Path home() {
        return home;
    }

    /// Stops the server and starts another one in the same home.
    void restart() {
        server.close();
        server = Server.start(new ServerOptions(home, "127.0.0.1", 0, "", false));
    }

    Answer get(String path) {
        return send(request(path).GET());
    }

    Answer post(String path, Object body) {
        return post(path, "application/json", JSON.writeValueAsBytes(body));
    }

    Answer post(String path, String type, byte[] body, String... headers) {
        HttpRequest.Builder request =
                request(path).header("Content-Type", type).POST(HttpRequest.BodyPublishers.ofByteArray(body));
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    Answer method(String method, String path) {
        return send(request(path).method(method, HttpRequest.BodyPublishers.noBody()));
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(server.url() + path));
    }

    Answer send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(
                    answer.statusCode(), answer.body(), answer.headers().map());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /// Sends a project's files and answers the job.
    JsonNode submit(Map<String, String> files) {
        List<Map<String, Object>> sent = new ArrayList<>();
        files.forEach((path, text) -> {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            String digest = sha(bytes);
            Answer stored = send(request("/api/v1/blobs/" + digest)
                    .header("Content-Type", "application/octet-stream")
                    .PUT(HttpRequest.BodyPublishers.ofByteArray(bytes)));
            require(stored, 201);
            sent.add(Map.of("path", path, "digest", digest, "sizeBytes", bytes.length));
        });
        return require(post("/api/v1/trips", Map.of("files", sent, "commit", "", "until", "deployment")), 202)
                .json();
    }

    /// Waits for a job; answers it when it is over.
    JsonNode await(String job) {
        while (true) {
            JsonNode now = require(get("/api/v1/jobs/" + job), 200).json();
            if (List.of("done", "failed", "cancelled")
                    .contains(now.path("state").asString(""))) {
                return now;
            }
            pause();
        }
    }

    /// Takes the project round the loop; the job must be done.
    JsonNode run(Map<String, String> files) {
        JsonNode job = await(submit(files).path("id").asString(""));
        if (!job.path("state").asString("").equals("done")) {
            throw new AssertionError(job.toString());
        }
        return job;
    }

    /// Waits until nothing that was answered is on its way to the store.
    void settle() {
        while (get("/api/v1/capture").json().path("waiting").asLong() > 0) {
            pause();
        }
    }

    static void pause() {
        try {
            Thread.sleep(20);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    static Answer require(Answer answer, int status) {
        if (answer.status() != status) {
            throw new AssertionError("expected " + status + ", got " + answer.status() + ": " + answer.body());
        }
        return answer;
    }

    static String sha(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /// A V2 request body with these tensors.
    static Map<String, Object> infer(Map<String, Object> parameters, List<Map<String, Object>> inputs) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("id", "r-1");
        body.put("parameters", parameters);
        body.put("inputs", inputs);
        return body;
    }

    static Map<String, Object> tensor(String name, String datatype, List<?> data) {
        Map<String, Object> tensor = new LinkedHashMap<>();
        tensor.put("name", name);
        tensor.put("shape", List.of(data.size()));
        tensor.put("datatype", datatype);
        tensor.put("data", data);
        return tensor;
    }

    static Path fresh(String name) {
        try {
            Path homes = Files.createDirectories(Path.of("target", "homes"));
            return Files.createTempDirectory(homes, name).toAbsolutePath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
        server.close();
    }
}
