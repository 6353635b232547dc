package dev.trefoil.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// The second half of the loop on a small project: registry, gate, rollout, truth, windows, alert, retraining.
class LoopTest {
    private static final String ENDPOINT = "/api/v1/endpoints/members";
    private static final String INFER = "/v2/models/members/infer";

    /// One tree over `paid` and `visits`, as LightGBM writes it.
    static final String TREE = """
            tree
            version=v4
            num_class=1
            num_tree_per_iteration=1
            label_index=0
            max_feature_idx=1
            objective=binary sigmoid:1
            feature_names=paid visits
            feature_infos=[10:100] [0:10]
            tree_sizes=400

            Tree=0
            num_leaves=3
            num_cat=0
            split_feature=1 0
            split_gain=9 5
            threshold=4.5 60
            decision_type=2 2
            left_child=1 -2
            right_child=-1 -3
            leaf_value=-1.2 0.4 1.6
            leaf_weight=1 1 1
            leaf_count=300 150 150
            internal_value=0 0
            internal_weight=0 0
            internal_count=600 300
            is_linear=0
            shrinkage=1


            end of trees

            feature_importances:
            paid=1
            visits=1

            parameters:
            end of parameters

            pandas_categorical:null
            """;

    static JsonNode register(House house, String name, String content, String... columns) {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        String digest = House.sha(bytes);
        House.require(
                house.send(house.request("/api/v1/blobs/" + digest)
                        .header("Content-Type", "application/octet-stream")
                        .PUT(java.net.http.HttpRequest.BodyPublishers.ofByteArray(bytes))),
                201);
        JsonNode job = House.require(
                        house.post(
                                "/api/v1/projects/members/registrations",
                                Map.of(
                                        "name",
                                        name,
                                        "columns",
                                        List.of(columns),
                                        "files",
                                        List.of(Map.of("path", name, "digest", digest)))),
                        202)
                .json();
        return house.await(job.path("id").asString(""));
    }

    private static void serve(House house, long seed, int from, int until, boolean lie) {
        House.require(house.post(INFER, Members.ask(seed, from, until)), 200);
        List<Map<String, Object>> lines = new ArrayList<>();
        for (int r = from; r < until; r++) {
            List<Object> row = Members.row(seed, r);
            lines.add(Map.of(
                    "prediction_id",
                    row.getFirst(),
                    "value",
                    lie != (boolean) row.get(6),
                    "known_at",
                    row.get(1) + ":00Z"));
        }
        House.require(house.post(ENDPOINT + "/truth", Map.of("truth", lines)), 202);
        house.settle();
        House.require(house.post("/api/v1/look", Map.of()), 200);
    }

