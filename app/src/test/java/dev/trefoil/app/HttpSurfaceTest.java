package dev.trefoil.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// What is served, to whom, and in which shape.
class HttpSurfaceTest {
    private static @Nullable House opened;

    @BeforeAll
    static void serve() {
        House house = new House(House.fresh("surface"));
        opened = house;
        house.run(Members.files(Members.charter()));
    }

    @AfterAll
    static void close() {
        if (opened != null) {
            opened.close();
        }
    }

    private static House house() {
        return java.util.Objects.requireNonNull(opened);
    }

    @Test
    void aStateThatNoAlertHasIsRefused() {
        House.Answer answer = house().get("/api/v1/alerts?state=lost");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).contains("say open, snoozed or closed");
    }

    @Test
    void everyRouteOfTheDocumentIsServed() {
        JsonNode document = house().get("/api/v1/openapi.json").json();
        assertThat(document.path("openapi").asString("")).isEqualTo("3.1.0");
        List<String> absent = new ArrayList<>();
        int routes = 0;
        for (Map.Entry<String, JsonNode> path : document.path("paths").properties()) {
            for (Map.Entry<String, JsonNode> operation : path.getValue().properties()) {
                routes++;
                String method = operation.getKey().toUpperCase(java.util.Locale.ROOT);
                if (path.getKey().equals("/api/v1/events")) {
                    continue; // it never ends
                }
                String at = path.getKey().replaceAll("\\{[a-z]+}", "members");
                House.Answer answer = method.equals("GET")
                        ? house().get(at)
                        : house().send(house().request(at)
                                .header("Content-Type", "application/json")
                                .method(method, HttpRequest.BodyPublishers.ofString("{}")));
                boolean unknown = answer.body().contains("There is nothing at")
                        || answer.body().contains("There is no " + method)
                        || answer.status() == 405
                        || answer.status() >= 500;
                if (unknown) {
                    absent.add(method + " " + at + " → " + answer.status() + " " + answer.body());
                }
                assertThat(operation.getValue().path("summary").asString("")).isNotBlank();
                assertThat(operation.getValue().has("x-permission")).isTrue();
            }
        }
        assertThat(absent).isEmpty();
        assertThat(routes).isGreaterThan(40);
    }

    @Test
    void everyPlaceInAPathIsAParameterOfTheDocument() {
        JsonNode document = house().get("/api/v1/openapi.json").json();
        document.path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(operation -> {
                    List<String> places = new ArrayList<>();
                    operation.getValue().path("parameters").forEach(parameter -> {
                        if (parameter.path("in").asString("").equals("path")) {
                            places.add("{" + parameter.path("name").asString("") + "}");
                        }
                    });
                    assertThat(places)
                            .as(path.getKey())
                            .allMatch(place -> path.getKey().contains(place));
                    assertThat(path.getKey().chars().filter(c -> c == '{').count())
                            .isEqualTo(places.size());
                }));
    }

    @Test
    void errorsSayWhatIsWrongInOneShape() {
        SchemaCheck schema = SchemaCheck.of("error");
        for (House.Answer answer : List.of(
                house().get("/api/v1/nothing"),
                house().get("/api/v1/projects/other/status"),
                house().get("/api/v1/models/other"),
                house().post("/api/v1/trips", "application/json", "{".getBytes(StandardCharsets.UTF_8)),
                house().post("/api/v1/trips", "text/plain", "{}".getBytes(StandardCharsets.UTF_8)),
                house().post("/api/v1/endpoints/members/truth", Map.of("truth", 7)),
                house().post("/api/v1/audit/999999/back", Map.of("why", "x")))) {
            assertThat(answer.status()).isBetween(400, 499);
            assertThat(schema.problems(answer.json())).as(answer.body()).isEmpty();
        }
    }

    @Test
    void theStoryAndTheStatusAreAsTheirDocumentsSay() {
        SchemaCheck story = SchemaCheck.of("story");
        SchemaCheck verdict = SchemaCheck.of("verdict");
        int verdicts = 0;
        for (JsonNode line :
                house().get("/api/v1/projects/members/story?limit=5000").json().path("lines")) {
            assertThat(story.problems(line)).isEmpty();
            if (line.path("event").asString("").equals("verdict")) {
                verdicts++;
                assertThat(verdict.problems(line.path("values"))).isEmpty();
            }
        }
        assertThat(verdicts).isEqualTo(2);
        JsonNode status = house().get("/api/v1/projects/members/status").json();
        assertThat(SchemaCheck.of("status").problems(status)).isEmpty();
        assertThat(SchemaCheck.of("truth").problems(House.JSON.valueToTree(Members.truth(1, 0, 3))))
                .isEmpty();
    }

    @Test
    void aClientThatComesBackMissesNoEvent() throws IOException {
        List<Long> first = events("0", 5);
        assertThat(first).isSorted().doesNotHaveDuplicates();
        List<Long> next = events(Long.toString(first.get(2)), 2);
        assertThat(next).isEqualTo(first.subList(3, 5));
    }

    /// Ids of the first events after this one.
    private static List<Long> events(String last, int count) throws IOException {
        List<Long> ids = new ArrayList<>();
        java.net.HttpURLConnection connection = (java.net.HttpURLConnection)
                URI.create(house().url() + "/api/v1/events").toURL().openConnection();
        connection.setRequestProperty("Last-Event-ID", last);
        connection.setReadTimeout(10_000);
        try (InputStream in = connection.getInputStream();
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            while (ids.size() < count) {
                String line = lines.readLine();
                if (line != null && line.startsWith("id: ")) {
                    ids.add(Long.parseLong(line.substring(4)));
                }
            }
        } finally {
            connection.disconnect();
        }
        return ids;
    }

    @Test
    void otherHostsAndOtherSitesAreRefused() throws IOException {
        for (String path : List.of("/api/v1/projects", "/v2/models/members", "/metrics")) {
            assertThat(raw(path, "Host: evil.example")).as(path).startsWith("HTTP/1.1 403");
            assertThat(raw(path, "Host: localhost\r\nOrigin: https://evil.example"))
                    .as(path)
                    .startsWith("HTTP/1.1 403");
            assertThat(raw(path, "Host: localhost\r\nSec-Fetch-Site: cross-site"))
                    .as(path)
                    .startsWith("HTTP/1.1 403");
            assertThat(raw(path, "Host: 127.0.0.1:80\r\nOrigin: http://localhost:3000"))
                    .as(path)
                    .startsWith("HTTP/1.1 200");
            assertThat(raw(path, "Host: [::1]:7700")).as(path).startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void changesNeedAContentTypeThatFormsCannotSend() {
        for (String type :
                List.of("text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x")) {
            House.Answer answer = house().post("/api/v1/look", type, "{}".getBytes(StandardCharsets.UTF_8));
            assertThat(answer.status()).as(type).isEqualTo(400);
            assertThat(answer.body()).contains("Content-Type: application/json");
        }
        assertThat(house().post("/api/v1/look", Map.of()).status()).isEqualTo(200);
    }

    @Test
    void aPersonAtAnAddressWithoutAPageIsToldSoByAPageAndAProgramInJson() throws Exception {
        try (java.net.http.HttpClient http = java.net.http.HttpClient.newHttpClient()) {
            for (String path : List.of("/nonsense", "/health/nonsense", "/endpointz/flights")) {
                HttpResponse<String> told = opened(http, path);
                assertThat(told.statusCode()).as(path).isEqualTo(404);
                assertThat(told.body()).as(path).contains("<trefoil-app");
                assertThat(told.headers().firstValue("content-security-policy")).isPresent();
            }
            assertThat(opened(http, "/metrics").body()).doesNotContain("<trefoil-app");
            assertThat(opened(http, "/api/v1/nonsense").body()).contains("\"not_found\"");
        }
        House.Answer program = house().get("/nonsense");
        assertThat(program.status()).isEqualTo(404);
        assertThat(program.body()).contains("\"not_found\"");
    }

    private static HttpResponse<String> opened(java.net.http.HttpClient http, String path) throws Exception {
        URI address = URI.create(house().url() + path);
        return http.send(
                HttpRequest.newBuilder(address)
                        .header("Accept", "text/html,*/*;q=0.8")
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void whereTokensAreAskedForNothingAnswersWithoutOne() throws IOException {
        Path home = House.fresh("tokens");
        try (Server server = Server.start(new ServerOptions(home, "127.0.0.1", 0, "", true));
                java.net.http.HttpClient http = java.net.http.HttpClient.newHttpClient()) {
            String token = Files.readString(home.resolve("token")).strip();
            assertThat(token).hasSizeGreaterThan(40);
            for (String path :
                    List.of("/api/v1/projects", "/metrics", "/v2", "/api/v1/openapi.json", "/api/v1/whoami")) {
                assertThat(status(http, server.url() + path, "")).as(path).isEqualTo(401);
                assertThat(status(http, server.url() + path, "wrong")).as(path).isEqualTo(401);
                assertThat(status(http, server.url() + path, token)).as(path).isEqualTo(200);
            }
            for (String probe : List.of("/health/live", "/health/ready", "/v2/health/live", "/v2/health/ready")) {
                assertThat(status(http, server.url() + probe, "")).as(probe).isEqualTo(200);
            }
            assertThat(Files.getPosixFilePermissions(home.resolve("token")).toString())
                    .doesNotContain("GROUP")
                    .doesNotContain("OTHERS");
        }
    }

    private static int status(java.net.http.HttpClient http, String url, String token) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        try {
            return http.send(request.build(), java.net.http.HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /// The first line of the answer to a request written by hand.
    private static String raw(String path, String headers) throws IOException {
        URI url = URI.create(house().url());
        try (Socket socket = new Socket(InetAddress.getByName(url.getHost()), url.getPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream()
                    .write(("GET " + path + " HTTP/1.1\r\n" + headers + "\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
                    .readLine();
        }
    }
}
