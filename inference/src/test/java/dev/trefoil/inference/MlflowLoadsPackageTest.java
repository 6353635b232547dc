package dev.trefoil.inference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trefoil.core.column.Column;
import dev.trefoil.core.column.ColumnBatch;
import dev.trefoil.core.column.ColumnType;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Python's `mlflow.pyfunc.load_model` reads a package and answers the same: `-Dtrefoil.mlflow=FOLDER`, made by
/// `mlflow_cases.py` in an environment with mlflow.
@Tag("real")
@EnabledIfSystemProperty(named = "trefoil.mlflow", matches = ".+")
class MlflowLoadsPackageTest {
    @TempDir
    Path folder;

    @Test
    void mlflowAnswersWhatJavaAnswers() throws Exception {
        Path path = folder.resolve("package");
        PackageWriter.write(path, PackageTest.contents());
        Path rows = Files.writeString(folder.resolve("rows.json"), json(PackageTest.batch()));
        Process python = new ProcessBuilder(
                        Files.readString(Path.of(System.getProperty("trefoil.mlflow"), "python.txt")),
                        Path.of("src/test/python/mlflow_package.py")
                                .toAbsolutePath()
                                .toString(),
                        path.toString(),
                        rows.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String answered = new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(python.waitFor()).isZero();
        double[] there = answered.lines().mapToDouble(Double::parseDouble).toArray();
        double[] here = ModelPackage.load(path).predict(PackageTest.batch()).values();
        assertThat(there).containsExactly(here, org.assertj.core.data.Offset.offset(1e-15));
    }

    private static String json(ColumnBatch batch) {
        JsonMapper mapper = new JsonMapper();
        ArrayNode rows = mapper.createArrayNode();
        for (int row = 0; row < batch.rows(); row++) {
            ObjectNode object = rows.addObject();
            for (String name : batch.schema().names()) {
                Column column = batch.column(name);
                if (column.missing(row)) {
                    object.putNull(name);
                } else if (column.type() == ColumnType.NUMBER) {
                    object.put(name, column.number(row));
                } else if (column.type() == ColumnType.BOOLEAN) {
                    object.put(name, column.number(row) == 1);
                } else {
                    object.put(name, column.text(row));
                }
            }
        }
        return mapper.writeValueAsString(rows);
    }
}