    @Test
    void aModelTrainedElsewhereIsJudgedReleasedAndTraced() {
        try (House house = new House(House.fresh("registry"))) {
            house.run(Members.files(Members.charter()));
            JsonNode job = register(house, "tree.txt", TREE);
            assertThat(job.path("state").asString("")).as(job.toString()).isEqualTo("done");
            assertThat(job.path("result").path("version").asLong()).isEqualTo(2);
            assertThat(register(house, "tree.txt", TREE)
                            .path("result")
                            .path("version")
                            .asLong())
                    .as("the same content is the same version")
                    .isEqualTo(2);
            JsonNode version = house.get("/api/v1/models/members/versions/2").json();
            assertThat(version.path("provenance").path("source").asString("")).isEqualTo("registered");
            assertThat(version.path("provenance").path("kind").asString("")).isEqualTo("lightgbm");
            assertThat(version.path("gate").asString(""))
                    .as("a proof of concept is advised")
                    .isEqualTo("advises");
            assertThat(version.path("objections").toString()).isEqualTo("[\"not signed: requirements\"]");
            List<String> kinds = new ArrayList<>();
            house.get("/api/v1/models/members/versions/2/lineage")
                    .json()
                    .path("chain")
                    .forEach(link -> kinds.add(link.path("kind").asString("")));
            assertThat(kinds).contains("source", "dataset", "charter", "package", "version");
            assertThat(house.get("/api/v1/models/members/versions/1/lineage").body())
                    .contains("\"run\"");

            House.require(house.post(ENDPOINT + "/rollout/promote", Map.of("all", true)), 200);
            House.require(house.post("/api/v1/models/members/versions/2/release", Map.of("why", "try the tree")), 202);
            JsonNode rollout = house.get(ENDPOINT).json().path("rollout");
            assertThat(rollout.path("candidate").asString("")).isEqualTo("v2");
            assertThat(rollout.path("baseline").asString("")).isEqualTo("v1");
            House.Answer again = house.post("/api/v1/models/members/versions/2/release", Map.of());
            assertThat(again.json().path("started").asBoolean(true)).isFalse();
            House.Answer other = house.post("/api/v1/models/members/versions/1/release", Map.of());
            assertThat(other.status()).isEqualTo(409);
            assertThat(other.body()).contains("A rollout of v2 is open");
            House.require(house.post(ENDPOINT + "/rollout/promote", Map.of("all", true)), 200);
            House.Answer served = house.post("/api/v1/models/members/versions/2/release", Map.of());
            assertThat(served.status()).isEqualTo(409);
            assertThat(served.body()).contains("serves at endpoint", "already");
            House.Answer answer = house.post(INFER, Members.ask(3, 0, 1));
            assertThat(answer.json().path("model_version").asString("")).isEqualTo("v2");

            JsonNode wrong = register(house, "names.txt", TREE.replace("paid visits", "paid shoes"));
            assertThat(wrong.path("state").asString("")).isEqualTo("failed");
            assertThat(wrong.path("failure").asString("")).contains("shoes", "which the prepared table lacks");
            String before = score(answer);
            JsonNode said = register(house, "names.txt", TREE.replace("paid visits", "a b"), "paid", "visits");
            assertThat(said.path("result").path("version").asLong())
                    .as(said.toString())
                    .isEqualTo(3);
            House.require(house.post("/api/v1/models/members/versions/3/release", Map.of()), 202);
            House.require(house.post(ENDPOINT + "/rollout/promote", Map.of("all", true)), 200);
            House.Answer renamed = house.post(INFER, Members.ask(3, 0, 1));
            assertThat(renamed.json().path("model_version").asString("")).isEqualTo("v3");
            assertThat(score(renamed)).isEqualTo(before);
            JsonNode broken = register(house, "broken.txt", "tree\nversion=v4\n");
            assertThat(broken.path("state").asString("")).isEqualTo("failed");
            assertThat(broken.path("failure").asString("")).contains("broken.txt");
            assertThat(house.get("/api/v1/models/members")
                            .json()
                            .path("versions")
                            .size())
                    .isEqualTo(3);
        }
    }

    @Test
    void aModelFromElsewhereIsJudgedOnTheTableOfTheDataSectionAsItIsNow() {
        try (House house = new House(House.fresh("section"))) {
            house.run(Members.files(Members.charter()));
            assertThat(judgedRows(register(house, "tree.txt", TREE)))
                    .isEqualTo(IntStream.range(576, Members.ROWS).count());

            Map<String, String> changed = new LinkedHashMap<>(
                    Members.files(Members.charter().replace("  id: id", "  prepare: some.sql\n  id: id")));
            changed.put("some.sql", "SELECT * FROM nowhere");
            assertThat(house.await(house.submit(changed).path("id").asString(""))
                            .path("state")
                            .asString(""))
                    .isEqualTo("failed");
            assertThat(register(house, "tree.txt", TREE.replace("shrinkage=1", "shrinkage=1.0"))
                            .path("failure")
                            .asString(""))
                    .contains("No table was prepared as the data section", "./trefoil run --until data");

            changed.put("some.sql", "SELECT * FROM members WHERE paid < 80");
            house.run(changed);
            assertThat(judgedRows(register(house, "tree.txt", TREE.replace("shrinkage=1", "shrinkage=1.0"))))
                    .isEqualTo(IntStream.range(576, Members.ROWS)
                            .filter(row -> (double) Members.row(1, row).get(2) < 80)
                            .count());
        }
    }

    /// Hold-out rows that a registration's first requirement was judged on.
    private static long judgedRows(JsonNode job) {
        assertThat(job.path("state").asString("")).as(job.toString()).isEqualTo("done");
        return job.path("result")
                .path("verdicts")
                .path(0)
                .path("estimate")
                .path("n")
                .asLong();
    }

