package dev.trefoil.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// A search that is broken off goes on where it stood.
class ResumeTest {
    private static final int TRIALS = 6;

    /// @param go the command waits until this file is there, so that the search is over and the trip is not
    private static Map<String, String> files(Path go) {
        Map<String, String> files = new LinkedHashMap<>(Members.files(Members.charter()
                .replace(
                        "candidates: [logistic]",
                        "candidates: [xgboost, {command: {run: sh train.sh, writes: model/}}]")
                .replace("trials: 1, seed: 3", "trials: " + TRIALS + ", seed: 3")));
        files.put("tree.txt", LoopTest.TREE);
        files.put("train.sh", "test -f " + go + " || sleep 600\ncp tree.txt \"$TREFOIL_MODEL_DIR/tree.txt\"\n");
        return files;
    }

    private static int runs(House house) {
        return house.get("/api/v1/runs?project=members&limit=100")
                .json()
                .path("runs")
                .size();
    }

    private static String model(House house) {
        return house.get("/api/v1/models/members/versions/1")
                .json()
                .path("package")
                .asString("");
    }

    @Test
    void finishedTrialsOfACancelledSearchAreNotRepeatedAndGiveTheSameModel() throws IOException {
        Path go = House.fresh("go").resolve("go");
        String resumed;
        try (House house = new House(House.fresh("resumed"))) {
            String job = house.submit(files(go)).path("id").asString("");
            while (runs(house) < TRIALS) {
                House.pause();
            }
            House.require(house.post("/api/v1/jobs/" + job + "/cancel", Map.of()), 200);
            assertThat(house.await(job).path("state").asString("")).isEqualTo("cancelled");
            Files.createFile(go);
            house.run(files(go));
            assertThat(house.get("/api/v1/projects/members/story?limit=5000").body())
                    .containsPattern("the search goes on where it was broken off: [56] of 6 trials are done");
            assertThat(runs(house)).as("each trial is one run").isEqualTo(TRIALS + 1);
            resumed = model(house);
        }
        try (House house = new House(House.fresh("whole"))) {
            house.run(files(go));
            assertThat(house.get("/api/v1/projects/members/story?limit=5000").body())
                    .doesNotContain("broken off");
            assertThat(model(house)).isEqualTo(resumed);
        }
    }
}
