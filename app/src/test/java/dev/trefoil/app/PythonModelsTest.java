package dev.trefoil.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Models that are Python code go round the loop like others: left by a command, registered, served, and closed with
/// the endpoint. The pickles hold one expression, so that a Python 3 alone can load them.
class PythonModelsTest {
    private static final String ENDPOINT = "/api/v1/endpoints/members";
    private static final String INFER = "/v2/models/members/infer";

    /// Rows are paid, visits, family, city; an absurd payment ends the process.
    private static final String CHANCE =
            "[__import__(\"os\")._exit(9) if r[0] > 1e6 else 1 / (1 + 2.718281828459045 ** (0.35 * (r[1] - 5) - WEIGHT *"
                    + " (r[0] - 50))) for r in rows]";

    @BeforeAll
    static void thereIsAPython() throws Exception {
        Process python = new ProcessBuilder("python3", "-I", "-c", "import venv")
                .redirectErrorStream(true)
                .start();
        python.getInputStream().readAllBytes();
        org.junit.jupiter.api.Assumptions.assumeTrue(python.waitFor() == 0);
    }

    private static String pickle(String weight) {
        return "cbuiltins\neval\n(S'lambda rows: " + CHANCE.replace("WEIGHT", weight) + "'\ntR.";
    }

    private static double chance(List<Object> row, double weight) {
        return 1 / (1 + Math.exp(0.35 * ((long) row.get(3) - 5) - weight * ((double) row.get(2) - 50)));
    }

    private static Map<String, String> files() {
        String charter = Members.charter()
                .replace("candidates: [logistic]", "candidates: [{command: {run: sh train.sh, writes: model/}}]")
                .replace(
                        "at_most: 2s}",
                        "at_most: 2s}\n    - {id: R3, says: Needs little, measure: memory, at_most: 1GB}\n"
                                + "    - {id: R4, says: Needs a process, measure: memory, at_most: 1KB}");
        Map<String, String> files = new LinkedHashMap<>(Members.files(charter));
        files.put("model.txt", pickle("0.06"));
        files.put("train.sh", "test -s \"$TREFOIL_TRAIN_DATA\" && cp model.txt \"$TREFOIL_MODEL_DIR/model.pkl\"\n");
        return files;
    }

    private static double answer(House house, int row) {
        return House.require(house.post(INFER, Members.ask(3, row, row + 1)), 200)
                .json()
                .path("outputs")
                .path(0)
                .path("data")
                .path(0)
                .asDouble();
    }

    private static long pythons() {
        return ProcessHandle.current()
                .descendants()
                .filter(process -> process.info().command().orElse("").contains("python"))
                .count();
    }

    @Test
    void aPickleIsLeftByACommandRegisteredServedAndNeverTakesTheServerDown() {
        long before = pythons();
        try (House house = new House(House.fresh("python"))) {
            JsonNode job = house.run(files());
            Map<String, String> outcomes = new LinkedHashMap<>();
            job.path("result")
                    .path("verdicts")
                    .forEach(verdict -> outcomes.put(
                            verdict.path("requirement").asString(""),
                            verdict.path("outcome").asString("").toLowerCase(java.util.Locale.ROOT)));
            assertThat(outcomes)
                    .as("the memory of its process is measured, not that of the server")
                    .containsEntry("R1", "pass")
                    .containsEntry("R2", "pass")
                    .containsEntry("R3", "pass")
                    .containsEntry("R4", "fail");
            House.require(house.post(ENDPOINT + "/rollout/promote", Map.of("all", true)), 200);
            assertThat(answer(house, 0)).isCloseTo(chance(Members.row(3, 0), 0.06), within(1e-9));
            assertThat(house.get("/api/v1/projects/members/story?limit=5000").body())
                    .contains("the model does not say which columns it takes: it is given [");

            JsonNode registered = LoopTest.register(house, "mine.pkl", pickle("0.05"));
            assertThat(registered.path("state").asString(""))
                    .as(registered.toString())
                    .isEqualTo("done");
            JsonNode version = house.get("/api/v1/models/members/versions/2").json();
            assertThat(version.path("provenance").path("kind").asString("")).isEqualTo("python");
            House.require(house.post("/api/v1/models/members/versions/2/release", Map.of()), 202);
            House.require(house.post(ENDPOINT + "/rollout/promote", Map.of("all", true)), 200);
            assertThat(answer(house, 1)).isCloseTo(chance(Members.row(3, 1), 0.05), within(1e-9));

            Map<String, Object> absurd = House.infer(
                    Map.of(),
                    List.of(
                            House.tensor("paid", "FP64", List.of(1e9)),
                            House.tensor("visits", "INT64", List.of(3)),
                            House.tensor("family", "BOOL", List.of(true)),
                            House.tensor("city", "BYTES", List.of("north")),
                            House.tensor("at", "BYTES", List.of("2024-01-05T10:00:00"))));
            House.Answer died = house.post(INFER, absurd);
            assertThat(died.status()).isBetween(500, 503);
            assertThat(died.body()).contains("exit code 9");
            assertThat(house.get("/health/live").status()).isEqualTo(200);
            House.require(house.post(ENDPOINT + "/rollback", Map.of("why", "it dies")), 200);
            assertThat(answer(house, 2))
                    .as("the other version's process is another")
                    .isCloseTo(chance(Members.row(3, 2), 0.06), within(1e-9));
            house.restart();
            assertThat(answer(house, 4)).isCloseTo(chance(Members.row(3, 4), 0.06), within(1e-9));
            assertThat(pythons()).isGreaterThan(before);
        }
        assertThat(pythons()).isEqualTo(before);
    }

    @Test
    void aPickleThatCannotBeUsedIsRefusedWithTheReason() {
        try (House house = new House(House.fresh("python-bad"))) {
            house.run(Members.files(Members.charter()));
            String broken = LoopTest.register(house, "broken.pkl", "cno_such_module\nthing\n.")
                    .path("failure")
                    .asString("");
            assertThat(broken).contains("broken.pkl cannot be registered", "no_such_module");
            String texts = LoopTest.register(
                            house, "texts.pkl", "cbuiltins\neval\n(S'lambda rows: [\"no\" for r in rows]'\ntR.")
                    .path("failure")
                    .asString("");
            assertThat(texts).contains("answers with texts such as 'no'", "predict_proba");
            assertThat(house.get("/api/v1/models/members")
                            .json()
                            .path("versions")
                            .size())
                    .isEqualTo(1);
        }
    }
}
