package dev.trefoil.platform.project;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trefoil.core.metric.Metric;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The reference of the project file, for editors and for people, says what the parser reads.
final class CharterReferenceTest {
    private static final Path REFERENCE = Path.of("..", "docs", "reference");
    private static final JsonNode SCHEMA = JsonMapper.builder().build().readTree(text("trefoil-yaml.schema.json"));

    private static String text(String file) {
        try {
            return Files.readString(REFERENCE.resolve(file));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static JsonNode follow(JsonNode node) {
        JsonNode reference = node.get("$ref");
        return reference == null ? node : SCHEMA.at(reference.asString().substring(1));
    }

    /// The schema of a map, by its path in [Shape].
    private static JsonNode map(String path) {
        JsonNode node = SCHEMA;
        for (String step : path.isEmpty() ? new String[0] : path.split("\\.")) {
            String name = step.replace("[]", "");
            node = name.equals("*") ? follow(node.get("additionalProperties")) : follow(property(node, name));
            if (step.endsWith("[]")) {
                node = follow(node.get("items"));
            }
        }
        return closed(node);
    }

    private static JsonNode property(JsonNode node, String name) {
        return Objects.requireNonNull(closed(node).get("properties").get(name), name);
    }

    /// The map itself, or the one among several forms that has keys.
    private static JsonNode closed(JsonNode node) {
        if (node.has("properties")) {
            return node;
        }
        List<JsonNode> forms = new ArrayList<>();
        node.path("oneOf").forEach(form -> forms.add(follow(form)));
        return forms.stream().filter(form -> form.has("properties")).findFirst().orElseThrow();
    }

    @ParameterizedTest
    @EnumSource(Shape.class)
    void schemaHasTheKeysOfTheParserAndNoOther(Shape shape) {
        JsonNode map = map(shape.path());
        assertThat(new TreeSet<>(map.get("properties").propertyNames())).isEqualTo(new TreeSet<>(shape.keys()));
        assertThat(map.get("additionalProperties").asBoolean()).isFalse();
    }

    @Test
    void schemaHasTheWordsOfTheParser() {
        assertThat(words("design.requirements[]", "measure")).containsExactlyElementsOf(metrics());
        assertThat(words("development", "select_by")).containsExactlyElementsOf(metrics());
        assertThat(words("design", "mode")).containsExactlyElementsOf(Words.all(Mode.class));
        assertThat(words("development.search", "sampler"))
                .containsExactlyElementsOf(Words.all(SearchSpec.Sampler.class));
        assertThat(words("development.search", "pruner")).containsExactlyElementsOf(Words.all(SearchSpec.Pruner.class));
        assertThat(words("deployment.rollout", "strategy"))
                .containsExactlyElementsOf(Words.all(RolloutSpec.Strategy.class));
        assertThat(words("deployment.rollout", "automation"))
                .containsExactlyElementsOf(Words.all(RolloutSpec.Automation.class));
        assertThat(words("data.label", "task"))
                .containsExactlyElementsOf(Words.all(dev.trefoil.core.signature.Task.class));
    }

    private static List<String> metrics() {
        return Arrays.stream(Metric.values()).map(Metric::id).toList();
    }

    private static List<String> words(String path, String key) {
        List<String> words = new ArrayList<>();
        map(path).get("properties").get(key).get("enum").forEach(word -> words.add(word.asString()));
        return words;
    }

    @Test
    void pageForPeopleNamesEveryKeyAndEveryMeasure() {
        Set<String> quoted = new TreeSet<>();
        java.util.regex.Pattern.compile("(?s)```(.*?)```|`([^`]+)`")
                .matcher(text("trefoil-yaml.md"))
                .results()
                .forEach(match -> quoted.addAll(List.of(match.group().split("[^A-Za-z0-9_-]+"))));
        for (Shape shape : Shape.values()) {
            assertThat(quoted).as(shape.toString()).containsAll(shape.keys());
        }
        assertThat(quoted).containsAll(metrics());
        assertThat(quoted).containsAll(RetrainPolicy.names());
    }

    @Test
    void exampleProjectHasNoProblem() throws IOException {
        String text = Files.readString(Path.of("..", "examples", "flights", "trefoil.yaml"));
        assertThat(Examples.resolved(text).warnings()).isEmpty();
    }
}
