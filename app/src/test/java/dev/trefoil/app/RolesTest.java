package dev.trefoil.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// What a bearer of a token may do is what its role says, on both planes.
class RolesTest {
    private static @Nullable House opened;

    @BeforeAll
    static void serve() {
        House house = new House(House.fresh("roles"));
        opened = house;
        house.run(Members.files(Members.charter()));
    }

    @AfterAll
    static void close() {
        house().close();
    }

    private static House house() {
        return java.util.Objects.requireNonNull(opened);
    }

    private static JsonNode issue(String name, String role) {
        return House.require(house().post("/api/v1/tokens", Map.of("name", name, "role", role)), 201)
                .json();
    }

    private static String secret(String name, String role) {
        return issue(name, role).path("secret").asString("");
    }

    private static House.Answer as(String secret, String method, String path, @Nullable Object body) {
        var request = house().request(path).header("Authorization", "Bearer " + secret);
        return house().send(
                        body == null
                                ? request.method(method, java.net.http.HttpRequest.BodyPublishers.noBody())
                                : request.header("Content-Type", "application/json")
                                        .method(
                                                method,
                                                java.net.http.HttpRequest.BodyPublishers.ofByteArray(
                                                        House.JSON.writeValueAsBytes(body))));
    }

    @Test
    void eachRoleMayDoWhatItSaysAndARefusalNamesTheRole() {
        String viewer = secret("eve", "viewer");
        String caller = secret("till", "caller");
        String developer = secret("dev", "developer");
        String releaser = secret("rita", "releaser");
        Map<String, Object> ask = Members.ask(3, 0, 1);

        assertThat(as(viewer, "GET", "/api/v1/models", null).status()).isEqualTo(200);
        assertThat(as(viewer, "GET", "/v2/models/members", null).status()).isEqualTo(200);
        assertThat(as(viewer, "POST", "/v2/models/members/infer", ask).status()).isEqualTo(403);
        House.Answer refused = as(viewer, "POST", "/api/v1/endpoints/members/rollback", Map.of("why", "no"));
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.json().path("message").asString(""))
                .contains("needs the role releaser", "permission release", "'eve' has the role viewer");

        assertThat(as(caller, "POST", "/v2/models/members/infer", ask).status()).isEqualTo(200);
        assertThat(as(caller, "GET", "/v2/models/members", null).status()).isEqualTo(200);
        assertThat(as(caller, "POST", "/api/v1/endpoints/members/truth", Members.truth(3, 0, 1))
                        .status())
                .isEqualTo(202);
        assertThat(as(caller, "GET", "/api/v1/models", null).status()).isEqualTo(403);

        assertThat(as(developer, "PUT", "/api/v1/models/members/aliases/best", Map.of("version", "1", "why", "x"))
                        .status())
                .isEqualTo(403);
        assertThat(as(releaser, "PUT", "/api/v1/models/members/aliases/best", Map.of("version", "1", "why", "mine"))
                        .status())
                .isEqualTo(200);
        JsonNode record =
                house().get("/api/v1/audit?limit=1").json().path("records").path(0);
        assertThat(record.toString()).contains("\"rita\"", "mine");
        assertThat(as(releaser, "GET", "/api/v1/whoami", null).body())
                .contains("rita", "token", "releaser", "[\"read\",\"predict\",\"write\",\"release\"]");
        assertThat(as(releaser, "GET", "/api/v1/tokens", null).status()).isEqualTo(403);
    }

    @Test
    void aRevokedTokenIsRefusedAtOnceAndNobodyIssuesMoreThanTheyHave() {
        JsonNode issued = issue("temp", "administrator");
        String secret = issued.path("secret").asString("");
        House.Answer more = as(secret, "POST", "/api/v1/tokens", Map.of("name", "x", "role", "owner"));
        assertThat(more.status()).isEqualTo(403);
        assertThat(more.body()).contains("needs the role owner");
        assertThat(as(secret, "POST", "/api/v1/tokens", Map.of("name", "x", "role", "king"))
                        .body())
                .contains("'king' is no role: write viewer, caller");
        assertThat(house().get("/api/v1/tokens").body()).contains("temp").doesNotContain(secret);
        House.require(
                house().method("DELETE", "/api/v1/tokens/" + issued.path("id").asString("")), 200);
        assertThat(as(secret, "GET", "/api/v1/models", null).status()).isEqualTo(401);
        assertThat(house().get("/api/v1/audit?limit=5").body()).contains("token.issue", "token.revoke");
        assertThat(house().get("/api/v1/audit/verify").body()).contains("\"records\"");
    }

    @Test
    void codeRunsForTheOwnerOnly() {
        String developer = secret("coder", "developer");
        byte[] pickle = "cbuiltins\neval\n(S'lambda rows: [0.5 for r in rows]'\ntR."
                .getBytes(java.nio.charset.StandardCharsets.UTF_8);
        House.require(
                house().send(house().request("/api/v1/blobs/" + House.sha(pickle))
                        .header("Content-Type", "application/octet-stream")
                        .PUT(java.net.http.HttpRequest.BodyPublishers.ofByteArray(pickle))),
                201);
        Map<String, Object> order =
                Map.of("name", "mine.pkl", "files", List.of(Map.of("path", "mine.pkl", "digest", House.sha(pickle))));
        JsonNode job = as(developer, "POST", "/api/v1/projects/members/registrations", order)
                .json();
        JsonNode ended = house().await(job.path("id").asString(""));
        assertThat(ended.path("state").asString("")).isEqualTo("failed");
        assertThat(ended.path("failure").asString("")).contains("needs the permission execute");
    }
}
