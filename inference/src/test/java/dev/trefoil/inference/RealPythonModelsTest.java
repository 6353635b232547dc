package dev.trefoil.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.trefoil.core.column.Column;
import dev.trefoil.core.column.ColumnBatch;
import dev.trefoil.core.column.ColumnSpec;
import dev.trefoil.core.column.ColumnType;
import dev.trefoil.core.column.NumberColumn;
import dev.trefoil.core.column.Schema;
import dev.trefoil.core.column.StringColumn;
import dev.trefoil.core.signature.Task;
import dev.trefoil.inference.python.PythonModels;
import dev.trefoil.inference.python.PythonSettings;
import dev.trefoil.inference.runtime.Output;
import dev.trefoil.inference.runtime.Predictions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// MLflow folders and pickles that `mlflow_cases.py` made a moment ago answer here what they answered there:
/// `-Dtrefoil.mlflow=FOLDER`. Environments are made with pip, beside that folder.
@Tag("real")
@EnabledIfSystemProperty(named = "trefoil.mlflow", matches = ".+")
class RealPythonModelsTest {
    /// Its product of matrices is summed in an order that depends, in Python too, on how many rows there are.
    private static final String DENSE = "pickle-words";

    static Stream<Path> cases() throws IOException {
        try (Stream<Path> folders = Files.list(Path.of(System.getProperty("trefoil.mlflow")))) {
            return folders.filter(folder -> Files.exists(folder.resolve("answer.json"))).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void modelAnswersWhatItAnsweredInPython(Path folder) throws Exception {
        Path model = Stream.of("model", "model.pkl", "model.joblib")
                .map(folder::resolve)
                .filter(Files::exists)
                .findFirst()
                .orElseThrow();
        ColumnBatch rows = rows(folder.resolve("rows.csv"));
        PythonSettings settings = PythonSettings.of(
                Path.of(System.getProperty("trefoil.mlflow")).resolveSibling("python-home"), System.getenv());
        List<String> said = new ArrayList<>();
        try (ModelPackage loaded = ModelPackage.load(model, new PythonModels(settings, said::add))) {
            Predictions together = loaded.predict(rows);
            JsonNode answer = new JsonMapper().readTree(folder.resolve("answer.json"));
            assertThat(together.outputs().stream().map(Output::name))
                    .containsExactlyElementsOf(
                            answer.properties().stream().map(Map.Entry::getKey).toList());
            for (Output output : together.outputs()) {
                equal(output, answer.path(output.name()), rows.rows());
            }
            Output alone = loaded.predict(rows.pick(new int[] {7})).main();
            if (folder.endsWith(DENSE)) {
                assertThat(alone.number(0, 0)).isCloseTo(together.main().number(7, 0), withinPercentage(1e-10));
            } else {
                assertThat(alone.text(0, 0)).isEqualTo(together.main().text(7, 0));
            }
            assertThat(loaded.runtime().processBytes().orElse(1 << 24)).isGreaterThan(1 << 20);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "sklearn-pipeline, BINARY, '0, 1'",
        "sklearn-proba, BINARY, ",
        "sklearn-forest, REGRESSION, ",
        "pickle-classes, MULTICLASS, "
    })
    void aClassifierIsToldFromARegressorAlsoWhereItAnswersWithLabels(String name, Task task, @Nullable String labels) {
        Path folder = Path.of(System.getProperty("trefoil.mlflow")).resolve(name);
        Path file = Files.exists(folder.resolve("model")) ? folder.resolve("model") : folder.resolve("model.pkl");
        PythonSettings settings = PythonSettings.of(
                Path.of(System.getProperty("trefoil.mlflow")).resolveSibling("python-home"), System.getenv());
        try (ModelPackage loaded = ModelPackage.load(file, new PythonModels(settings, said -> {}))) {
            assertThat(loaded.description().task()).isEqualTo(task);
            assertThat(loaded.description().more().get("labels")).isEqualTo(labels);
        }
    }

    private static void equal(Output output, JsonNode answer, int rows) {
        for (int row = 0; row < rows; row++) {
            JsonNode expected = answer.path(row);
            assertThat(output.width()).isEqualTo(expected.size());
            for (int at = 0; at < output.width(); at++) {
                String text = expected.path(at).asString();
                if (text.matches("-?[0-9].*|nan")) {
                    assertThat(output.number(row, at))
                            .as(output.name() + " of row " + row)
                            .isCloseTo(Double.parseDouble(text), within(0.0));
                } else {
                    assertThat(output.text(row, at)).isEqualTo(text);
                }
            }
        }
    }

    /// Numbers where every value is one or missing, else texts; the values hold no line breaks.
    private static ColumnBatch rows(Path csv) throws IOException {
        List<List<@Nullable String>> lines = Files.readAllLines(csv).stream()
                .map(RealPythonModelsTest::fields)
                .toList();
        List<ColumnSpec> specs = new ArrayList<>();
        List<Column> columns = new ArrayList<>();
        for (int i = 0; i < lines.getFirst().size(); i++) {
            int at = i;
            List<Optional<String>> values = lines.stream()
                    .skip(1)
                    .map(line -> Optional.ofNullable(line.get(at)))
                    .toList();
            boolean numbers = values.stream().flatMap(Optional::stream).allMatch(v -> v.matches("-?[0-9.]+(e-?\\d+)?"));
            String name = String.valueOf(lines.getFirst().get(i));
            specs.add(new ColumnSpec(name, numbers ? ColumnType.NUMBER : ColumnType.STRING));
            columns.add(
                    numbers
                            ? new NumberColumn(values.stream()
                                    .mapToDouble(v -> v.map(Double::parseDouble).orElse(Double.NaN))
                                    .toArray())
                            : new StringColumn(
                                    values.stream().map(v -> v.orElse(null)).toArray(String[]::new)));
        }
        return new ColumnBatch(new Schema(specs), columns);
    }

    private static List<@Nullable String> fields(String line) {
        List<@Nullable String> fields = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '"' && quoted && i + 1 < line.length() && line.charAt(i + 1) == '"') {
                field.append(c);
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                fields.add(field.isEmpty() ? null : field.toString());
                field.setLength(0);
            } else {
                field.append(c);
            }
        }
        fields.add(field.isEmpty() ? null : field.toString());
        return fields;
    }
}
