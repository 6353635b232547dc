package dev.trefoil.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trefoil.core.column.BooleanColumn;
import dev.trefoil.core.column.Column;
import dev.trefoil.core.column.ColumnBatch;
import dev.trefoil.core.column.ColumnSpec;
import dev.trefoil.core.column.ColumnType;
import dev.trefoil.core.column.NumberColumn;
import dev.trefoil.core.column.Schema;
import dev.trefoil.core.column.StringColumn;
import dev.trefoil.core.column.TimeColumn;
import dev.trefoil.core.digest.Digest;
import dev.trefoil.core.signature.Feature;
import dev.trefoil.core.signature.Signature;
import dev.trefoil.core.signature.Task;
import dev.trefoil.inference.encoder.EncoderCodec;
import dev.trefoil.inference.encoder.EncoderSpec;
import dev.trefoil.inference.encoder.EncoderSpec.Family;
import dev.trefoil.inference.encoder.FeatureEncoder;
import dev.trefoil.inference.linear.LinearCodec;
import dev.trefoil.inference.linear.LinearModel;
import dev.trefoil.inference.runtime.ModelFormatException;
import dev.trefoil.inference.runtime.Predictions;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackageTest {
    @TempDir
    Path folder;

    static ColumnBatch batch() {
        return new ColumnBatch(
                new Schema(List.of(
                        new ColumnSpec("distance", ColumnType.NUMBER),
                        new ColumnSpec("origin", ColumnType.STRING),
                        new ColumnSpec("holiday", ColumnType.BOOLEAN),
                        new ColumnSpec("at", ColumnType.TIMESTAMP),
                        new ColumnSpec("remark", ColumnType.STRING))),
                List.<Column>of(
                        new NumberColumn(new double[] {100, 250.5, Double.NaN, 400, 1e300}),
                        new StringColumn(new String[] {"ORD", "ATL", "ORD", null, "ATL"}),
                        new BooleanColumn(new byte[] {1, 0, -1, 0, 1}),
                        new TimeColumn(
                                ColumnType.TIMESTAMP,
                                new long[] {0, 86_400_000_000L, TimeColumn.MISSING, -1, 1_700_000_000_123_456L}),
                        new StringColumn(new String[] {
                            "late again today", "Late: crew missing", "on time as planned", "", "late crew, late plane"
                        })));
    }

    private static Signature signature() {
        return new Signature(
                batch().schema().columns().stream()
                        .map(c -> new Feature(c.name(), c.type(), !c.name().equals("remark")))
                        .toList(),
                Task.BINARY,
                List.of("on time", "late"));
    }

    static PackageContents contents() {
        FeatureEncoder encoder = FeatureEncoder.fit(batch(), EncoderSpec.infer(batch(), Family.LINEAR));
        double[] weights = new double[encoder.width()];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = 0.25 * (i % 5 - 2);
        }
        LinearModel model = new LinearModel(
                Task.BINARY, encoder.names(), new double[][] {weights}, new double[] {0.1}, new double[0]);
        return PackageContents.of(signature(), WeightsKind.LINEAR, LinearCodec.write(model))
                .withEncoder(encoder)
                .withReference("{}".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aWrittenPackageAnswersRawColumns() {
        Path path = folder.resolve("model");
        Digest digest = PackageWriter.write(path, contents());
        try (ModelPackage loaded = ModelPackage.load(path)) {
            assertThat(loaded.digest()).contains(digest);
            assertThat(loaded.signature()).isEqualTo(signature());
            Predictions predictions = loaded.predict(batch());
            assertThat(predictions.rows()).isEqualTo(5);
            assertThat(predictions.width()).isEqualTo(1);
            for (double p : predictions.values()) {
                assertThat(p).isBetween(0.0, 1.0);
            }
        }
    }

    @Test
    void aRowAloneAnswersWhatItAnswersInABatchAndInAnyOrderOfColumns() {
        Path path = folder.resolve("model");
        PackageWriter.write(path, contents());
        ModelPackage loaded = ModelPackage.load(path);
        double[] together = loaded.predict(batch()).values();
        ColumnBatch turned = batch().select(List.of("remark", "at", "holiday", "origin", "distance"));
        for (int row = 0; row < together.length; row++) {
            assertThat(loaded.predict(turned.pick(new int[] {row})).value(0, 0)).isEqualTo(together[row]);
        }
    }

    @Test
    void theDigestLeavesOutThresholdAndProvenance() {
        Digest plain = PackageWriter.write(folder.resolve("a"), contents());
        Digest told = PackageWriter.write(
                folder.resolve("b"), contents().withThreshold(0.25).withProvenance(Map.of("run", "r1")));
        Digest otherReference = PackageWriter.write(
                folder.resolve("c"), contents().withReference("{ }".getBytes(StandardCharsets.UTF_8)));
        assertThat(told).isEqualTo(plain);
        assertThat(otherReference).isNotEqualTo(plain);
        assertThat(ModelPackage.load(folder.resolve("b"))
                        .manifest()
                        .orElseThrow()
                        .threshold())
                .isEqualTo(0.25);
    }

    @Test
    void anAlteredFileIsRefused() throws Exception {
        Path path = folder.resolve("model");
        PackageWriter.write(path, contents());
        Path encoder = path.resolve("encoder.json");
        Files.writeString(encoder, Files.readString(encoder).replace("ORD", "ORX"));
        assertThatThrownBy(() -> ModelPackage.load(path))
                .isInstanceOf(ModelFormatException.class)
                .hasMessageContaining("something was altered");
    }

    @Test
    void aRequiredColumnMayNotBeMissingAnOptionalOneMay() {
        Path path = folder.resolve("model");
        PackageWriter.write(path, contents());
        ModelPackage loaded = ModelPackage.load(path);
        assertThat(loaded.predict(batch().select(List.of("distance", "origin", "holiday", "at")))
                        .rows())
                .isEqualTo(5);
        assertThatThrownBy(() -> loaded.predict(batch().select(List.of("distance", "origin", "remark"))))
                .hasMessage("the rows lack the columns [holiday, at]; they have [distance, origin, remark]");
    }

    @Test
    void aPackageIsNeverWrittenOverAnother() {
        PackageWriter.write(folder.resolve("model"), contents());
        assertThatThrownBy(() -> PackageWriter.write(folder.resolve("model"), contents()))
                .hasMessageContaining("already there");
    }

    @Test
    void anEncoderReadBackGivesTheSameBytesAndNumbers() {
        for (Family family : Family.values()) {
            FeatureEncoder fitted = FeatureEncoder.fit(batch(), EncoderSpec.infer(batch(), family));
            byte[] written = EncoderCodec.write(fitted);
            FeatureEncoder read = EncoderCodec.read("encoder.json", written);
            assertThat(EncoderCodec.write(read)).isEqualTo(written);
            assertThat(read.encode(batch())).isEqualTo(fitted.encode(batch()));
            assertThat(read.names()).isEqualTo(fitted.names());
        }
    }

    @Test
    void aFolderThatMlflowLoggedIsReadByItsFlavour() throws Exception {
        Path model = GoldenModelTest.resources("golden").resolve("lgb-sqrt").resolve("model.txt");
        Path logged = Files.createDirectories(folder.resolve("logged"));
        Files.copy(model, logged.resolve("model.lgb"));
        Files.writeString(logged.resolve("MLmodel"), """
                flavors:
                  lightgbm:
                    data: model.lgb
                    model_class: lightgbm.basic.Booster
                  python_function:
                    data: model.lgb
                    loader_module: mlflow.lightgbm
                signature:
                  inputs: '[{"type": "double", "name": "Column_0", "required": true}]'
                """);
        try (ModelPackage loaded = ModelPackage.load(logged)) {
            assertThat(loaded.description().kind()).isEqualTo("lightgbm");
            assertThat(loaded.signature().inputs()).extracting(Feature::name).containsExactly("Column_0");
            assertThat(loaded.digest()).isEmpty();
        }
        Files.writeString(logged.resolve("MLmodel"), "flavors: {lightgbm: {data: ../../secret}}");
        assertThatThrownBy(() -> ModelPackage.load(logged)).hasMessageContaining("is not in the folder");
        Files.writeString(logged.resolve("MLmodel"), "flavors: {sklearn: {pickled_model: model.pkl}}");
        assertThatThrownBy(() -> ModelPackage.load(logged)).hasMessageContaining("is a Python model");
        Files.writeString(logged.resolve("MLmodel"), "flavors: [");
        assertThatThrownBy(() -> ModelPackage.load(logged)).hasMessageContaining("is not valid YAML");
    }

    @Test
    void categoriesOfADataFrameAreFoundByTheirValues() throws Exception {
        for (String name : List.of("frame-xgboost.json", "frame-lightgbm.txt")) {
            try (ModelPackage loaded =
                    ModelPackage.load(GoldenModelTest.resources("frames").resolve(name))) {
                double[] predicted = new double[3];
                String[] cities = {"ATL", "ORD", "never"};
                for (int i = 0; i < 3; i++) {
                    ColumnBatch row = new ColumnBatch(
                            new Schema(List.of(
                                    new ColumnSpec("city", ColumnType.STRING),
                                    new ColumnSpec("k", ColumnType.NUMBER),
                                    new ColumnSpec("x", ColumnType.NUMBER),
                                    new ColumnSpec("y", ColumnType.NUMBER))),
                            List.<Column>of(
                                    new StringColumn(new String[] {cities[i]}),
                                    new NumberColumn(new double[] {20}),
                                    new NumberColumn(new double[] {0.1}),
                                    new NumberColumn(new double[] {0})));
                    predicted[i] = loaded.predict(row).value(0, 0);
                }
                assertThat(predicted[1] - predicted[0]).as(name).isGreaterThan(0.8);
                assertThat(predicted[2]).isFinite();
            }
        }
    }
}
