package dev.trefoil.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// A project that predicts a number, against a constant: what `trefoil init` writes for one.
class RegressionTest {
    private static final String CHARTER = Members.charter()
            .replace("{id: desk-rule, score: paid, when: \"paid > 60\"}", "{id: always-the-mean, value: 55}")
            .replace("  costs: {false_alarm: 1, miss: 3, currency: EUR}\n", "")
            .replace("measure: auc, at_least: 0.6", "measure: rmse, at_most: 1000000")
            .replace("baselines: [majority, desk-rule]", "baselines: [majority]")
            .replace("label: {name: left, arrives_after: 1h}", "label: {name: paid, task: regression}")
            .replace("automation: L5", "automation: L0");

    @Test
    void theConstantAnswersUntilTheModelDoes() {
        try (House house = new House(House.fresh("constant"))) {
            house.run(Members.files(CHARTER));
            Map<String, Object> row = Map.of("visits", 3, "family", true, "city", "north", "left", false);
            JsonNode answer = House.require(
                            house.post(
                                    "/endpoints/members/invocations", Map.of("dataframe_records", List.of(row, row))),
                            200)
                    .json();
            assertThat(answer.path("predictions").toString()).isEqualTo("[55.0,55.0]");
            JsonNode asked = House.require(house.get("/api/v1/projects/members/status"), 200)
                    .json()
                    .path("requirements");
            assertThat(asked.path(0).path("asks").asString("")).isEqualTo("RMSE ≤ 1,000,000");
        }
    }
}