    private static String score(House.Answer answer) {
        return answer.json().path("outputs").path(0).path("data").toString();
    }

    @Test
    void theGateOfProductionNamesWhatAVersionFails() {
        String strict = Members.charter()
                .replace("mode: poc", "mode: production")
                .replace("at_least: 0.6", "at_least: 0.999")
                .replace("signs: [requirements]", "signs: [requirements]");
        try (House house = new House(House.fresh("gate"))) {
            JsonNode job = house.run(Members.files(strict));
            assertThat(job.path("result").path("gate").asString("")).isEqualTo("refused");
            assertThat(house.get(ENDPOINT).status()).isEqualTo(404);
            House.Answer refused = house.post("/api/v1/models/members/versions/1/release", Map.of());
            assertThat(refused.status()).isEqualTo(409);
            assertThat(refused.json().path("error").asString("")).isEqualTo("refused_by_gate");
            assertThat(refused.json().path("message").asString(""))
                    .contains("R1 ✕ .", "≥ .999 fails", "not signed: requirements");
        }
    }

    @Test
    void theWayBackTakesLessThanASecondUnderLoadAndBreaksNoRequest() throws Exception {
        try (House house = new House(House.fresh("wayback"));
                ExecutorService callers = Executors.newFixedThreadPool(2)) {
            house.run(Members.files(Members.charter()));
            House.require(house.post(ENDPOINT + "/rollout/promote", Map.of("all", true)), 200);
            register(house, "tree.txt", TREE);
            House.require(house.post("/api/v1/models/members/versions/2/release", Map.of()), 202);
            House.require(house.post(ENDPOINT + "/rollout/promote", Map.of("all", true)), 200);
            AtomicBoolean over = new AtomicBoolean();
            AtomicInteger answered = new AtomicInteger();
            List<String> failed = Collections.synchronizedList(new ArrayList<>());
            List<Future<?>> running = new ArrayList<>();
            for (int c = 0; c < 2; c++) {
                int seed = 100 + c;
                running.add(callers.submit(() -> {
                    for (int i = 0; !over.get(); i++) {
                        Map<String, Object> ask = new LinkedHashMap<>(Members.ask(seed, i % 500, i % 500 + 5));
                        ask.put("parameters", Map.of());
                        House.Answer answer = house.post(INFER, ask);
                        if (answer.status() != 200) {
                            failed.add(answer.toString());
                        }
                        answered.incrementAndGet();
                    }
                }));
            }
            while (answered.get() < 50) {
                Thread.onSpinWait();
            }
            long start = System.nanoTime();
            House.require(house.post(ENDPOINT + "/rollback", Map.of("why", "it is worse")), 200);
            String served = house.post(INFER, Members.ask(3, 0, 1))
                    .json()
                    .path("model_version")
                    .asString("");
            long millis = (System.nanoTime() - start) / 1_000_000;
            over.set(true);
            for (Future<?> caller : running) {
                caller.get();
            }
            assertThat(served).isEqualTo("v1");
            assertThat(failed).isEmpty();
            assertThat(millis).isLessThan(1_000);
            JsonNode audit =
                    house.get("/api/v1/audit?limit=1").json().path("records").path(0);
            assertThat(audit.path("action").asString("")).isEqualTo("endpoint.route");
            assertThat(audit.path("why").asString("")).contains("it is worse");

            House.require(
                    house.post(
                            "/api/v1/audit/" + audit.path("number").asLong() + "/back",
                            Map.of("why", "it was not worse")),
                    200);
            assertThat(house.post(INFER, Members.ask(4, 0, 1))
                            .json()
                            .path("model_version")
                            .asString(""))
                    .isEqualTo("v2");
            assertThat(house.get("/api/v1/audit/verify").body()).contains("\"records\"");
        }
    }

