package dev.trefoil.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// What a project's past looks like through the API: the newest of it first where all would be too much, and one data
/// version against the one before.
class HistoryTest {
    private static final String PROJECT = "/api/v1/projects/members";

    @Test
    void theColumnsOfADatasetVersionAreComparedWithTheVersionBefore() {
        try (House house = new House(House.fresh("versions"))) {
            house.run(Members.files(Members.charter()));
            String first = newest(house);
            assertThat(house.get(PROJECT + "/datasets/" + first + "/drift")
                            .json()
                            .path("why")
                            .asString(""))
                    .contains("first version");

            Map<String, String> files = new LinkedHashMap<>(Members.files(Members.charter()));
            files.put("members.csv", dearer(Members.csv(2, 0, Members.ROWS)));
            house.run(files);
            JsonNode drift =
                    house.get(PROJECT + "/datasets/" + newest(house) + "/drift").json();
            assertThat(drift.path("number").asLong()).isEqualTo(2);
            assertThat(drift.path("before").asLong()).isEqualTo(1);
            assertThat(drifted(drift, "paid")).as(drift.toString()).isTrue();
            assertThat(drifted(drift, "visits")).as(drift.toString()).isFalse();
            assertThat(drifted(drift, "city")).as(drift.toString()).isFalse();
            assertThat(house.get(PROJECT + "/datasets/nonsense/drift").status()).isEqualTo(400);
            assertThat(house.get(PROJECT + "/datasets/" + "0".repeat(64) + "/drift")
                            .status())
                    .isEqualTo(404);
        }
    }

    @Test
    void theNewestOfALongPastIsToldAlone() {
        try (House house = new House(House.fresh("past"))) {
            house.run(Members.files(Members.charter()
                    .replace(
                            "data:\n",
                            "    - {id: R3, says: It is small, measure: model_size, at_most: 10MB}\ndata:\n")));
            House.require(house.post("/api/v1/endpoints/members/rollout/promote", Map.of("all", true)), 200);
            House.require(house.post("/v2/models/members/infer", Members.ask(77, 0, 72)), 200);
            house.settle();
            House.require(house.post("/api/v1/endpoints/members/truth", Members.truth(77, 0, 72)), 202);
            House.require(house.post("/v2/models/members/infer", Members.ask(78, 72, 100)), 200);
            house.settle();
            House.require(house.post("/api/v1/look", Map.of()), 200);

            JsonNode story = house.get(PROJECT + "/story").json().path("lines");
            JsonNode last = house.get(PROJECT + "/story?last=3").json().path("lines");
            assertThat(last.size()).isEqualTo(3);
            assertThat(last.path(2)).isEqualTo(story.path(story.size() - 1));

            JsonNode windows = house.get(PROJECT + "/windows").json();
            assertThat(windows.path("windows").size()).isGreaterThan(1);
            JsonNode newest =
                    house.get(PROJECT + "/windows?endpoint=members&last=1").json();
            assertThat(newest.path("windows").size()).isEqualTo(1);
            assertThat(newest.path("earlier").asInt())
                    .isEqualTo(windows.path("windows").size() - 1);
            assertThat(newest.path("windows").path(0))
                    .isEqualTo(
                            windows.path("windows").path(windows.path("windows").size() - 1));
            assertThat(house.get(PROJECT + "/windows?endpoint=other")
                            .json()
                            .path("windows")
                            .size())
                    .isZero();

            JsonNode all = house.get(PROJECT + "/verdicts").json();
            assertThat(judged(all, "hold-out")).contains("R1", "R2", "R3");
            assertThat(judged(all, "live"))
                    .as("the size of a version does not change while it serves")
                    .contains("R1", "R2")
                    .doesNotContain("R3");
            JsonNode one = house.get(PROJECT + "/verdicts?windows=1").json();
            assertThat(one.path("earlier").asInt()).isPositive();
            assertThat(one.path("cells").size()).isLessThan(all.path("cells").size());
            assertThat(house.get(PROJECT + "/verdicts?windows=x").status()).isEqualTo(400);

            assertThat(house.get("/api/v1/models?project=members")
                            .json()
                            .path("models")
                            .size())
                    .isEqualTo(1);
            assertThat(house.get("/api/v1/models?project=others")
                            .json()
                            .path("models")
                            .size())
                    .isZero();
        }
    }

    /// The requirements with a verdict there.
    private static Set<String> judged(JsonNode verdicts, String where) {
        Set<String> judged = new TreeSet<>();
        verdicts.path("cells").forEach(cell -> {
            if (cell.path("where").asString("").equals(where)) {
                judged.add(cell.path("requirement").asString(""));
            }
        });
        return judged;
    }

    private static String newest(House house) {
        return house.get(PROJECT + "/datasets")
                .json()
                .path("datasets")
                .path(0)
                .path("digest")
                .asString("");
    }

    private static boolean drifted(JsonNode told, String column) {
        boolean drifted = false, found = false;
        for (JsonNode one : told.path("drift")) {
            if (one.path("column").asString("").equals(column)) {
                found = true;
                drifted |= one.path("drifted").asBoolean();
            }
        }
        assertThat(found).as(column).isTrue();
        return drifted;
    }

    /// With 40 more paid in every row.
    private static String dearer(String csv) {
        StringBuilder text = new StringBuilder();
        csv.lines().forEach(line -> {
            String[] cells = line.split(",", -1);
            if (!cells[0].equals("id")) {
                cells[2] = String.valueOf(Double.parseDouble(cells[2]) + 40);
            }
            text.append(String.join(",", cells)).append('\n');
        });
        return text.toString();
    }
}
