package dev.trefoil.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Time in which nobody asks is one entry, and guessing is there to be compared with.
class QuietWindowsTest {
    private static final String ENDPOINT = "/api/v1/endpoints/members";

    private static void day(House house, int day) {
        int from = 24 * day;
        House.require(house.post("/v2/models/members/infer", Members.ask(5, from, from + 24)), 200);
        House.require(house.post(ENDPOINT + "/truth", Members.truth(5, from, from + 24)), 202);
        house.settle();
        House.require(house.post("/api/v1/look", Map.of()), 200);
    }

    @Test
    void aGapIsOneEntryAndMajorityIsComparedWithOnLiveRows() {
        String charter = Members.charter()
                .replace("automation: L5", "automation: L1")
                .replace("measure: auc, at_least: 0.6", "measure: auc, better_than: majority, by_at_least: 0.01");
        try (House house = new House(House.fresh("quiet"))) {
            house.run(Members.files(charter));
            House.require(house.post(ENDPOINT + "/rollout/promote", Map.of("all", true)), 200);
            for (int day : new int[] {0, 1, 40, 41, 42}) {
                day(house, day);
                if (day == 1) {
                    assertThat(StationsTest.station(house, "monitoring")).contains(": 2024-01-01   ✓ R1");
                } else if (day == 40) {
                    assertThat(StationsTest.station(house, "monitoring"))
                            .as("no data is no pass")
                            .startsWith("waiting: No rows from 2024-01-03");
                }
            }
            assertThat(StationsTest.station(house, "monitoring")).contains(": 2024-02-11   ");
            List<String> seen = new ArrayList<>();
            List<String> outcomes = new ArrayList<>();
            for (JsonNode window :
                    house.get("/api/v1/projects/members/windows").json().path("windows")) {
                seen.add(window.path("label").asString("") + " "
                        + window.path("rows").asLong());
                for (JsonNode verdict : window.path("verdicts")) {
                    if (verdict.path("requirement").asString("").equals("R1")) {
                        outcomes.add(verdict.path("outcome").asString("").toLowerCase(java.util.Locale.ROOT));
                    }
                }
            }
            assertThat(seen)
                    .containsExactly(
                            "2024-01-01 24",
                            "2024-01-02 24",
                            "2024-01-03 – 2024-02-09 0",
                            "2024-02-10 24",
                            "2024-02-11 24");
            assertThat(outcomes).as("four days with rows are judged").hasSize(4).contains("pass");
            String story =
                    house.get("/api/v1/projects/members/story?limit=5000").body();
            assertThat(story.split("No rows from", -1)).hasSize(2);
            assertThat(story).contains("No rows from 2024-01-03 00:00 to 2024-02-10 00:00");
        }
    }
}
