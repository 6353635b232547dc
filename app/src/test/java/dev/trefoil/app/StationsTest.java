package dev.trefoil.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// What the stations say is true now, whatever the story said last.
class StationsTest {
    private static final String PRODUCTION = Members.charter().replace("mode: poc", "mode: production");
    private static final String SIGNATURES = "/api/v1/projects/members/signatures";
    private static final String ENDPOINT = "/api/v1/endpoints/members";

    private static JsonNode status(House house) {
        return House.require(house.get("/api/v1/projects/members/status"), 200).json();
    }

    /// Such as `pass: 2 requirements, …`.
    static String station(House house, String name) {
        for (JsonNode station : status(house).path("stations")) {
            if (station.path("station").asString("").equals(name)) {
                return station.path("state").asString("") + ": "
                        + station.path("says").asString("");
            }
        }
        throw new AssertionError("no station " + name);
    }

    private static void sign(House house) {
        House.require(house.post(SIGNATURES, Map.of("stakeholder", "desk", "sections", List.of(), "why", "read")), 201);
    }

    private static void withdraw(House house) {
        byte[] body = House.JSON.writeValueAsBytes(
                Map.of("stakeholder", "desk", "section", "requirements", "why", "not as agreed"));
        House.require(
                house.send(house.request(SIGNATURES)
                        .header("Content-Type", "application/json")
                        .method("DELETE", java.net.http.HttpRequest.BodyPublishers.ofByteArray(body))),
                200);
    }

    @Test
    void theCharterSaysWhoHasNotSignedWhichSection() {
        try (House house = new House(House.fresh("sign-off"))) {
            House.require(house.post("/api/v1/charters", Map.of("text", PRODUCTION)), 201);
            assertThat(station(house, "design"))
                    .startsWith(
                            "waiting: 2 requirements, 1 alternative without ML; not signed: requirements by desk (");
            assertThat(status(house).path("next").asString(""))
                    .isEqualTo("Before the gate opens to a version, desk has to sign requirements.");
            sign(house);
            assertThat(station(house, "design")).startsWith("pass: ").contains("every section signed");
            assertThat(status(house).path("next").asString("")).contains("A version passes its gate");
            withdraw(house);
            assertThat(station(house, "design")).startsWith("waiting: ").contains("not signed: requirements by desk");
            assertThat(status(house).path("now").asString("")).contains("Not signed: requirements by desk.");
            sign(house);
            House.require(
                    house.post(
                            "/api/v1/charters", Map.of("text", PRODUCTION.replace("at_least: 0.6", "at_least: 0.5"))),
                    201);
            assertThat(station(house, "design"))
                    .startsWith("waiting: ")
                    .contains("not signed: requirements by desk, edited since");
        }
    }

    @Test
    void theRegistrySpeaksOfTheNewestVersionAndOfWhatHoldsNow() {
        try (House house = new House(House.fresh("newest"))) {
            house.run(Members.files(PRODUCTION));
            assertThat(station(house, "registry")).isEqualTo("fail: version 1 is refused: not signed: requirements");
            assertThat(status(house).path("now").asString(""))
                    .isEqualTo("Version 1 is refused: not signed: requirements. Not signed: requirements by desk.");
            sign(house);
            assertThat(station(house, "registry")).isEqualTo("pass: version 1 may be used: every requirement passes");
            House.require(house.post("/api/v1/models/members/versions/1/release", Map.of("why", "signed")), 202);
            assertThat(station(house, "registry")).isEqualTo("pass: version 1 is being rolled out at members");
            House.require(house.post(ENDPOINT + "/rollout/promote", Map.of("all", true)), 200);
            withdraw(house);
            assertThat(station(house, "registry")).isEqualTo("pass: version 1 serves at members");
            assertThat(status(house).path("now").asString("")).contains("v1 answers every request", "Not signed:");
            assertThat(status(house).path("next").asString(""))
                    .startsWith("Before the gate opens to another version, desk has to sign requirements. The first");
            LoopTest.register(house, "tree.txt", LoopTest.TREE);
            assertThat(station(house, "registry")).isEqualTo("fail: version 2 is refused: not signed: requirements");
            sign(house);
            assertThat(station(house, "registry")).isEqualTo("pass: version 2 may be used: every requirement passes");
            House.require(house.post("/api/v1/models/members/versions/2/release", Map.of("why", "the tree")), 202);
            House.require(house.post(ENDPOINT + "/rollout/promote", Map.of("all", true)), 200);
            House.require(house.post(ENDPOINT + "/rollback", Map.of("why", "not so good")), 200);
            withdraw(house);
            assertThat(station(house, "registry"))
                    .isEqualTo("pass: version 2 was released before, v1 serves at members now");
        }
    }

    @Test
    void aTripThatFailedIsSaidWhereItFailedUntilOneGoesWell() {
        try (House house = new House(House.fresh("failed"))) {
            Map<String, String> files = Members.files(
                    Members.charter().replace("label: {name: left", "prepare: prepare.sql\n  label: {name: left"));
            files.put("prepare.sql", "SELECT nothing FROM members WHERE");
            JsonNode job = house.await(house.submit(files).path("id").asString(""));
            assertThat(job.path("state").asString("")).isEqualTo("failed");
            assertThat(station(house, "data")).startsWith("fail: prepare.sql: ");
            assertThat(status(house).path("now").asString("")).startsWith("The last trip failed: prepare.sql: ");
            assertThat(status(house).path("next").asString(""))
                    .isEqualTo("Mend what it says and go round again: ./trefoil run.");
            files.put("prepare.sql", "SELECT * FROM members");
            house.run(files);
            assertThat(station(house, "data")).startsWith("pass: ");
            assertThat(status(house).path("now").asString("")).doesNotContain("failed");
        }
    }

    @Test
    void whatAVersionFailedStandsBesideTheSignaturesThatAreMissing() {
        try (House house = new House(House.fresh("unmet"))) {
            house.run(Members.files(PRODUCTION.replace("at_least: 0.6", "at_least: 0.999")));
            assertThat(status(house).path("next").asString(""))
                    .isEqualTo("Before the gate opens to a version, desk has to sign requirements, and R1 has to pass"
                            + " on the hold-out rows.");
            sign(house);
            assertThat(status(house).path("next").asString(""))
                    .isEqualTo("Before the gate opens to a version, R1 has to pass on the hold-out rows.");
        }
    }
}