    @Test
    void aRequirementThatFailsOnLiveTruthAlertsIsToldByWebhookAndRetrains() throws Exception {
        List<String> told = Collections.synchronizedList(new ArrayList<>());
        List<String> signatures = Collections.synchronizedList(new ArrayList<>());
        HttpServer receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/alerts", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            var headers = exchange.getRequestHeaders();
            signatures.add(headers.getFirst("X-Trefoil-Signature") + " "
                    + headers.getFirst("X-Trefoil-Delivery") + "." + headers.getFirst("X-Trefoil-Timestamp") + "."
                    + body);
            told.add(body);
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        receiver.start();
        String charter = Members.charter(
                "min_rows: 60",
                "window: 5d\nretrain: {when: \"R1 = 'fail'\", on: last 60d, cooldown: 30d}\nwebhook: http://127.0.0.1:"
                        + receiver.getAddress().getPort() + "/alerts");
        try (House house = new House(House.fresh("loopback"))) {
            house.run(Members.files(charter));
            House.require(house.post(ENDPOINT + "/rollout/promote", Map.of("all", true)), 200);
            // Ten days as they were, then ten days in which everything is the other way round.
            for (int day = 0; day < 11; day++) {
                serve(house, 77, 24 * day, 24 * day + 24, false);
            }
            assertThat(windows(house)).isNotEmpty().allMatch(window -> window.contains("R1 pass"));
            for (int day = 11; day < 21; day++) {
                serve(house, 77, 24 * day, 24 * day + 24, true);
            }
            assertThat(windows(house)).anyMatch(window -> window.contains("R1 fail"));
            JsonNode alert = house.get("/api/v1/alerts?project=members")
                    .json()
                    .path("alerts")
                    .path(0);
            assertThat(alert.path("subject").asString("")).isEqualTo("R1");
            assertThat(alert.path("owner").asString("")).isEqualTo("desk");
            assertThat(alert.path("says").asString("")).contains("R1 (Tells who leaves) fails", "≥ .6", "n ");
            assertThat(house.get("/api/v1/alerts?project=members")
                            .json()
                            .path("alerts")
                            .size())
                    .as("one alert for one subject, however many windows fail")
                    .isEqualTo(1);

            while (told.isEmpty()) {
                House.pause();
            }
            JsonNode delivered = House.JSON.readTree(told.getFirst());
            assertThat(delivered.path("kind").asString("")).isEqualTo("alert");
            assertThat(delivered
                            .path("details")
                            .path("verdict")
                            .path("requirement")
                            .asString(""))
                    .isEqualTo("R1");
            String secret = house.get("/api/v1/projects/members/webhook")
                    .json()
                    .path("secret")
                    .asString("");
            String[] signed = signatures.getFirst().split(" ", 2);
            assertThat(signed[0]).endsWith(hmac(secret, signed[1]));
            assertThat(java.nio.file.Files.readString(house.home().resolve("server.log")))
                    .contains("alert to desk");

            JsonNode retrained = jobs(house, "retrain");
            assertThat(retrained.path("state").asString(""))
                    .as(retrained.toString())
                    .isEqualTo("done");
            String story =
                    house.get("/api/v1/projects/members/story?limit=5000").body();
            assertThat(story).contains("The policy \\\"R1 = 'fail'\\\" retrains.");
            assertThat(story).containsPattern("rows, kept apart, (ahead of|behind) v1 by");

            String id = alert.path("id").asString("");
            House.require(house.post("/api/v1/alerts/" + id + "/snooze", Map.of("why", "seen")), 200);
            assertThat(house.get("/api/v1/alerts?state=open").body()).doesNotContain(id);
            assertThat(house.get("/api/v1/alerts?state=snoozed").body()).contains(id);
            assertThat(house.post("/api/v1/alerts/" + id + "/close", Map.of()).status())
                    .isEqualTo(400);
            House.require(house.post("/api/v1/alerts/" + id + "/close", Map.of("why", "retrained")), 200);
            assertThat(house.get("/api/v1/alerts?project=members")
                            .json()
                            .path("alerts")
                            .path(0)
                            .path("state")
                            .asString(""))
                    .isEqualToIgnoringCase("closed");
        } finally {
            receiver.stop(0);
        }
    }

    private static JsonNode jobs(House house, String kind) {
        for (JsonNode job : house.get("/api/v1/jobs").json().path("jobs")) {
            if (job.path("kind").asString("").equals(kind)) {
                return house.await(job.path("id").asString(""));
            }
        }
        throw new AssertionError("no job of kind " + kind);
    }

