package dev.trefoil.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import tools.jackson.databind.JsonNode;

/// A scikit-learn pipeline that `mlflow_cases.py` saved with the real MLflow, and the same as a pickle, are registered,
/// judged and served: `-Dtrefoil.mlflow=FOLDER`.
@Tag("real")
@EnabledIfSystemProperty(named = "trefoil.mlflow", matches = ".+")
class RealPythonModelsTest {
    private static final Path CASES = Path.of(System.getProperty("trefoil.mlflow", ""));
    private static final String CHARTER = """
            trefoil: 1
            project: shop
            design:
              mode: poc
              problem:
                decision: Call those who are about to leave
                user: the desk
                unit: one visitor
                today: Nobody is called
                alternatives: [{id: nobody, when: "false"}]
              costs: {false_alarm: 1, miss: 3, currency: EUR}
              requirements:
                - {id: R1, says: Tells who leaves, measure: auc, at_least: 0.9}
                - {id: R2, says: Answers soon, measure: latency_p99, at_most: 5s}
                - {id: R3, says: Is a scikit-learn process, measure: memory, at_least: 40MB}
            data:
              sources: {visitors: table.csv}
              label: {name: outcome, positive: leaves}
              split: {by: random, holdout: 30%}
            development:
              candidates: [logistic]
              search: {trials: 1}
            deployment:
              endpoint: shop
              rollout: {strategy: canary, automation: L0, steps: [shadow, 100%]}
            """;

    private static JsonNode register(House house, Path model) throws IOException {
        List<Map<String, Object>> files = new ArrayList<>();
        boolean folder = Files.isDirectory(model);
        try (Stream<Path> walked = Files.walk(model)) {
            for (Path file : walked.filter(Files::isRegularFile).toList()) {
                byte[] bytes = Files.readAllBytes(file);
                String digest = House.sha(bytes);
                House.require(
                        house.send(house.request("/api/v1/blobs/" + digest)
                                .header("Content-Type", "application/octet-stream")
                                .PUT(java.net.http.HttpRequest.BodyPublishers.ofByteArray(bytes))),
                        201);
                String path = folder ? model.relativize(file).toString() : String.valueOf(file.getFileName());
                files.add(Map.of("path", path, "digest", digest));
            }
        }
        JsonNode job = House.require(
                        house.post(
                                "/api/v1/projects/shop/registrations",
                                Map.of("name", String.valueOf(model.getFileName()), "files", files)),
                        202)
                .json();
        return house.await(job.path("id").asString(""));
    }

    private static Map<String, String> outcomes(JsonNode job) {
        Map<String, String> outcomes = new LinkedHashMap<>();
        job.path("result")
                .path("verdicts")
                .forEach(verdict -> outcomes.put(
                        verdict.path("requirement").asString(""),
                        verdict.path("outcome").asString("").toLowerCase(java.util.Locale.ROOT)));
        return outcomes;
    }

    /// What the model says in Python that a visitor leaves: of `buys` and `leaves` the second class.
    private static double expected(String name, int row) throws IOException {
        JsonNode answer =
                House.JSON.readTree(Files.readString(CASES.resolve(name).resolve("answer.json")));
        JsonNode numbers = answer.path("prediction").path(row);
        return Double.parseDouble(numbers.path(numbers.size() - 1).asString(""));
    }

    private static double served(House house, String name, int row) throws IOException {
        String[] lines =
                Files.readString(CASES.resolve(name).resolve("rows.csv")).split("\n", -1);
        House.Answer answer = house.post(
                "/endpoints/shop/invocations",
                "text/csv",
                (lines[0] + "\n" + lines[row + 1] + "\n").getBytes(java.nio.charset.StandardCharsets.UTF_8));
        JsonNode prediction =
                House.require(answer, 200).json().path("predictions").path(0);
        return prediction.isNumber()
                ? prediction.asDouble()
                : prediction.path("probability").asDouble();
    }

    @Test
    void aScikitLearnPipelineIsRegisteredJudgedAndServedFromMlflowAndFromAPickle() throws IOException {
        Path home = House.fresh("sklearn");
        // The environments that the tests of the models made are used again.
        Path made = CASES.resolveSibling("python-home").resolve("python");
        if (Files.isDirectory(made)) {
            Files.createSymbolicLink(home.resolve("python"), made.toAbsolutePath());
        }
        try (House house = new House(home)) {
            house.run(Map.of("trefoil.yaml", CHARTER, "table.csv", Files.readString(CASES.resolve("table.csv"))));
            House.require(house.post("/api/v1/endpoints/shop/rollout/promote", Map.of("all", true)), 200);
            int version = 1;
            for (String[] model :
                    List.of(new String[] {"sklearn-words", "model"}, new String[] {"pickle-words", "model.pkl"})) {
                JsonNode job = register(house, CASES.resolve(model[0]).resolve(model[1]));
                assertThat(job.path("state").asString("")).as(job.toString()).isEqualTo("done");
                version++;
                assertThat(job.path("result").path("version").asLong()).isEqualTo(version);
                assertThat(outcomes(job)).containsEntry("R1", "pass").containsEntry("R2", "pass");
                assertThat(outcomes(job)).containsEntry("R3", "pass");
                House.require(house.post("/api/v1/models/shop/versions/" + version + "/release", Map.of()), 202);
                House.require(house.post("/api/v1/endpoints/shop/rollout/promote", Map.of("all", true)), 200);
                for (int row = 4; row < 9; row++) {
                    assertThat(served(house, model[0], row)).isCloseTo(expected(model[0], row), within(1e-9));
                }
            }
            JsonNode labels = register(house, CASES.resolve("sklearn-pipeline").resolve("model"));
            assertThat(labels.path("state").asString("")).as(labels.toString()).isEqualTo("done");
            assertThat(house.get("/api/v1/projects/shop/story?limit=5000").body())
                    .contains("answers 0 or 1 and no probabilities");
        }
    }
}
