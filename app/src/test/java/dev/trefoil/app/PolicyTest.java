package dev.trefoil.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Retraining policies on event time: what makes them hold, and what holds them back. Each test has a project of its
/// own on one server, with windows of a day and a truth that is known after an hour.
class PolicyTest {
    private static final long SEED = 77;

    private static @Nullable House opened;

    @BeforeAll
    static void serve() {
        opened = new House(House.fresh("policies"));
    }

    @AfterAll
    static void close() {
        house().close();
    }

    private static House house() {
        return java.util.Objects.requireNonNull(opened);
    }

    /// A released project whose policy is this one.
    private static void project(String name, String when, String cooldown) {
        String charter = Members.charter(
                        "min_rows: 60",
                        "window: 1d\nretrain: {when: \"" + when + "\", on: all, cooldown: " + cooldown + "}")
                .replace("automation: L5", "automation: L1")
                .replace("project: members", "project: " + name)
                .replace("endpoint: members", "endpoint: " + name);
        house().run(Members.files(charter));
        House.require(house().post("/api/v1/endpoints/" + name + "/rollout/promote", Map.of("all", true)), 200);
    }

    /// What a day brings.
    private enum Day {
        AS_EVER,
        WITHOUT_TRUTH,
        OTHER_MEMBERS
    }

    private static void day(String project, int day, Day kind) {
        int from = 24 * day;
        Map<String, Object> rows = Members.ask(SEED, from, from + 24);
        if (kind == Day.OTHER_MEMBERS) {
            rows = House.JSON.treeToValue(changed(House.JSON.valueToTree(rows)), Map.class);
        }
        House.require(house().post("/v2/models/" + project + "/infer", rows), 200);
        if (kind != Day.WITHOUT_TRUTH) {
            House.require(
                    house().post("/api/v1/endpoints/" + project + "/truth", Members.truth(SEED, from, from + 24)), 202);
        }
        house().settle();
        House.require(house().post("/api/v1/look", Map.of()), 200);
    }

    /// Ten times as much is paid, more visits are made, and in another city.
    private static JsonNode changed(JsonNode request) {
        for (JsonNode input : request.path("inputs")) {
            var data = (tools.jackson.databind.node.ArrayNode) input.path("data");
            for (int i = 0; i < data.size(); i++) {
                switch (input.path("name").asString("")) {
                    case "paid" ->
                        data.set(i, House.JSON.valueToTree(data.path(i).asDouble() * 10));
                    case "visits" ->
                        data.set(i, House.JSON.valueToTree(data.path(i).asLong() + 20));
                    case "city" -> data.set(i, House.JSON.valueToTree("harbour"));
                    default -> {}
                }
            }
        }
        return request;
    }

    /// The windows in which the story says this of retraining, such as `2024-01-03`.
    private static List<String> windows(String project, String event) {
        List<String> windows = new ArrayList<>();
        house().get("/api/v1/projects/" + project + "/story?limit=5000")
                .json()
                .path("lines")
                .forEach(line -> {
                    if (line.path("station").asString("").equalsIgnoreCase("retraining")
                            && line.path("event").asString("").equals(event)) {
                        windows.add(line.path("values").path("window").asString(""));
                    }
                });
        return windows;
    }

    @Test
    void driftOfMoreThanAShareOfTheFeaturesRetrains() {
        project("by-drift", "drift_share > 0.5", "1d");
        for (int day = 0; day < 4; day++) {
            day("by-drift", day, Day.AS_EVER);
        }
        assertThat(windows("by-drift", "policy")).as("nothing drifted").isEmpty();
        for (int day = 4; day < 6; day++) {
            day("by-drift", day, Day.OTHER_MEMBERS);
        }
        assertThat(windows("by-drift", "policy")).containsExactly("2024-01-05");
    }

    @Test
    void aScheduleRunsByTheTimeOfTheEvents() {
        project("by-schedule", "days_since_training >= 4", "1d");
        for (int day = 0; day < 11; day++) {
            day("by-schedule", day, Day.AS_EVER);
        }
        assertThat(windows("by-schedule", "policy"))
                .as("four days after the first prediction, and four days after that")
                .containsExactly("2024-01-04", "2024-01-08");
    }

    @Test
    void newLabelsCountFromTheLastTraining() {
        project("by-labels", "new_labels >= 60", "1d");
        for (int day = 0; day < 4; day++) {
            day("by-labels", day, Day.WITHOUT_TRUTH);
        }
        assertThat(windows("by-labels", "policy")).as("rows are no labels").isEmpty();
        for (int day = 4; day < 11; day++) {
            day("by-labels", day, Day.AS_EVER);
        }
        List<String> fired = windows("by-labels", "policy");
        assertThat(fired).as("after 60 labels, and after 60 more").hasSize(2);
        assertThat(fired.getFirst()).isGreaterThanOrEqualTo("2024-01-06");
    }

    @Test
    void thePolicyRestsUntilItsCooldownIsOver() {
        project("cooled", "days_since_training >= 0", "3d");
        for (int day = 0; day < 8; day++) {
            day("cooled", day, Day.AS_EVER);
        }
        assertThat(windows("cooled", "policy")).containsExactly("2024-01-01", "2024-01-04", "2024-01-07");
        assertThat(windows("cooled", "cooldown")).contains("2024-01-02", "2024-01-03", "2024-01-05");
    }

    @Test
    void aChallengerMayAlsoComeFromACommand() throws java.io.IOException {
        Path runs = House.fresh("runs").resolve("runs.txt");
        String charter = Members.charter(
                        "min_rows: 60", "window: 1d\nretrain: {when: \"new_labels >= 110\", on: all, cooldown: 30d}")
                .replace("automation: L5", "automation: L1")
                .replace("project: members", "project: by-command")
                .replace("endpoint: members", "endpoint: by-command")
                .replace("[logistic]", "[logistic, {command: {name: tree, run: sh train.sh, writes: model/}}]");
        Map<String, String> files = new LinkedHashMap<>(Members.files(charter));
        files.put("tree.txt", LoopTest.TREE);
        files.put("train.sh", "echo ran >> " + runs + " && cp tree.txt \"$TREFOIL_MODEL_DIR/tree.txt\"\n");
        house().run(files);
        House.require(house().post("/api/v1/endpoints/by-command/rollout/promote", Map.of("all", true)), 200);
        int before = Files.readAllLines(runs).size();
        for (int day = 0; day < 7; day++) {
            day("by-command", day, Day.AS_EVER);
        }
        assertThat(windows("by-command", "policy")).hasSize(1);
        for (JsonNode job : house().get("/api/v1/jobs").json().path("jobs")) {
            if (job.path("kind").asString("").equals("retrain")
                    && job.path("project").asString("").equals("by-command")) {
                JsonNode ended = house().await(job.path("id").asString(""));
                assertThat(ended.path("state").asString(""))
                        .as(ended.toString())
                        .isEqualTo("done");
            }
        }
        assertThat(Files.readAllLines(runs).size()).isGreaterThan(before);
    }
}