    @Test
    void timeWithoutARowIsOneEntryWithoutVerdictsAndTheWindowAfterItIsJudged() throws IOException {
        String charter = Members.charter("min_rows: 60", "window: 1d")
                .replace("at_least: 0.6}", "at_least: 0.6, for_each: city}");
        try (House house = new House(House.fresh("gap"))) {
            house.run(Members.files(charter));
            House.require(house.post(ENDPOINT + "/rollout/promote", Map.of("all", true)), 200);
            serve(house, 77, 0, 24, false);
            serve(house, 77, 96, 120, false);
            serve(house, 77, 120, 130, false);
            assertThat(windows(house))
                    .contains("2024-01-02 – 2024-01-04")
                    .anyMatch(window -> window.startsWith("2024-01-05 R1"));
        }
    }

    private static List<String> windows(House house) {
        List<String> windows = new ArrayList<>();
        house.get("/api/v1/projects/members/windows").json().path("windows").forEach(window -> {
            StringBuilder text = new StringBuilder(window.path("label").asString(""));
            window.path("verdicts")
                    .forEach(verdict -> text.append(' ')
                            .append(verdict.path("requirement").asString(""))
                            .append(' ')
                            .append(verdict.path("outcome").asString("").toLowerCase(java.util.Locale.ROOT)));
            windows.add(text.toString());
        });
        return windows;
    }

    private static String hmac(String secret, String text) throws java.security.GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void truthIsCorrectedCountedAndForgotten() throws IOException {
        String charter = Members.charter("min_rows: 60", "window: 1d\ncapture: {exclude: [city], hash: [paid]}");
        try (House house = new House(House.fresh("truth"))) {
            house.run(Members.files(charter));
            House.require(house.post(INFER, Members.ask(9, 0, 10)), 200);
            house.settle();
            Map<String, Object> first =
                    Map.of("prediction_id", "m9-0", "value", true, "known_at", "2024-01-02T00:00:00Z");
            Map<String, Object> later =
                    Map.of("prediction_id", "m9-0", "value", false, "known_at", "2024-01-03T00:00:00Z");
            Map<String, Object> unknown = Map.of("prediction_id", "nobody", "value", true);
            House.require(house.post(ENDPOINT + "/truth", Map.of("truth", List.of(later, first, unknown))), 202);
            JsonNode account = house.get(ENDPOINT + "/account").json();
            assertThat(account.path("truth").asLong()).isEqualTo(3);
            assertThat(account.path("truthUnknown").asLong()).isEqualTo(1);
            assertThat(account.path("stored").asLong()).isEqualTo(10);

            House.require(house.post(INFER, Members.ask(9, 0, 10)), 200);
            house.settle();
            JsonNode again = house.get(ENDPOINT + "/account").json();
            assertThat(again.path("stored").asLong()).isEqualTo(10);
            assertThat(again.path("repeated").asLong()).isEqualTo(10);

            assertThat(house.post(ENDPOINT + "/truth", Map.of("truth", List.of(Map.of("prediction_id", "x"))))
                            .status())
                    .isEqualTo(400);
            assertThat(house.post(
                                    ENDPOINT + "/truth",
                                    Map.of(
                                            "truth",
                                            List.of(Map.of("prediction_id", "x", "value", 1, "known_at", "soon"))))
                            .body())
                    .contains("known_at is no time");
            House.require(
                    house.send(house.request(ENDPOINT + "/predictions/m9-3")
                            .header("Content-Type", "application/json")
                            .DELETE()),
                    200);
            assertThat(house.get(ENDPOINT + "/account").json().path("deleted").asLong())
                    .isEqualTo(1);

            house.restart();
            assertThat(house.post(INFER, Members.ask(10, 0, 1)).status()).isEqualTo(200);
            house.settle();
            JsonNode kept = house.get(ENDPOINT + "/account").json().path("capture");
            assertThat(kept.path("offered").asLong()).isEqualTo(21);
            assertThat(kept.path("stored").asLong()).isEqualTo(21);
        }
    }
}
